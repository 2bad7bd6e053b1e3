package dev.sds.evaluators;

import dev.sds.artifacts.protocol.TraceEvent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one simulation run found.
 *
 * @param metrics by the names of the kit's vocabulary, in base units
 * @param requests how many requests were simulated: what a run costs
 * @param broken conservation laws and properties that the run saw broken, in words; empty for a
 *     sound run
 * @param actions the protocol actions in order, where they were asked for
 * @param constants values of the protocol's constants that fit the actions, as TLA+ text
 */
public record Sample(
    SortedMap<String, Double> metrics,
    long requests,
    List<String> broken,
    List<TraceEvent> actions,
    Map<String, String> constants) {

  public Sample {
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    broken = List.copyOf(broken);
    actions = List.copyOf(actions);
    constants = Collections.unmodifiableMap(new TreeMap<>(constants));
  }

  /** A metric; NaN where the run did not measure it. */
  public double metric(String name) {
    return metrics.getOrDefault(name, Double.NaN);
  }
}
