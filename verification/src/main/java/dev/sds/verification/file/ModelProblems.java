package dev.sds.verification.file;

import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import dev.sds.verification.Sany;
import dev.sds.verification.file.ModelAnswer.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is wrong with a module or its cfg, at the place where somebody must mend it. */
final class ModelProblems {

  private static final int ASSUMPTION_FALSE = 2104;
  private static final int NESTED_EXPRESSION = 2103;
  private static final int STACK_OVERFLOW = 1005;
  private static final int NO_VALUE_FOR_CONSTANT = 2222;
  private static final int BEHAVIOUR_FOLLOWS = 2121;

  private static final Pattern SPOT =
      Pattern.compile(
          "[Ll]ine (\\d+), col(?:umn)? (\\d+) to line (\\d+), col(?:umn)? (\\d+) (?:in|of module) (\\w+)");
  private static final Pattern UNEXPECTED =
      Pattern.compile(
          "Encountered \"(.*?)\" at line (\\d+), column (\\d+)(?: and token \"(.*?)\")?.*");
  private static final Pattern MISSING_MODULE =
      Pattern.compile(".*Cannot find source file for module (\\w+) imported in module (\\w+).*");
  private static final Pattern OTHER_NAME =
      Pattern.compile(".*File name '(.*?)' does not match the name '(.*?)' of the top level.*");
  private static final Pattern UNKNOWN = Pattern.compile("Unknown operator: `(.*)'\\.");

  private final TlaFile file;

  ModelProblems(TlaFile file) {
    this.file = file;
  }

  /** What the parser says. */
  List<Diagnostic> ofParser(List<Sany.Problem> problems) {
    return problems.stream().map(this::ofParser).distinct().toList();
  }

  private Diagnostic ofParser(Sany.Problem problem) {
    String message = problem.message();
    Matcher missing = MISSING_MODULE.matcher(message);
    if (missing.matches()) {
      Source source = file.source(missing.group(2)).orElse(file.source());
      return Diagnostic.error(
          "tla.no-module",
          "There is no module " + missing.group(1) + ".",
          source,
          word(source.text(), missing.group(1)),
          "It is looked for beside the file and in each --library, which may be a folder or a jar.");
    }
    Matcher other = OTHER_NAME.matcher(message);
    if (other.matches()) {
      return Diagnostic.error(
          "tla.module-name",
          "The file is named "
              + other.group(1)
              + ".tla and the module in it "
              + other.group(2)
              + ".",
          file.source(),
          word(file.source().text(), other.group(2)),
          "Give both the same name.");
    }
    if (problem.line() == 0) {
      return Diagnostic.error(
          "tla.syntax",
          message.contains("NullPointerException") ? "The file holds no module." : brief(message),
          file.source(),
          new Span(0, 0),
          "A module starts with `---- MODULE " + file.module() + " ----` and ends with `====`.");
    }
    Source source = file.source(problem.module()).orElse(file.source());
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (unexpected.matches()) {
      String after = unexpected.group(4) == null ? "" : ", after `" + unexpected.group(4) + "`";
      return Diagnostic.error(
          "tla.syntax",
          "`" + unexpected.group(1) + "` cannot stand here" + after + ".",
          source,
          spot(source, problem.line(), problem.column(), unexpected.group(1).length()),
          null);
    }
    return semantic(problem, source);
  }

  private static Diagnostic semantic(Sany.Problem problem, Source source) {
    Matcher spot = SPOT.matcher(problem.message());
    boolean found = spot.find();
    String text =
        brief(found ? problem.message().substring(spot.end()).strip() : problem.message());
    Span span =
        found
            ? TlaFile.span(source, place(spot))
            : spot(source, problem.line(), problem.column(), 1);
    Matcher unknown = UNKNOWN.matcher(text);
    return unknown.matches()
        ? Diagnostic.error(
            "tla.unknown-name",
            "`" + unknown.group(1) + "` is not defined here.",
            source,
            span,
            "Define or declare it above this line, or extend the module that does.")
        : Diagnostic.error("tla.semantics", text, source, span, null);
  }

