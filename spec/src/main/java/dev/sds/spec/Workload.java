package dev.sds.spec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A stream of requests to judge a design on.
 *
 * @param role train workloads are seen by authors; holdout workloads by the last gate only
 * @param lengths the kit's name of a length distribution; null when {@code trace} gives the lengths
 * @param arrivals the arrival process; null when {@code trace} gives the times
 * @param trace recorded requests: replayed where there are no arrivals, else those whose lengths
 *     are drawn; null when {@code lengths} gives the lengths
 * @param seconds how long requests arrive; 0 for the whole trace
 * @param seeds one run of the workload each; a replay has one, since every seed has its requests
 */
public record Workload(
    String name,
    Role role,
    @Nullable String lengths,
    @Nullable Arrivals arrivals,
    @Nullable Recording trace,
    double seconds,
    List<Long> seeds,
    Span span) {

  public Workload {
    seeds = List.copyOf(seeds);
  }

  /** Whether the requests are those of a recorded trace at their own times, whatever the seed. */
  public boolean replays() {
    return arrivals == null && trace != null;
  }

  /** This workload with something else in place of its trace; itself without a trace. */
  Workload withTrace(UnaryOperator<Recording> change) {
    Recording recorded = trace;
    return recorded == null
        ? this
        : new Workload(name, role, lengths, arrivals, change.apply(recorded), seconds, seeds, span);
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

  /**
   * Rows of a file of recorded requests.
   *
   * @param file path of a CSV trace, relative to the spec
   * @param first row, from 1, the header not counted
   * @param last row, included; {@link #END} for all that follow
   * @param digest names the content of the file; empty where nobody has looked at it
   */
  public record Recording(String file, long first, long last, String digest) {

    /** A last row beyond any. */
    public static final long END = Long.MAX_VALUE;

    /** All of a file that nobody has looked at. */
    public static Recording of(String file) {
      return new Recording(file, 1, END, "");
    }

    public Recording rows(long from, long to) {
      return new Recording(file, from, to, digest);
    }

    public Recording withDigest(String other) {
      return new Recording(file, first, last, other);
    }

    /** Whether some row is in both. */
    public boolean overlaps(Recording other) {
      return file.equals(other.file) && first <= other.last && other.first <= last;
    }
  }

  /** An arrival process of the kit with its parameters; {@code perSecond} is the mean rate. */
  public record Arrivals(String process, Map<String, Double> parameters, double perSecond) {
    public Arrivals {
      parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
  }
}
