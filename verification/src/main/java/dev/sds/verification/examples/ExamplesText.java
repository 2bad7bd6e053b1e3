package dev.sds.verification.examples;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Change;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Counterexample.LoopBack;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.ProtocolStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A property with its examples, for a person to confirm. */
public final class ExamplesText {

  private ExamplesText() {}

  /**
   * In lines.
   *
   * @param bounds the instance the examples are from, in words
   */
  public static List<String> lines(Protocol protocol, String bounds, Examples examples) {
    List<String> lines = new ArrayList<>();
    var property = examples.property();
    lines.add(property.name() + ": " + property.comment().strip());
    lines.add("  read aloud  " + examples.reading().sentence());
    for (Map.Entry<String, String> term : examples.reading().terms().entrySet()) {
      lines.add("              " + term.getKey() + ": " + term.getValue());
    }
    lines.add("  in TLA+     " + property.formula().replace("\n", "\n              "));
    lines.add("");
    if (examples.allowed().isPresent()) {
      lines.add("  allowed, " + examples.allowedNote() + " (" + bounds + "):");
      lines.addAll(steps(protocol, examples.allowed().get()));
    } else {
      lines.add("  allowed: no example, for " + examples.allowedNote() + " (" + bounds + ").");
    }
    lines.add("");
    if (examples.forbidden().isPresent()) {
      lines.add(
          examples.brokenNow()
              ? "  forbidden; the current design does it (" + bounds + "):"
              : "  forbidden; it would happen with one mistake (" + examples.mistake() + "):");
      lines.addAll(steps(protocol, examples.forbidden().get()));
    } else {
      lines.add("  forbidden: no example, for " + examples.mistake() + " (" + bounds + ").");
    }
    return lines;
  }

  private static List<String> steps(Protocol protocol, Counterexample behaviour) {
    List<String> lines = new ArrayList<>();
    for (ProtocolStep step : behaviour.steps()) {
      if (!step.initial()) {
        String mark = step.origin() == Action.Origin.FAULT ? "!" : " ";
        String comment = protocol.action(step.action()).map(Action::comment).orElse("").strip();
        lines.add("  %3d %s %s  %s".formatted(step.number() - 1, mark, step.call(), comment));
        for (Change change : step.changes()) {
          lines.add("          " + change.render());
        }
      }
    }
    switch (behaviour.loop()) {
      case LoopBack.None() -> {}
      case LoopBack.ToStep(int number) ->
          lines.add(
              "        steps %d to %d repeat for ever"
                  .formatted(number, behaviour.steps().size() - 1));
      case LoopBack.Stutters() -> lines.add("        and nothing happens any more");
    }
    return lines;
  }
}
