package dev.sds.evaluators;

import dev.sds.evaluators.schedule.Scheduler;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What code did in a small world, along some schedules.
 *
 * @param constants values of the protocol's constants that fit the runs, as TLA+ text
 * @param runs in the order of their schedules
 * @param requests how many requests all runs together had
 */
public record Rehearsals(Map<String, String> constants, List<Scheduler.Run> runs, long requests) {

  public Rehearsals {
    constants = Collections.unmodifiableMap(new TreeMap<>(constants));
    runs = List.copyOf(runs);
  }
}
