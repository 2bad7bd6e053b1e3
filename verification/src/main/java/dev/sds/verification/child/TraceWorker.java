package dev.sds.verification.child;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import util.SimpleFilenameToStream;

/** The child that steps a model along logs, keeping every state that a log allows. */
public final class TraceWorker {

  /** Before the events of each log. */
  public static final String LOG = "log";

  /** The model's actions, and then its variables, before what is said of logs. */
  public static final String NAMES = "names";

  private static final int MAX_ENABLED = 40;

  private final BoundActions actions;
  private final ActionIndex index;
  private final List<TLCState> initial = new ArrayList<>();
  private final int frontierCap;
  private final Set<Long> visited = new HashSet<>();

  private TraceWorker(FastTool tool, int frontierCap) {
    this.actions = new BoundActions(tool);
    this.index = new ActionIndex(actions);
    this.frontierCap = frontierCap;
    StateVec states = tool.getInitStates();
    for (int i = 0; i < states.size(); i++) {
      initial.add(states.elementAt(i));
    }
  }

  /**
   * Follows logs.
   *
   * @param args the answer's file, the folders in which modules are looked for, the module, the cfg
   *     (without its ending), the file of logs, the most states to keep, whether to tell visited
   *     states apart
   */
  public static void main(String[] args) {
    Watch.parent();
    Answer.give(Path.of(args[0]), () -> follow(args));
  }

  private static List<Line> follow(String[] args) throws Exception {
    ParkedSockets.install();
    FP64.Init(0);
    String[] folders = args[1].split(Pattern.quote(File.pathSeparator), -1);
    FastTool tool = new FastTool(args[2], args[3], new SimpleFilenameToStream(folders));
    TraceWorker worker = new TraceWorker(tool, Integer.parseInt(args[5]));
    Count count = Count.valueOf(args[6]);
    List<Line> answers = new ArrayList<>();
    answers.add(new Line(NAMES, worker.actions.names()));
    answers.add(new Line(NAMES, ModelValues.variables()));
    for (List<LoggedEvent> log : logs(Path.of(args[4]))) {
      answers.addAll(worker.follow(log, count));
    }
    return answers;
  }

  private static List<List<LoggedEvent>> logs(Path file) throws IOException {
    List<List<LoggedEvent>> logs = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        Line line = Line.parse(text);
        if (line.kind().equals(LOG)) {
          logs.add(new ArrayList<>());
        } else {
          logs.getLast().add(LoggedEvent.of(line));
        }
      }
    }
    return logs;
  }

  private List<Line> follow(List<LoggedEvent> events, Count count) {
    List<TLCState> frontier = initial;
    int before = visited.size();
    for (int i = 0; i < events.size(); i++) {
      List<TLCState> next = new ArrayList<>();
      List<TLCState> contradicted = new ArrayList<>();
      for (TLCState state : frontier) {
        step(state, events.get(i), next, contradicted);
        if (next.size() > 2 * frontierCap) {
          next = new ArrayList<>(different(next));
          if (next.size() > frontierCap) {
            break;
          }
        }
      }
      if (next.isEmpty()) {
        return rejected(i + 1, events.get(i), frontier, contradicted);
      }
      frontier = next.size() == 1 ? next : different(next);
      if (frontier.size() > frontierCap) {
        return List.of(Line.of("crowded", Integer.toString(i + 1)));
      }
      if (count == Count.STATES) {
        frontier.forEach(state -> visited.add(state.fingerPrint()));
      }
    }
    return List.of(Line.of("accepted", Integer.toString(visited.size() - before)));
  }

  private static List<TLCState> different(List<TLCState> states) {
    Map<Long, TLCState> byFingerprint = new LinkedHashMap<>();
    states.forEach(state -> byFingerprint.putIfAbsent(state.fingerPrint(), state));
    return List.copyOf(byFingerprint.values());
  }

  private void step(
      TLCState state, LoggedEvent event, List<TLCState> next, List<TLCState> contradicted) {
    for (Action action : index.fitting(event)) {
      for (TLCState successor : actions.successors(action, state)) {
        if (event.contradiction(successor) == null) {
          next.add(successor);
        } else if (contradicted.size() < MAX_ENABLED) {
          contradicted.add(successor);
        }
      }
    }
  }

  private List<Line> rejected(
      int number, LoggedEvent event, List<TLCState> frontier, List<TLCState> contradicted) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of("rejected", Integer.toString(number), reason(event, contradicted)));
    frontier.stream()
        .limit(MAX_ENABLED)
        .flatMap(state -> actions.enabled(state).stream())
        .distinct()
        .limit(MAX_ENABLED)
        .forEach(call -> lines.add(Line.of("enabled", call)));
    return lines;
  }

  private String reason(LoggedEvent event, List<TLCState> contradicted) {
    if (!index.knows(event.action())) {
      return "The protocol has no action of that name.";
    }
    if (index.fitting(event).isEmpty()) {
      return "The action takes no such parameters; it takes "
          + index.choices(event.action())
          + " from this instance's sets.";
    }
    String contradiction = contradicted.isEmpty() ? null : event.contradiction(contradicted.get(0));
    return contradiction == null ? "The action is not possible here." : contradiction;
  }

  /** Whether the states that logs visit are told apart, which takes time. */
  public enum Count {
    STATES,
    NOTHING
  }
}
