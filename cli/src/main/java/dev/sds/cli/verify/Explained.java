package dev.sds.cli.verify;

import dev.sds.artifacts.protocol.Change;
import dev.sds.artifacts.protocol.Counterexample.LoopBack;
import dev.sds.verification.file.Behaviour;
import dev.sds.verification.file.Step;
import dev.sds.verification.file.Violation;
import java.util.List;
import java.util.stream.Collectors;

/** A counterexample in sentences, one a step. */
final class Explained {

  private Explained() {}

  static String render(Violation violation) {
    StringBuilder text = new StringBuilder();
    Behaviour behaviour = violation.behaviour();
    for (Step step : behaviour.steps()) {
      text.append(step.number()).append(". ").append(sentence(step)).append('\n');
    }
    return text.append(conclusion(violation)).append('\n').toString();
  }

  static String sentence(Step step) {
    if (step.initial()) {
      return step.changes().stream()
              .map(change -> change.path() + " is " + BehaviourText.shown(change.after()))
              .collect(Collectors.joining(", ", "At first, ", ""))
          + ".";
    }
    String changes =
        step.changes().isEmpty()
            ? "nothing changes"
            : step.changes().stream().map(Explained::clause).collect(Collectors.joining("; "));
    return BehaviourText.shown(step.call()) + " happens: " + changes + ".";
  }

  private static String clause(Change change) {
    String path = change.path();
    String before = BehaviourText.shown(change.before());
    String after = BehaviourText.shown(change.after());
    return switch (change.kind()) {
      case INITIAL -> path + " is " + after;
      case CHANGED -> path + " goes from " + before + " to " + after;
      case ADDED -> path + " gains " + after;
      case REMOVED -> path + " loses " + before;
    };
  }

  private static String conclusion(Violation violation) {
    List<Step> steps = violation.behaviour().steps();
    String name = violation.property();
    String end =
        switch (violation.behaviour().loop()) {
          case LoopBack.None() -> "";
          case LoopBack.Stutters() -> "Then nothing happens any more, which fairness allows. ";
          case LoopBack.ToStep(int number) when number >= steps.size() ->
              "Then step " + number + " repeats for ever. ";
          case LoopBack.ToStep(int number) ->
              "Then all is as after step %d, and steps %d to %d repeat for ever. "
                  .formatted(number, number + 1, steps.size());
        };
    String broken =
        switch (violation.kind()) {
          case INVARIANT -> "Now " + name + " is false.";
          case ACTION_PROPERTY -> "The last step is one that " + name + " forbids.";
          case TEMPORAL_PROPERTY -> "So " + name + " does not hold.";
          case DEADLOCK -> "Now no action is possible.";
          case POSTCONDITION -> "After a complete run, " + name + " is false.";
          case ASSERTION -> "The next step meets an assertion that fails: " + name + ".";
        };
    return end + broken;
  }
}
