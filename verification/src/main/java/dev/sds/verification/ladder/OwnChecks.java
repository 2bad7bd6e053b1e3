package dev.sds.verification.ladder;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Property;
import dev.sds.evaluators.Subject;
import dev.sds.spec.BadInputException;
import dev.sds.verification.Limits;
import dev.sds.verification.ModelCheckEvaluator;
import dev.sds.verification.StrengthEvaluator;
import dev.sds.verification.StrengthRun;
import dev.sds.verification.file.Examined;
import dev.sds.verification.file.FileCheck;
import dev.sds.verification.file.FileOutcome;
import dev.sds.verification.own.ModelGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds a module that somebody wrote in place of a design's to all that the design's protocol is
 * held to: the smallest instance under each set of faults, what happens in it at all, the fairness
 * that its promises rest on, larger instances and deliberate mistakes.
 */
public final class OwnChecks {

  /** Whose evidence is of the smallest instance. */
  public static final String SMALLEST = "TLC";

  /** Something that the module allows never, or leaves out. */
  public static final String VACUOUS = "model.own-vacuous";

  /** Told of all runs together, and not by what one of them never does. */
  private static final Set<String> TOLD =
      Set.of("model.action-never-taken", "model.fault-never-fired", "model.fair-fault");

  private final Subject subject;
  private final ModelGate gate;
  private final Limits limits;
  private final long grow;
  private final List<Run> runs = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();

  private OwnChecks(Subject subject, ModelGate gate, Limits limits, long grow) {
    this.subject = subject;
    this.gate = gate;
    this.limits = limits;
    this.grow = grow;
  }

  /** What was asked under one set of faults, in the smallest instance. */
  public record Run(List<String> requirements, String instance, FileCheck check) {
    public Run {
      requirements = List.copyOf(requirements);
    }
  }

