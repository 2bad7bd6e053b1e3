package dev.sds.verification.child;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import util.SimpleFilenameToStream;

/** The child that steps a model along a log, keeping every state the log allows. */
public final class TraceWorker {

  private static final int MAX_ENABLED = 40;

  private final BoundActions actions;
  private final int frontierCap;

  /** States the log so far allows, by fingerprint. */
  private Map<Long, TLCState> frontier = new LinkedHashMap<>();

  private TraceWorker(FastTool tool, int frontierCap) {
    this.actions = new BoundActions(tool);
    this.frontierCap = frontierCap;
    StateVec initial = tool.getInitStates();
    for (int i = 0; i < initial.size(); i++) {
      frontier.put(initial.elementAt(i).fingerPrint(), initial.elementAt(i));
    }
  }

  /**
   * Follows a log.
   *
   * @param args the answer's file, the folder of the module, the module, the cfg (without its
   *     ending), the file of events, the most states to keep
   */
  public static void main(String[] args) {
    Watch.parent();
    Answer.give(Path.of(args[0]), () -> follow(args));
  }

  private static List<Line> follow(String[] args) throws Exception {
    ParkedSockets.install();
    FP64.Init(0);
    FastTool tool = new FastTool(args[2], args[3], new SimpleFilenameToStream(args[1]));
    TraceWorker worker = new TraceWorker(tool, Integer.parseInt(args[5]));
    try (Stream<String> events = Files.lines(Path.of(args[4]), StandardCharsets.UTF_8)) {
      return worker.follow(events.map(Line::parse).map(Event::of).toList());
    }
  }

  private List<Line> follow(List<Event> events) {
    for (int i = 0; i < events.size(); i++) {
      Map<Long, TLCState> next = new LinkedHashMap<>();
      List<TLCState> contradicted = new ArrayList<>();
      for (TLCState state : frontier.values()) {
        step(state, events.get(i), next, contradicted);
      }
      if (next.isEmpty()) {
        return rejected(i + 1, events.get(i), contradicted);
      }
      if (next.size() > frontierCap) {
        return List.of(Line.of("crowded", Integer.toString(i + 1)));
      }
      frontier = next;
    }
    return List.of(Line.of("accepted", Integer.toString(events.size())));
  }

  private void step(
      TLCState state, Event event, Map<Long, TLCState> next, List<TLCState> contradicted) {
    for (Action action : actions.named(event.action())) {
      if (!event.fits(BoundActions.parameters(action))) {
        continue;
      }
      for (TLCState successor : actions.successors(action, state)) {
        if (event.contradiction(successor) == null) {
          next.putIfAbsent(successor.fingerPrint(), successor);
        } else if (contradicted.size() < MAX_ENABLED) {
          contradicted.add(successor);
        }
      }
    }
  }

  private List<Line> rejected(int number, Event event, List<TLCState> contradicted) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of("rejected", Integer.toString(number), reason(event, contradicted)));
    frontier.values().stream()
        .limit(MAX_ENABLED)
        .flatMap(state -> actions.enabled(state).stream())
        .distinct()
        .limit(MAX_ENABLED)
        .forEach(call -> lines.add(Line.of("enabled", call)));
    return lines;
  }

  private String reason(Event event, List<TLCState> contradicted) {
    List<Action> named = actions.named(event.action());
    if (named.isEmpty()) {
      return "The protocol has no action of that name.";
    }
    if (named.stream().noneMatch(action -> event.fits(BoundActions.parameters(action)))) {
      return "The action takes no such parameters; it takes "
          + BoundActions.parameters(named.get(0)).keySet()
          + " from this instance's sets.";
    }
    String contradiction = contradicted.isEmpty() ? null : event.contradiction(contradicted.get(0));
    return contradiction == null ? "The action is not possible here." : contradiction;
  }

  /** A logged action; values in the form {@link ModelValues} writes. */
  record Event(String action, Map<String, String> parameters, Map<ValuePath, String> observed) {

    static Event of(Line line) {
      Map<String, String> parameters = new LinkedHashMap<>();
      Map<ValuePath, String> observed = new LinkedHashMap<>();
      int count = Integer.parseInt(line.field(1));
      for (int i = 2; i + 1 < line.fields().size(); i += 2) {
        String value = ValueText.canonical(line.field(i + 1));
        if (parameters.size() < count) {
          parameters.put(line.field(i), value);
        } else {
          observed.put(ValuePath.parse(line.field(i)), value);
        }
      }
      return new Event(line.field(0), parameters, observed);
    }

    boolean fits(Map<String, String> bound) {
      return parameters.entrySet().stream()
          .allMatch(entry -> entry.getValue().equals(bound.get(entry.getKey())));
    }

    /** How a state differs from what the log saw; null if it does not. */
    @Nullable String contradiction(TLCState state) {
      for (Map.Entry<ValuePath, String> seen : observed.entrySet()) {
        String modelled = seen.getKey().in(state);
        if (!seen.getValue().equals(modelled)) {
          String place =
              seen.getKey().variable()
                  + (seen.getKey().keys().isEmpty() ? "" : seen.getKey().keys().toString());
          return "The action is possible, but then %s = %s in the protocol and %s in the log."
              .formatted(place, modelled == null ? "(no such place)" : modelled, seen.getValue());
        }
      }
      return null;
    }
  }
}
