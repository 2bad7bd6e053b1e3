package dev.sds.verification.file;

import dev.sds.spec.Diagnostic;
import dev.sds.spec.Span;
import dev.sds.verification.Sany;
import dev.sds.verification.child.ModelWorker;
import dev.sds.verification.file.Cfg.Section;
import dev.sds.verification.file.FileOutcome.Bounded;
import dev.sds.verification.file.FileOutcome.Limit;
import dev.sds.verification.file.FileOutcome.ModelError;
import dev.sds.verification.file.FileOutcome.ToolFailure;
import dev.sds.verification.file.FileOutcome.Vacuous;
import dev.sds.verification.file.FileOutcome.Verified;
import dev.sds.verification.file.FileOutcome.Violated;
import dev.sds.verification.file.ModelAnswer.Said;
import dev.sds.verification.file.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an answer of TLC means. That it ended with 0 does not mean that it examined everything. */
final class FileVerdict {

  private static final int PASSED = 0;
  private static final int DEADLOCK = 11;
  private static final int INVARIANT = 12;
  static final int TEMPORAL = 13;
  private static final int ASSERTION = 14;
  private static final int UNPARSED = 150;

  private static final int INVARIANT_IN_INITIAL_STATE = 2107;
  private static final int PROPERTY_IN_INITIAL_STATE = 2108;
  private static final int INVARIANT_IN_BEHAVIOUR = 2110;
  private static final int ACTION_PROPERTY = 2112;
  private static final int ASSERTION_FAILED = 2132;
  private static final Pattern ASSERTED =
      Pattern.compile(
          "(?s)first argument of Assert evaluated to FALSE; the second argument was:(.*)");
  private static final int NESTED_EXPRESSION = 2103;
  private static final int NO_INITIAL_STATE = 2118;
  private static final Set<Integer> OUT_OF_MEMORY = Set.of(1001, 1002, 1003);
  private static final String NO_SPACE = "No space left on device";

  private final TlaFile file;
  private final Bounds bounds;
  private final ModelAnswer answer;

  FileVerdict(TlaFile file, Bounds bounds, ModelAnswer answer) {
    this.file = file;
    this.bounds = bounds;
    this.answer = answer;
  }

  /**
   * What it means.
   *
   * @param parser what it says of modules that TLC could not read
   */
  FileOutcome outcome(Supplier<List<Sany.Problem>> parser) {
    return switch (answer.exit()) {
      case PASSED -> passed();
      case DEADLOCK -> violated(Kind.DEADLOCK, "");
      case INVARIANT -> {
        Optional<Said> said =
            answer.error(
                code -> code == INVARIANT_IN_BEHAVIOUR || code == INVARIANT_IN_INITIAL_STATE);
        yield violated(Kind.INVARIANT, parameter(said));
      }
      case TEMPORAL -> temporal();
      case ASSERTION -> assertion();
      case UNPARSED -> unparsed(parser.get());
      default -> failed();
    };
  }

  private FileOutcome passed() {
    Optional<FileOutcome> afterwards =
        answer.afterwards().stream().filter(a -> !a.holds()).findFirst().map(this::afterwards);
    return afterwards.orElseGet(this::examined);
  }

  /** A postcondition that is not true. */
  private FileOutcome afterwards(ModelAnswer.Afterwards claim) {
    Optional<Place> place = answer.defined(claim.name());
    if (claim.why().isEmpty()) {
      return violated(Kind.POSTCONDITION, claim.name(), place, List.of());
    }
    String message =
        "POSTCONDITION %s has no value in this TLC (2.18): %s"
            .formatted(claim.name(), TlcWords.brief(claim.why()).replaceFirst("\\.?$", "."));
    return new ModelError(
        List.of(
            Diagnostic.error(
                "tla.postcondition",
                message,
                file.cfg().source(),
                file.cfg().find(claim.name(), Section.POSTCONDITION).orElse(new Span(0, 0)),
                "It may speak of constants, and by TLCGet of registers and of \"distinct\","
                    + " \"queue\", \"diameter\" and \"duration\"; newer versions know more.")),
        null);
  }

  private FileOutcome examined() {
    Examined examined = answer.examined();
    Limit limit =
        switch (answer.ended()) {
          case "STATES" -> Limit.STATES;
          case "SECONDS" -> Limit.SECONDS;
          case "DISK" -> Limit.DISK;
          case "MODEL" -> Limit.MODEL;
          case ModelWorker.SAMPLED -> Limit.SAMPLE;
          default -> complete(examined);
        };
    if (limit != null) {
      return new Bounded(limit, reason(limit, examined), examined);
    }
    List<String> weak = weaknesses(examined);
    return weak.isEmpty() ? new Verified(examined) : new Vacuous(weak, examined);
  }

  /** What kept a run from being exhaustive that nobody ended; null if nothing did. */
  private @Nullable Limit complete(Examined examined) {
    if (examined.cut() > 0) {
      return Limit.CONSTRAINT;
    }
    return examined.left() > 0 ? Limit.MODEL : null;
  }

