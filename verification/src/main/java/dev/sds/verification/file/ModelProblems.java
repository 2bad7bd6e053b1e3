package dev.sds.verification.file;

import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import dev.sds.spec.Spelling;
import dev.sds.verification.Sany;
import dev.sds.verification.file.Cfg.Section;
import dev.sds.verification.file.ModelAnswer.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with a module or its cfg, at the place where somebody must mend it. */
final class ModelProblems {

  private static final int ASSUMPTION_FALSE = 2104;
  private static final int NESTED_EXPRESSION = 2103;
  static final int INVARIANT_WITHOUT_VALUE = 2111;
  private static final int PROPERTY_WITHOUT_VALUE = 2113;
  private static final int NO_INIT = 2231;
  private static final int NO_NEXT = 2232;

  /** What TLC adds to an error that it has told. */
  private static final String ECHO = "TLC was unable to fingerprint";

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

  private static final Set<String> COMMUNITY =
      Set.of(
          "BagsExt",
          "Bitwise",
          "Combinatorics",
          "CSV",
          "DyadicRationals",
          "FiniteSetsExt",
          "Folds",
          "Functions",
          "Graphs",
          "GraphViz",
          "IOUtils",
          "Relation",
          "SequencesExt",
          "ShiViz",
          "Statistics",
          "SVG",
          "UndirectedGraphs",
          "VectorClocks");
  private static final Set<String> NEWER = Set.of("TLCExt", "Json", "_TLCTrace", "_JsonTrace");
  private static final Pattern OF_PROOFS =
      Pattern.compile("\\w+Theorems(_proofs)?|\\w+Induction(_proofs)?");
  private static final String CONFLICT = "Precedence conflict";
  private static final String NEXT_DEFINITION = "Beginning of definition";

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
          whereToFind(missing.group(1)));
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
          message.contains("NullPointerException")
              ? "The file holds no module."
              : TlcWords.brief(message),
          file.source(),
          new Span(0, 0),
          "A module starts with `---- MODULE " + file.module() + " ----` and ends with `====`.");
    }
    Source source = file.source(problem.module()).orElse(file.source());
    Matcher unexpected = UNEXPECTED.matcher(message);
    if (unexpected.matches()) {
      String after = unexpected.group(4) == null ? "" : ", after `" + unexpected.group(4) + "`";
      if (unexpected.group(1).equals(NEXT_DEFINITION)) {
        return Diagnostic.error(
            "tla.syntax",
            "A definition begins here, but what stands before is not complete" + after + ".",
            source,
            spot(source, problem.line(), problem.column(), 1),
            "Look for a bracket that is not closed, or for an operator without its second side.");
      }
      return Diagnostic.error(
          "tla.syntax",
          "`" + unexpected.group(1) + "` cannot stand here" + after + ".",
          source,
          spot(source, problem.line(), problem.column(), unexpected.group(1).length()),
          null);
    }
    return semantic(problem, source);
  }

  private static String whereToFind(String module) {
    String known = "";
    if (COMMUNITY.contains(module)) {
      known =
          " It is one of the CommunityModules: github.com/tlaplus/CommunityModules has their jar.";
    } else if (NEWER.contains(module)) {
      known = " It comes with newer versions of TLC than this, 2.18.";
    } else if (OF_PROOFS.matcher(module).matches()) {
      known = " It comes with TLAPS: name the folder of its library.";
    }
    return "It is looked for beside the file and in each --library, which may be a folder or a jar."
        + known;
  }

  private static Diagnostic semantic(Sany.Problem problem, Source source) {
    Matcher spot = SPOT.matcher(problem.message());
    boolean found = spot.find();
    if (found && problem.message().startsWith(CONFLICT)) {
      Span span = TlaFile.span(source, place(spot));
      return Diagnostic.error(
          "tla.precedence",
          TlcWords.brief(spot.replaceAll("").replaceAll("\\s+", " ").replace(" in block", "")),
          source,
          span,
          "Put brackets around one of the two.");
    }
    TlcWords words =
        TlcWords.ofParser(
            found ? problem.message().substring(spot.end()).strip() : problem.message());
    String text = words.text();
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
        : Diagnostic.error("tla.semantics", text, source, span, words.fix());
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
      if (problems.isEmpty() || !said.text().contains(ECHO)) {
        problems.add(ofChecker(said, defined(answer, said).or(() -> innermost)));
      }
    }
    return problems.stream().distinct().toList();
  }

  /** Where the invariant or property stands that has no value. */
  private static Optional<Place> defined(ModelAnswer answer, Said said) {
    return said.code() == INVARIANT_WITHOUT_VALUE || said.code() == PROPERTY_WITHOUT_VALUE
        ? said.parameters().stream().findFirst().flatMap(answer::defined)
        : Optional.empty();
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
    if (said.code() == NO_INIT || said.code() == NO_NEXT) {
      return Diagnostic.error(
          "cfg.no-behaviour",
          "The cfg names no behaviour, and the module has variables.",
          file.cfg().source(),
          new Span(0, 0),
          "Add `SPECIFICATION Spec`, or `INIT Init` and `NEXT Next`.");
    }
    Optional<Span> named =
        said.parameters().stream()
            .flatMap(p -> file.cfg().find(p, section(said.text())).stream())
            .findFirst();
    if (aboutTheCfg(said.code()) && named.isPresent()) {
      return Diagnostic.error(
          "cfg.wrong",
          TlcWords.brief(said.text()),
          file.cfg().source(),
          named.get(),
          nearest(said));
    }
    Optional<Place> place = last(said.text()).or(() -> innermost);
    TlcWords words = words(said);
    Optional<Source> source = place.flatMap(p -> file.source(p.module()));
    if (place.isPresent() && source.isPresent()) {
      return Diagnostic.error(
          "tla.evaluation",
          words.text(),
          source.get(),
          TlaFile.span(source.get(), place.get()),
          words.fix());
    }
    return aboutTheCfg(said.code())
        ? Diagnostic.error("cfg.wrong", words.text(), file.cfg().source(), new Span(0, 0), null)
        : Diagnostic.error("tla.evaluation", words.text(), words.fix());
  }

  private static TlcWords words(Said said) {
    return switch (said.code()) {
      case STACK_OVERFLOW -> new TlcWords("The evaluation needs more stack than there is.", null);
      case ASSUMPTION_FALSE ->
          new TlcWords("The assumption does not hold for the constants of the cfg.", null);
      default -> TlcWords.ofChecker(said.text());
    };
  }

  /** What a name that nobody defined may have been meant to be. */
  private @Nullable String nearest(Said said) {
    if (!said.text().contains("is not defined")) {
      return null;
    }
    Set<String> defined = ModuleTexts.of(file).defined();
    return said.parameters().stream()
        .flatMap(name -> Spelling.nearest(name, defined).stream())
        .findFirst()
        .map(name -> "Did you mean " + name + "?")
        .orElse(null);
  }

  private static Section section(String text) {
    return text.startsWith("The invariant")
        ? Section.INVARIANT
        : text.startsWith("The property") ? Section.PROPERTY : Section.SPECIFICATION;
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
}
