package dev.sds.verification.own;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Statistics;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.ProtocolStep;
import dev.sds.spec.Diagnostic;
import dev.sds.verification.file.Examined;
import dev.sds.verification.file.FileCheck;
import dev.sds.verification.file.FileOutcome;
import dev.sds.verification.file.Step;
import dev.sds.verification.file.Violation;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A check of a module that stands in a protocol's place, told as a check of the protocol is. */
record GateOutcome(Protocol protocol, Instance instance) {

  /**
   * What a check established. Which actions are never possible is judged for all checks together,
   * and makes no single one vacuous.
   */
  CheckOutcome of(FileCheck check) {
    return switch (check.outcome()) {
      case FileOutcome.Verified(Examined examined) -> verified(examined, check.checked());
      case FileOutcome.Vacuous(_, Examined examined) ->
          examined.distinct() > 0
              ? verified(examined, check.checked())
              : new CheckOutcome.Vacuous(
                  List.of(ProtocolStep.INIT), verified(examined, check.checked()));
      case FileOutcome.Bounded(FileOutcome.Limit limit, String reason, Examined examined) ->
          new CheckOutcome.Bounded(limit(limit), reason, statistics(examined), instance);
      case FileOutcome.Violated(Violation found, _) ->
          new CheckOutcome.Violated(counterexample(found), instance);
      case FileOutcome.ModelError(List<Diagnostic> problems, _) ->
          new CheckOutcome.ModelError(
              problems.stream().map(Diagnostic::message).collect(Collectors.joining(" ")), "");
      case FileOutcome.ToolFailure(String why) -> new CheckOutcome.ToolFailure(why);
    };
  }

  private CheckOutcome.Verified verified(Examined examined, List<String> checked) {
    return new CheckOutcome.Verified(statistics(examined), instance, checked);
  }

  private static Statistics statistics(Examined examined) {
    var taken = new TreeMap<String, Long>();
    examined.actions().forEach(action -> taken.merge(action.action(), action.steps(), Long::sum));
    return new Statistics(
        examined.generated(), examined.distinct(), examined.left(), examined.depth(), taken);
  }

  /** Only what ends every repetition at the same place counts as a budget of states. */
  private static CheckOutcome.Limit limit(FileOutcome.Limit limit) {
    return switch (limit) {
      case STATES, MODEL, CONSTRAINT -> CheckOutcome.Limit.STATES;
      case SECONDS, MEMORY, DISK -> CheckOutcome.Limit.SECONDS;
      case SAMPLE -> CheckOutcome.Limit.SAMPLE;
    };
  }

  private Counterexample counterexample(Violation found) {
    Counterexample.Kind kind =
        switch (found.kind()) {
          case DEADLOCK -> Counterexample.Kind.DEADLOCK;
          case INVARIANT, ASSERTION, POSTCONDITION -> Counterexample.Kind.INVARIANT;
          case ACTION_PROPERTY, TEMPORAL_PROPERTY -> Counterexample.Kind.LIVENESS;
        };
    return new Counterexample(
        kind == Counterexample.Kind.DEADLOCK ? Counterexample.DEADLOCK : found.property(),
        kind,
        protocol.property(found.property()).map(Property::requirements).orElse(List.of()),
        found.behaviour().steps().stream().map(this::step).toList(),
        found.behaviour().loop());
  }

  private ProtocolStep step(Step step) {
    Action.Origin origin =
        protocol.actions().stream()
            .filter(action -> action.name().equals(step.action()))
            .findFirst()
            .map(Action::origin)
            .orElse(Action.Origin.SYSTEM);
    return new ProtocolStep(
        step.number(), step.action(), step.parameters(), origin, step.changes());
  }
}
