package dev.sds.stages;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.protocol.CheckOutcome;
import java.util.List;
import java.util.Optional;

/** Turns evidence into a verdict: a proof of failure first, then doubt, then acceptance. */
final class Gate {

  private Gate() {}

  /** The first evidence that speaks against a hypothesis, proofs before measurements. */
  static Optional<Objection> objection(List<Evidence> evidence) {
    return evidence.stream()
        .flatMap(e -> proven(e).stream())
        .findFirst()
        .or(() -> evidence.stream().flatMap(e -> measured(e).stream()).findFirst());
  }

  /** What stands in the way of a judgement. */
  static Optional<String> doubt(List<Evidence> evidence) {
    return evidence.stream()
        .flatMap(
            e ->
                switch (e) {
                  case Evidence.ToolFailure f -> Optional.of(f.source() + ": " + f.why()).stream();
                  case Evidence.ModelCheck m -> doubt(m).stream();
                  case Evidence.Measurement _, Evidence.Finding _ ->
                      Optional.<String>empty().stream();
                })
        .findFirst();
  }

  static Verdict accepted(List<Evidence> evidence) {
    long held =
        evidence.stream()
            .filter(
                e ->
                    (e instanceof Evidence.Finding f && f.weight() == Weight.FOR)
                        || (e instanceof Evidence.ModelCheck m
                            && m.outcome() instanceof CheckOutcome.Verified))
            .count();
    return new Verdict.Accepted(
        evidence,
        held == 0
            ? "nothing speaks against it"
            : held == 1 ? "1 check speaks for it" : held + " checks speak for it");
  }

  private static Optional<String> doubt(Evidence.ModelCheck check) {
    return switch (check.outcome()) {
      case CheckOutcome.Bounded b ->
          Optional.of("the model was not explored to the end: " + b.reason());
      case CheckOutcome.ToolFailure f -> Optional.of("the model checker failed: " + f.why());
      case CheckOutcome.Vacuous v ->
          Optional.of("the pass says nothing of actions that never happen: " + v.never());
      case CheckOutcome.Verified _, CheckOutcome.Violated _, CheckOutcome.ModelError _ ->
          Optional.empty();
    };
  }

  private static Optional<Objection> proven(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Finding f when f.weight() == Weight.FATAL ->
          Optional.of(
              new Objection(Strength.PROVEN, first(f.requirements()), f.message(), f.source()));
      case Evidence.ModelCheck m -> violated(m);
      case Evidence.Finding _, Evidence.Measurement _, Evidence.ToolFailure _ -> Optional.empty();
    };
  }

  private static Optional<Objection> violated(Evidence.ModelCheck check) {
    return switch (check.outcome()) {
      case CheckOutcome.Violated v ->
          Optional.of(
              new Objection(
                  Strength.PROVEN,
                  first(check.requirements()),
                  v.counterexample().property()
                      + " is violated in "
                      + (v.counterexample().steps().size() - 1)
                      + " steps ("
                      + check.instance()
                      + ")",
                  check.source()));
      case CheckOutcome.ModelError e ->
          Optional.of(
              new Objection(
                  Strength.PROVEN,
                  "",
                  "the model is wrong: " + e.message() + " (" + e.location() + ")",
                  check.source()));
      case CheckOutcome.Verified _,
          CheckOutcome.Vacuous _,
          CheckOutcome.Bounded _,
          CheckOutcome.ToolFailure _ ->
          Optional.empty();
    };
  }

  private static Optional<Objection> measured(Evidence evidence) {
    return evidence instanceof Evidence.Finding f && f.weight() == Weight.AGAINST
        ? Optional.of(
            new Objection(Strength.MEASURED, first(f.requirements()), f.message(), f.source()))
        : Optional.empty();
  }

  private static String first(List<String> ids) {
    return ids.isEmpty() ? "" : ids.getFirst();
  }

  /**
   * A reason to reject.
   *
   * @param requirement its id; empty where the artifact itself is broken
   * @param evaluator who found it
   */
  record Objection(Strength strength, String requirement, String why, String evaluator) {}

  /** How sure an objection is. */
  enum Strength {
    PROVEN,
    MEASURED
  }
}
