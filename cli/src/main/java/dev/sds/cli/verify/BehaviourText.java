package dev.sds.cli.verify;

import dev.sds.artifacts.protocol.Change;
import dev.sds.artifacts.protocol.Counterexample.LoopBack;
import dev.sds.verification.file.Behaviour;
import dev.sds.verification.file.Place;
import dev.sds.verification.file.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A behaviour as numbered steps with what each one changed. */
final class BehaviourText {

  private static final int LONGEST = 400;

  private BehaviourText() {}

  static String render(Behaviour behaviour) {
    StringBuilder text = new StringBuilder();
    for (Step step : behaviour.steps()) {
      text.append(step(behaviour, step));
    }
    return text.append(ending(behaviour)).toString();
  }

  static String step(Behaviour behaviour, Step step) {
    StringBuilder text = new StringBuilder();
    Place place = step.place();
    text.append(
        "%s%3d  %s%s\n"
            .formatted(
                mark(behaviour, step),
                step.number(),
                shown(step.call()),
                place == null ? "" : "   " + place.brief()));
    if (step.changes().isEmpty()) {
      text.append("|".repeat(loops(behaviour, step) ? 1 : 0)).append("       nothing changes\n");
    }
    for (Change change : step.changes()) {
      text.append(loops(behaviour, step) ? "|" : " ");
      text.append("      ").append(shown(change.render())).append('\n');
    }
    return text.toString();
  }

  private static String mark(Behaviour behaviour, Step step) {
    return loops(behaviour, step) ? "|" : " ";
  }

  /** Whether a step is one of those that repeat for ever. */
  private static boolean loops(Behaviour behaviour, Step step) {
    return behaviour.loop() instanceof LoopBack.ToStep(int number) && step.number() > number;
  }

  static String ending(Behaviour behaviour) {
    List<Step> steps = behaviour.steps();
    return switch (behaviour.loop()) {
      case LoopBack.None() -> "";
      case LoopBack.ToStep(int number) when number >= steps.size() ->
          "Step %d repeats for ever.\n".formatted(number);
      case LoopBack.ToStep(int number) ->
          "Steps %d to %d (marked |) repeat for ever: after step %d all is as after step %d.\n"
              .formatted(number + 1, steps.size(), steps.size(), number);
      case LoopBack.Stutters() ->
          "Here the behaviour stops for ever: no fairness condition forces another step.\n";
    };
  }

  /** On one line, bounded, and without what could steer a terminal. */
  static String shown(@Nullable String text) {
    String plain = String.valueOf(text).replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cc}", " ");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
  }
}
