package dev.sds.artifacts.protocol;

import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.Counterexample.LoopBack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counterexamples as text. */
final class CounterexampleText {

  private CounterexampleText() {}

  static String render(Counterexample found) {
    StringBuilder text = new StringBuilder();
    text.append(verdict(found)).append('\n').append(summary(found)).append("\n\n");
    for (ProtocolStep step : found.steps()) {
      step(step, text);
    }
    text.append(ending(found));
    Departure departure = found.departure();
    if (departure != null) {
      text.append('\n').append(departure.render());
    }
    return text.toString();
  }

  private static String verdict(Counterexample found) {
    String requirements =
        found.requirements().isEmpty() ? "" : " (" + String.join(", ", found.requirements()) + ")";
    return switch (found.kind()) {
      case INVARIANT -> found.property() + requirements + " does not hold in every state.";
      case LIVENESS -> found.property() + requirements + " does not come true in every behaviour.";
      case DEADLOCK -> "The protocol gets stuck: no action is possible after the last step.";
      case REFINEMENT ->
          found.property() + requirements + " does not hold of the last step of this behaviour.";
    };
  }

  private static String summary(Counterexample found) {
    Map<Origin, Long> byOrigin = new LinkedHashMap<>();
    for (ProtocolStep step : found.steps()) {
      if (!step.initial()) {
        byOrigin.merge(step.origin(), 1L, Long::sum);
      }
    }
    if (byOrigin.isEmpty()) {
      return "The initial state is enough.";
    }
    int steps = found.steps().size() - 1;
    return byOrigin.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue() + " by the " + phrase(entry.getKey()))
        .collect(Collectors.joining(", ", steps + (steps == 1 ? " step: " : " steps: "), "."));
  }

  private static String phrase(Origin origin) {
    return switch (origin) {
      case SYSTEM -> "system";
      case ENVIRONMENT -> "environment";
      case FAULT -> "fault model";
    };
  }

  private static void step(ProtocolStep step, StringBuilder text) {
    String mark = step.origin() == Origin.FAULT ? "!" : " ";
    text.append("%3d %s %s\n".formatted(step.number(), mark, step.call()));
    for (Change change : step.changes()) {
      text.append("        ").append(change.render()).append('\n');
    }
  }

  private static String ending(Counterexample found) {
    int last = found.steps().size();
    return switch (found.loop()) {
      case LoopBack.None() -> "";
      case LoopBack.ToStep(int number) ->
          "Steps %d to %d repeat for ever.\n".formatted(number + 1, last);
      case LoopBack.Stutters() ->
          "Here the behaviour stops for ever: nothing that is possible must happen.\n";
    };
  }
}