  /** What TLC says of a model that it could not check to the end. */
  List<Diagnostic> ofChecker(ModelAnswer answer, Behaviour leading) {
    List<Said> errors =
        answer.said().stream()
            .filter(said -> !said.warning())
            .filter(said -> said.code() != NESTED_EXPRESSION && said.code() != BEHAVIOUR_FOLLOWS)
            .toList();
    Optional<Place> innermost =
        answer
            .error(code -> code == NESTED_EXPRESSION)
            .flatMap(said -> last(said.text()))
            .or(() -> lastAction(leading));
    List<Diagnostic> problems = new ArrayList<>();
    for (Said said : errors) {
      problems.add(ofChecker(said, innermost));
    }
    return problems.stream().distinct().toList();
  }

  private static Optional<Place> lastAction(Behaviour leading) {
    return leading.steps().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(leading.steps().getLast().place());
  }

  private Diagnostic ofChecker(Said said, Optional<Place> innermost) {
    if (said.code() == NO_VALUE_FOR_CONSTANT) {
      String constant = said.parameters().isEmpty() ? "" : said.parameters().getFirst();
      return Diagnostic.error(
          "cfg.no-value",
          "The cfg gives no value to the constant " + constant + ".",
          file.source(),
          word(file.source().text(), constant),
          "Add `CONSTANT " + constant + " = value` to " + file.cfg().source().name() + ".");
    }
    Optional<Span> named =
        said.parameters().stream().flatMap(p -> file.cfg().find(p).stream()).findFirst();
    if (aboutTheCfg(said.code()) && named.isPresent()) {
      return Diagnostic.error(
          "cfg.wrong", brief(said.text()), file.cfg().source(), named.get(), null);
    }
    Optional<Place> place = last(said.text()).or(() -> innermost);
    String text =
        said.code() == STACK_OVERFLOW
            ? "The evaluation needs more stack than there is."
            : brief(said.text());
    if (said.code() == ASSUMPTION_FALSE) {
      text = "The assumption does not hold for the constants of the cfg.";
    }
    Optional<Source> source = place.flatMap(p -> file.source(p.module()));
    if (place.isPresent() && source.isPresent()) {
      return Diagnostic.error(
          "tla.evaluation", text, source.get(), TlaFile.span(source.get(), place.get()), null);
    }
    return aboutTheCfg(said.code())
        ? Diagnostic.error("cfg.wrong", text, file.cfg().source(), new Span(0, 0), null)
        : Diagnostic.error("tla.evaluation", text, null);
  }

  private static boolean aboutTheCfg(int code) {
    return (code >= 2222 && code <= 2245)
        || code == 2280
        || code == 2281
        || (code >= 5001 && code <= 5006)
        || code == 2300
        || code == 2146;
  }

  /** The last place a text names: TLC lists nested expressions from the outside in. */
  static Optional<Place> last(String text) {
    Matcher spot = SPOT.matcher(text);
    Optional<Place> last = Optional.empty();
    while (spot.find()) {
      last = Optional.of(place(spot));
    }
    return last;
  }

  private static Place place(Matcher spot) {
    return new Place(
        spot.group(5),
        Integer.parseInt(spot.group(1)),
        Integer.parseInt(spot.group(2)),
        Integer.parseInt(spot.group(3)),
        Integer.parseInt(spot.group(4)));
  }

  private static Span spot(Source source, int line, int column, int length) {
    Span start = TlaFile.span(source, new Place("", line, column, line, column));
    return new Span(start.offset(), Math.max(1, length));
  }

  private static Span word(String text, String word) {
    Matcher matcher = Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(text);
    return matcher.find() ? new Span(matcher.start(), word.length()) : new Span(0, 0);
  }

  /** A message without TLC's preambles, on one line. */
  static String brief(String text) {
    return text.replaceFirst("(?s)^TLC threw an unexpected exception.*?\n: ", "")
        .replaceFirst("(?s)\\s*(Fatal errors while parsing|Residual stack trace).*", "")
        .replaceFirst("(?s)^.*?tla2sany\\.semantic\\.AbortException\\s*(Unknown location)?", "")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
