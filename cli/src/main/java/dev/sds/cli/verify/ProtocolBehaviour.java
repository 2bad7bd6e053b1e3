package dev.sds.cli.verify;

import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.ProtocolStep;
import dev.sds.verification.file.Behaviour;
import dev.sds.verification.file.Step;
import dev.sds.verification.file.Violation;
import java.util.ArrayList;
import java.util.List;

/** A protocol's counterexample as one of a TLA+ file, to be told and gone through alike. */
final class ProtocolBehaviour {

  private ProtocolBehaviour() {}

  static Violation violation(Counterexample counterexample) {
    Violation.Kind kind =
        switch (counterexample.kind()) {
          case INVARIANT -> Violation.Kind.INVARIANT;
          case LIVENESS -> Violation.Kind.TEMPORAL_PROPERTY;
          case DEADLOCK -> Violation.Kind.DEADLOCK;
          case REFINEMENT -> Violation.Kind.ACTION_PROPERTY;
        };
    return new Violation(
        kind, counterexample.property(), "", null, List.of(), behaviour(counterexample));
  }

  private static Behaviour behaviour(Counterexample counterexample) {
    var state = new KnownState();
    List<Step> steps = new ArrayList<>();
    for (ProtocolStep step : counterexample.steps()) {
      step.changes().forEach(state::add);
      steps.add(
          new Step(
              step.number(),
              step.action(),
              step.parameters(),
              null,
              step.changes(),
              state.parts()));
    }
    return new Behaviour(steps, counterexample.loop());
  }
}
