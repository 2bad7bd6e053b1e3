package dev.sds.artifacts.protocol;

import dev.sds.artifacts.protocol.Action.Lanes;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.Counterexample.LoopBack;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A counterexample as a Mermaid sequence diagram. */
final class SequenceDiagram {

  private final Counterexample found;
  private final Protocol protocol;

  /** Lane to the id it has in the diagram: values may be Mermaid keywords, ids never are. */
  private final Map<String, String> ids = new LinkedHashMap<>();

  SequenceDiagram(Counterexample found, Protocol protocol) {
    this.found = found;
    this.protocol = protocol;
  }

  String text() {
    StringBuilder body = new StringBuilder();
    for (ProtocolStep step : found.steps()) {
      if (!step.initial()) {
        body.append("  ").append(line(step)).append('\n');
      }
      if (found.loop() instanceof LoopBack.ToStep(int number) && number == step.number()) {
        body.append("  loop for ever\n");
      }
    }
    body.append(ending());
    StringBuilder text = new StringBuilder("sequenceDiagram\n");
    ids.forEach(
        (lane, id) ->
            text.append("  participant ")
                .append(id)
                .append(" as ")
                .append(escape(lane))
                .append('\n'));
    return text.append(body).toString();
  }

  private String line(ProtocolStep step) {
    Lanes lanes = lanes(step);
    String from = id(lanes.from());
    String to = id(lanes.to());
    String label = (step.origin() == Origin.FAULT ? "\u26a1 " : "") + step.number() + " ";
    String text = label + escape(step.call());
    return from.equals(to) ? "Note over " + from + ": " + text : from + "->>" + to + ": " + text;
  }

  private Lanes lanes(ProtocolStep step) {
    Lanes declared = protocol.action(step.action()).map(Action::lanes).orElse(Lanes.NONE);
    if (declared.equals(Lanes.NONE)) {
      String lane = step.origin().name().toLowerCase(Locale.ROOT);
      return new Lanes(lane, lane);
    }
    return new Lanes(
        step.parameters().getOrDefault(declared.from(), declared.from()),
        step.parameters().getOrDefault(declared.to(), declared.to()));
  }

  private String ending() {
    String over = ids.isEmpty() ? id("system") : ids.size() == 1 ? "p1" : "p1,p" + ids.size();
    String broken =
        switch (found.kind()) {
          case INVARIANT -> found.property() + " is broken here";
          case LIVENESS -> found.property() + " never comes true";
          case DEADLOCK -> "nothing is possible any more";
          case REFINEMENT -> found.property() + " does not allow this";
        };
    String note = "  Note over " + over + ": " + escape(broken) + "\n";
    return switch (found.loop()) {
      case LoopBack.ToStep(_) -> note + "  end\n";
      case LoopBack.None(), LoopBack.Stutters() -> note;
    };
  }

  private String id(String lane) {
    return ids.computeIfAbsent(lane, _ -> "p" + (ids.size() + 1));
  }

  /** Mermaid ends a statement at a semicolon and reads a number sign as a character code. */
  private static String escape(String text) {
    return text.replace("#", "#35;")
        .replaceAll("(?<!#35);", "#59;")
        .replace('\n', ' ')
        .replace("<", "#lt;")
        .replace(">", "#gt;");
  }
}
