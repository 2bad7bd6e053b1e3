package dev.sds.cli.verify;

import dev.sds.artifacts.protocol.Change;
import dev.sds.artifacts.protocol.Counterexample.LoopBack;
import dev.sds.verification.file.Behaviour;
import dev.sds.verification.file.Step;
import dev.sds.verification.file.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** A counterexample as a Mermaid flowchart: states with what changed, actions between them. */
final class FlowDiagram {

  private static final int LONGEST = 80;

  private FlowDiagram() {}

  static String render(Violation violation) {
    StringBuilder text = new StringBuilder("flowchart TD\n");
    List<Step> steps = violation.behaviour().steps();
    for (Step step : steps) {
      if (closes(violation, step)) {
        continue;
      }
      String changes =
          step.changes().stream()
              .map(Change::render)
              .map(FlowDiagram::label)
              .collect(Collectors.joining("<br/>"));
      text.append(
          "  s%d[\"%d%s%s\"]\n"
              .formatted(step.number(), step.number(), changes.isEmpty() ? "" : "<br/>", changes));
      if (!step.initial()) {
        text.append(
            "  s%d -->|\"%s\"| s%d\n"
                .formatted(step.number() - 1, label(step.call()), step.number()));
      }
    }
    int last = steps.size();
    text.append(
        switch (violation.behaviour().loop()) {
          case LoopBack.None() -> "  s%d --> broken{{\"%s\"}}\n".formatted(last, broken(violation));
          case LoopBack.Stutters() ->
              "  s%d -->|\"stops for ever\"| s%d\n  s%d -.-> broken{{\"%s\"}}\n"
                  .formatted(last, last, last, broken(violation));
          case LoopBack.ToStep(int number) ->
              "  s%d -->|\"%s, for ever\"| s%d\n  s%d -.-> broken{{\"%s\"}}\n"
                  .formatted(
                      last - 1, label(steps.getLast().call()), number, last - 1, broken(violation));
        });
    return text.toString();
  }

  /** Whether a step leads back to where a loop begins: it has no state of its own. */
  private static boolean closes(Violation violation, Step step) {
    Behaviour behaviour = violation.behaviour();
    return behaviour.loop() instanceof LoopBack.ToStep && step.number() == behaviour.steps().size();
  }

  private static String broken(Violation violation) {
    return switch (violation.kind()) {
      case DEADLOCK -> "no action is possible";
      case POSTCONDITION -> label(violation.property() + " is false after the run");
      case ASSERTION -> label("assertion fails: " + violation.property());
      case INVARIANT, ACTION_PROPERTY, TEMPORAL_PROPERTY ->
          label(violation.property() + " is broken");
    };
  }

  /** Mermaid reads a number sign as the start of a character code. */
  private static String label(String text) {
    String plain = BehaviourText.shown(text);
    String cut = plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
    return cut.replace("#", "#35;")
        .replace("\"", "#quot;")
        .replace("<", "#lt;")
        .replace(">", "#gt;");
  }
}