  private String reason(Limit limit, Examined examined) {
    return switch (limit) {
      case STATES -> "The budget of " + bounds.states() + " different states is used up.";
      case SECONDS -> "The time of " + bounds.seconds() + " s is used up.";
      case DISK -> "The disk space of " + bounds.diskMiB() + " MiB is used up.";
      case MEMORY -> "The memory of " + bounds.memoryMiB() + " MiB is used up.";
      case SAMPLE -> "Only random behaviours were followed; all others are open.";
      case MODEL -> "The model itself ended the run, by TLCSet(\"exit\", TRUE).";
      case CONSTRAINT -> {
        List<String> names = new ArrayList<>(file.cfg().names(Section.CONSTRAINT));
        names.addAll(file.cfg().names(Section.ACTION_CONSTRAINT));
        yield "%s kept %d successor%s out; all states within were examined."
            .formatted(String.join(", ", names), examined.cut(), examined.cut() == 1 ? "" : "s");
      }
    };
  }

  private List<String> weaknesses(Examined examined) {
    if (file.cfg().withoutBehaviour()) {
      return answer.assumptions() > 0
          ? List.of()
          : List.of("The cfg names no behaviour, and the modules assume nothing.");
    }
    List<String> weak = new ArrayList<>();
    if (examined.distinct() == 0) {
      weak.add("No state satisfies the initial predicate.");
    }
    String never =
        examined.never().stream().map(Examined.Taken::action).collect(Collectors.joining(", "));
    if (!never.isEmpty()) {
      weak.add("No reachable state allows " + never + ".");
    }
    file.cfg().names(Section.PROPERTY).stream()
        .filter(answer::ofOneState)
        .map(
            name ->
                "PROPERTY %s was asked of initial states only: for every state, write INVARIANT %s."
                    .formatted(name, name))
        .forEach(weak::add);
    boolean asked =
        answer.deadlockChecked()
            || !file.cfg().names(Section.INVARIANT).isEmpty()
            || !file.cfg().names(Section.PROPERTY).isEmpty()
            || !answer.afterwards().isEmpty();
    if (!asked) {
      weak.add("The cfg asks for nothing: no invariant, no property, no deadlock.");
    }
    return weak;
  }

  private FileOutcome temporal() {
    Optional<Said> step =
        answer.error(code -> code == ACTION_PROPERTY || code == PROPERTY_IN_INITIAL_STATE);
    if (step.isPresent()) {
      return violated(Kind.ACTION_PROPERTY, parameter(step));
    }
    List<String> several = answer.temporal();
    String name = several.isEmpty() ? "" : String.join(" or ", several);
    return violated(Kind.TEMPORAL_PROPERTY, name);
  }

  private FileOutcome assertion() {
    Optional<Said> said = answer.error(code -> code == ASSERTION_FAILED);
    Optional<Place> place =
        answer
            .error(code -> code == NESTED_EXPRESSION)
            .flatMap(nested -> ModelProblems.last(nested.text()));
    return violated(Kind.ASSERTION, parameter(said), place, List.of());
  }

  private FileOutcome violated(Kind kind, String name) {
    List<String> falseParts = answer.falseParts().stream().map(file::text).toList();
    return violated(kind, name, answer.defined(name), falseParts);
  }

  private FileOutcome violated(
      Kind kind, String name, Optional<Place> place, List<String> falseParts) {
    return new Violated(
        new Violation(
            kind,
            name,
            place.map(file::text).orElse(""),
            place.orElse(null),
            falseParts,
            answer.behaviour()),
        answer.examined());
  }

  private static String parameter(Optional<Said> said) {
    return said.filter(s -> !s.parameters().isEmpty())
        .map(s -> s.parameters().getFirst())
        .orElse("");
  }

  private FileOutcome unparsed(List<Sany.Problem> said) {
    List<Diagnostic> problems = new ModelProblems(file).ofParser(said);
    return problems.isEmpty() ? failed() : new ModelError(problems, null);
  }

  /** An assertion within an invariant: TLC tells it as an expression without a value. */
  private Optional<FileOutcome> assertionWithin() {
    Optional<Said> said = answer.error(code -> code == ModelProblems.INVARIANT_WITHOUT_VALUE);
    return said.flatMap(
        s -> {
          Matcher failed = ASSERTED.matcher(s.text());
          return failed.find()
              ? Optional.of(
                  violated(
                      Kind.ASSERTION,
                      failed.group(1).strip(),
                      answer.defined(parameter(said)),
                      List.of()))
              : Optional.empty();
        });
  }

  private FileOutcome failed() {
    Optional<FileOutcome> assertion = assertionWithin();
    if (assertion.isPresent()) {
      return assertion.get();
    }
    if (answer.error(OUT_OF_MEMORY::contains).isPresent()) {
      return new Bounded(Limit.MEMORY, reason(Limit.MEMORY, Examined.NOTHING), answer.examined());
    }
    if (answer.error(code -> code == NO_INITIAL_STATE).isPresent()) {
      return new Vacuous(List.of("No state satisfies the initial predicate."), answer.examined());
    }
    if (answer.said().stream().anyMatch(said -> said.text().contains(NO_SPACE))) {
      return new ToolFailure("The disk is full.");
    }
    List<Diagnostic> problems = new ModelProblems(file).ofChecker(answer, answer.behaviour());
    Behaviour leading = answer.behaviour();
    return problems.isEmpty()
        ? new ToolFailure("TLC ended with code " + answer.exit() + " and said nothing.")
        : new ModelError(problems, leading.steps().isEmpty() ? null : leading);
  }
}
