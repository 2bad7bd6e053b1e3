package dev.sds.spec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stream of requests to judge a design on.
 *
 * @param role train workloads are seen by authors; holdout workloads by the last gate only
 * @param lengths the kit's name of a length distribution; null when {@code trace} gives the lengths
 * @param arrivals the arrival process; null when {@code trace} gives the times
 * @param trace path of a CSV trace, relative to the spec; null otherwise
 * @param seconds how long requests arrive; 0 for the whole trace
 * @param seeds one run of the workload each
 */
public record Workload(
    String name,
    Role role,
    @Nullable String lengths,
    @Nullable Arrivals arrivals,
    @Nullable String trace,
    double seconds,
    List<Long> seeds,
    Span span) {

  public Workload {
    seeds = List.copyOf(seeds);
  }

  /** Whether a trace holds its requests, so that it is one run whatever the seed. */
  public boolean isRecorded() {
    return trace != null;
  }

  public Workload withSeeds(List<Long> fresh) {
    return new Workload(name, role, lengths, arrivals, trace, seconds, fresh, span);
  }

  /**
   * A shorter workload in which requests come faster, so that queues build up early; itself where a
   * recorded trace fixes the times.
   *
   * @param faster factor on the rate
   * @param shorter factor on the duration, at most 1
   */
  public Workload pressed(double faster, double shorter) {
    Arrivals drawn = arrivals;
    if (drawn == null) {
      return this;
    }
    return new Workload(
        name + ", " + faster + " times as fast",
        role,
        lengths,
        new Arrivals(drawn.process(), drawn.parameters(), drawn.perSecond() * faster),
        trace,
        seconds * shorter,
        seeds,
        span);
  }

  /** Who may see a workload. */
  public enum Role {
    TRAIN,
    HOLDOUT
  }

  /** An arrival process of the kit with its parameters; {@code perSecond} is the mean rate. */
  public record Arrivals(String process, Map<String, Double> parameters, double perSecond) {
    public Arrivals {
      parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
  }
}