  /** What was asked, and what it says. */
  public record Result(List<Run> runs, List<Evidence> evidence) {
    public Result {
      runs = List.copyOf(runs);
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * Makes all checks, as long as none fails.
   *
   * @param generated the actions that the protocol of the decisions takes
   * @param grow states to spend on larger instances, for each set of faults
   */
  public static Result of(
      Subject subject, ModelGate gate, Set<String> generated, Limits limits, long grow)
      throws BadInputException, InterruptedException {
    return new OwnChecks(subject, gate, limits, grow).all(generated);
  }

  private Result all(Set<String> generated) throws BadInputException, InterruptedException {
    for (ModelCheckEvaluator.Run run : ModelCheckEvaluator.runs(subject)) {
      FileCheck check = gate.check(run.protocol(), run.instance(), limits);
      runs.add(new Run(run.requirements(), run.instance().label(), check));
      evidence.add(evidence(run, check));
    }
    if (runs.stream().allMatch(run -> passes(run.check().outcome()))) {
      happening(generated);
      for (ModelCheckEvaluator.Run run : ModelCheckEvaluator.runs(subject)) {
        fairness(run);
      }
      if (sound()) {
        larger();
        strength();
      }
    }
    return new Result(runs, evidence);
  }

  private boolean sound() {
    return evidence.stream()
        .noneMatch(e -> e instanceof Evidence.Finding f && f.weight() == Weight.AGAINST);
  }

  private static Evidence evidence(ModelCheckEvaluator.Run run, FileCheck check) {
    CheckOutcome outcome = ModelGate.outcome(run.protocol(), run.instance(), check);
    return outcome instanceof CheckOutcome.ToolFailure failure
        ? new Evidence.ToolFailure(SMALLEST, run.requirements(), failure.why())
        : new Evidence.ModelCheck(
            SMALLEST, ModelCheckEvaluator.speaksOf(outcome, run), run.instance().label(), outcome);
  }

  /** All holds; which actions are never possible is told for all runs together. */
  public static boolean passes(FileOutcome outcome) {
    return switch (outcome) {
      case FileOutcome.Verified _ -> true;
      case FileOutcome.Vacuous(List<String> why, Examined examined) ->
          why.size() == 1 && !examined.never().isEmpty() && examined.distinct() > 0;
      case FileOutcome.Bounded _,
          FileOutcome.Violated _,
          FileOutcome.ModelError _,
          FileOutcome.ToolFailure _ ->
          false;
    };
  }

  private void happening(Set<String> generated) {
    List<Examined.Taken> taken =
        runs.stream()
            .flatMap(
                run ->
                    switch (run.check().outcome()) {
                      case FileOutcome.Verified(Examined examined) -> examined.actions().stream();
                      case FileOutcome.Vacuous(_, Examined examined) -> examined.actions().stream();
                      case FileOutcome.Bounded _,
                          FileOutcome.Violated _,
                          FileOutcome.ModelError _,
                          FileOutcome.ToolFailure _ ->
                          Stream.empty();
                    })
            .toList();
    ModelGate.weaknesses(subject.protocol(), taken, generated)
        .forEach(weak -> finding(List.of(), Weight.AGAINST, VACUOUS, weak));
  }

  /** What the module assumes beyond the protocol must not be what its promises rest on. */
  private void fairness(ModelCheckEvaluator.Run run)
      throws BadInputException, InterruptedException {
    List<Property> live = run.protocol().properties(Property.Kind.LIVENESS);
    List<String> added = live.isEmpty() ? List.of() : gate.added(run.protocol());
    if (added.isEmpty()) {
      return;
    }
    List<String> owners = live.stream().flatMap(p -> p.requirements().stream()).distinct().toList();
    String names = live.stream().map(Property::name).collect(Collectors.joining(", "));
    String beyond =
        "The file assumes what the design's protocol does not: " + String.join("; ", added);
    FileCheck check = gate.promises(run.protocol(), run.instance(), limits).orElse(null);
    if (check == null) {
      finding(
          owners,
          Weight.AGAINST,
          "model.own-fairness",
          beyond
              + ". Whether "
              + names
              + " rests on it cannot be told: write Spec as an initial"
              + " predicate, [][Next]_vars and fairness.");
    } else if (passes(check.outcome())) {
      finding(
          owners,
          Weight.NOTE,
          "model.own-fairness",
          beyond
              + ". "
              + names
              + " holds without it, or by what an action of the file's own may be"
              + " granted.");
    } else {
      finding(
          owners, Weight.AGAINST, "model.own-fairness", beyond + ". " + unkept(run, check, names));
    }
  }

  private static String unkept(ModelCheckEvaluator.Run run, FileCheck check, String names) {
    return switch (ModelGate.outcome(run.protocol(), run.instance(), check)) {
      case CheckOutcome.Violated v ->
          v.counterexample().property()
              + " rests on it, and nothing in the design provides it: without it, it fails in "
              + (v.counterexample().steps().size() - 1)
              + " steps. If the system can provide it, say how in an action of its own.";
      case CheckOutcome.Bounded _,
          CheckOutcome.ModelError _,
          CheckOutcome.ToolFailure _,
          CheckOutcome.Vacuous _,
          CheckOutcome.Verified _ ->
          "Whether " + names + " holds without it was not settled.";
    };
  }

  private void larger() throws BadInputException, InterruptedException {
    if (grow == 0) {
      return;
    }
    var model = new OwnGrowth(gate, gate.members(subject.protocol()));
    var within = new Limits(limits.seconds(), limits.heapMiB(), grow);
    for (ModelCheckEvaluator.Run run : ModelCheckEvaluator.runs(subject)) {
      if (!run.protocol().properties(Property.Kind.INVARIANT).isEmpty()) {
        Growth.Climb climb = new Growth(model, within).climb(run.protocol(), run.instance());
        evidence.addAll(GrowthEvaluator.evidence(run, climb, grow));
      }
    }
  }

  private void strength() {
    new StrengthEvaluator(
            (protocol, instance) -> {
              try {
                return gate.strength(protocol, instance, limits);
              } catch (BadInputException e) {
                return new StrengthRun.Result.Unknown(String.valueOf(e.getMessage()));
              }
            },
            limits)
        .evaluate(subject).stream()
            .filter(e -> !(e instanceof Evidence.Finding f && TOLD.contains(f.code())))
            .forEach(evidence::add);
  }

  private void finding(List<String> requirements, Weight weight, String code, String message) {
    evidence.add(new Evidence.Finding(SMALLEST, requirements, weight, code, message, ""));
  }
}
