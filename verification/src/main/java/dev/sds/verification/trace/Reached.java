package dev.sds.verification.trace;

import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.evaluators.schedule.Schedule;
import dev.sds.evaluators.schedule.Scheduler;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What some runs show of a protocol.
 *
 * @param actions how often each was taken
 * @param pairs how often one was chosen right after another, by {@link Schedule#pair}
 * @param offered the actions that there was ever a choice of
 * @param observed the variables that logs say something of
 */
public record Reached(
    Map<String, Integer> actions,
    Map<String, Integer> pairs,
    Set<String> offered,
    Set<String> observed) {

  public Reached {
    actions = Collections.unmodifiableMap(new TreeMap<>(actions));
    pairs = Collections.unmodifiableMap(new TreeMap<>(pairs));
    offered = Collections.unmodifiableSet(new TreeSet<>(offered));
    observed = Collections.unmodifiableSet(new TreeSet<>(observed));
  }

  public static Reached by(List<Scheduler.Run> runs) {
    Map<String, Integer> actions = new TreeMap<>();
    Map<String, Integer> pairs = new TreeMap<>();
    Set<String> offered = new TreeSet<>();
    Set<String> observed = new TreeSet<>();
    for (Scheduler.Run run : runs) {
      offered.addAll(run.offered());
      for (TraceEvent event : run.log()) {
        actions.merge(event.action(), 1, Integer::sum);
        event.observed().keySet().forEach(path -> observed.add(variable(path)));
      }
      for (int i = 1; i < run.taken().size(); i++) {
        String pair = Schedule.pair(run.taken().get(i - 1), run.taken().get(i));
        pairs.merge(pair, 1, Integer::sum);
      }
    }
    return new Reached(actions, pairs, offered, observed);
  }

  /** What a path such as {@code attempt[q1]} begins with. */
  private static String variable(String path) {
    int key = path.indexOf('[');
    int field = path.indexOf('.');
    int end = key < 0 ? field : field < 0 ? key : Math.min(key, field);
    return end < 0 ? path : path.substring(0, end);
  }
}
