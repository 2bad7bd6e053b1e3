package dev.sds.verification.trace;

import dev.sds.artifacts.protocol.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A log of protocol actions that no right code could have written. */
public record LogMutant(String name, List<TraceEvent> events) {

  public LogMutant {
    events = List.copyOf(events);
  }

  /**
   * For the first event of each action that occurs: the log without it, and with it twice.
   *
   * @param idle actions without effects, whose events may come as often as they like
   */
  public static List<LogMutant> of(List<TraceEvent> events, Set<String> idle) {
    var mutants = new ArrayList<LogMutant>();
    Set<String> actions = actions(events);
    actions.removeAll(idle);
    for (String action : actions) {
      int at = first(events, action);
      mutants.add(new LogMutant("the first " + action + " left out", without(events, at)));
      mutants.add(new LogMutant("the first " + action + " twice", twice(events, at)));
    }
    return mutants;
  }

  private static Set<String> actions(List<TraceEvent> events) {
    return events.stream().map(TraceEvent::action).collect(Collectors.toCollection(TreeSet::new));
  }

  private static int first(List<TraceEvent> events, String action) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).action().equals(action)) {
        return i;
      }
    }
    return -1;
  }

  private static List<TraceEvent> without(List<TraceEvent> events, int at) {
    var mutant = new ArrayList<>(events);
    mutant.remove(at);
    return mutant;
  }

  private static List<TraceEvent> twice(List<TraceEvent> events, int at) {
    var mutant = new ArrayList<>(events);
    mutant.add(at, events.get(at));
    return mutant;
  }
}
