package dev.sds.kits.llmserving.model;

import dev.sds.kits.llmserving.workload.Trace;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Proves, without simulating, that a cluster cannot serve a trace as wished.
 *
 * <ul>
 *   <li>A request takes at least its own prefill and decode steps, alone on a replica.
 *   <li>A replica is at best a server shared at rate 1 among {@link WorkShares}; the cluster is at
 *       best one such server at the rate of all replicas. On a single server no order gives a
 *       smaller mean response time than shortest remaining work first (Schrage, 1968).
 *   <li>If at most one request in a hundred exceeds a response time {@code x}, then of the work
 *       that arrives in any span of time all but that of the largest hundredth is done {@code x}
 *       after the span.
 * </ul>
 *
 * @param replicas how many, at least 1
 * @param times iteration times
 * @param limits bounds of each replica's batches
 */
public record CapacityModel(int replicas, IterationTimes times, ReplicaLimits limits) {

  /** Against rounding in the sums below, relative. */
  private static final double SLACK = 1 - 1e-9;

  public CapacityModel {
    if (replicas < 1) {
      throw new IllegalArgumentException("a cluster needs at least one replica: " + replicas);
    }
  }

  /** The bounds for a trace of at least one request. */
  public CapacityBounds bounds(Trace trace) {
    if (trace.size() == 0) {
      throw new IllegalArgumentException("an empty trace has no response times to bound");
    }
    double[] work = work(trace);
    double[] alone = alone(trace);
    double total = Arrays.stream(work).sum();
    double span = trace.arrivedAt(trace.size() - 1);
    double mean = Math.max(Arrays.stream(alone).average().orElse(0), shortestFirst(trace, work));
    Arrays.sort(alone);
    double p99 = Math.max(alone[rank99(trace.size())], backlog99(trace, work));
    return new CapacityBounds(
        SLACK * total / (replicas * span), SLACK * total, SLACK * mean, SLACK * p99, memory(trace));
  }

  /** Least seconds from arrival to the last token of one request, whatever else runs. */
  public double aloneSeconds(int promptTokens, int decodeTokens) {
    RequestTotals totals = RequestTotals.of(promptTokens, decodeTokens);
    double chunks = Math.ceil((double) promptTokens / limits.chunkTokens());
    double linear =
        Math.max(
            chunks * times.memoryBound().base() + promptTokens * times.memoryBound().perToken(),
            chunks * times.computeBound().base() + promptTokens * times.computeBound().perToken());
    IterationTimes.Prefill prefill = times.prefill();
    IterationTimes.Decode decode = times.decode();
    double step =
        times.linearMillis(1) + decode.base() + decode.perRequest() + times.overheadMillis();
    return 1e-3
        * (linear
            + chunks * (prefill.base() + times.overheadMillis())
            + prefill.perToken() * promptTokens
            + prefill.perPair() * totals.pairs()
            + step * totals.decodes()
            + decode.perToken() * totals.contextTokens());
  }

  private double[] alone(Trace trace) {
    var seconds = new double[trace.size()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = aloneSeconds(trace.promptTokens(i), trace.decodeTokens(i));
    }
    return seconds;
  }

  private double[] work(Trace trace) {
    RequestTotals all = RequestTotals.NONE;
    for (int i = 0; i < trace.size(); i++) {
      all = all.plus(RequestTotals.of(trace.promptTokens(i), trace.decodeTokens(i)));
    }
    WorkShares shares = WorkShares.tightest(times, limits, all);
    var seconds = new double[trace.size()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = shares.seconds(RequestTotals.of(trace.promptTokens(i), trace.decodeTokens(i)));
    }
    return seconds;
  }

  /**
   * Mean response time on one server with the speed of all replicas, shortest remaining work first.
   */
  private double shortestFirst(Trace trace, double[] work) {
    var remaining = new PriorityQueue<Double>();
    double waiting = 0;
    double now = 0;
    for (int next = 0; next < trace.size() || !remaining.isEmpty(); ) {
      double arrival = next < trace.size() ? trace.arrivedAt(next) : Double.POSITIVE_INFINITY;
      Double shortest = remaining.peek();
      double done = shortest == null ? Double.POSITIVE_INFINITY : now + shortest / replicas;
      double until = Math.min(arrival, done);
      waiting += remaining.size() * (until - now);
      if (shortest != null) {
        remaining.remove();
        if (done > arrival) {
          remaining.add(shortest - (arrival - now) * replicas);
        }
      }
      now = until;
      if (done > arrival) {
        remaining.add(work[next++]);
      }
    }
    return waiting / trace.size();
  }

  /**
   * The largest excess of arriving work over service in any span, less the work of the hundredth
   * that may be late.
   */
  private double backlog99(Trace trace, double[] work) {
    double[] sorted = work.clone();
    Arrays.sort(sorted);
    double excused = 0;
    for (int i = rank99(sorted.length) + 1; i < sorted.length; i++) {
      excused += sorted[i];
    }
    double most = 0;
    double backlog = 0;
    double last = 0;
    for (int i = 0; i < work.length; i++) {
      backlog = Math.max(0, backlog - (trace.arrivedAt(i) - last) * replicas) + work[i];
      last = trace.arrivedAt(i);
      most = Math.max(most, backlog);
    }
    return Math.max(0, most - excused) / replicas;
  }

  /**
   * Rank, from 0, of a request whose response time the interpolated 99th percentile is not below.
   */
  private static int rank99(int size) {
    return (int) (0.99 * (size - 1));
  }

  /** The last answer token needs no memory: nothing is computed after it. */
  private CapacityBounds.MemoryFit memory(Trace trace) {
    long longestPrompt = 0;
    for (int i = 0; i < trace.size(); i++) {
      longestPrompt = Math.max(longestPrompt, trace.promptTokens(i));
    }
    long largest = blocksFor(trace.largestTokens() - 1L);
    long admissible = (long) limits.blocks() - limits.watermarkBlocks();
    if (blocksFor(longestPrompt) > admissible || largest > limits.blocks()) {
      return CapacityBounds.MemoryFit.CANNOT_FIT;
    }
    return largest > admissible
        ? CapacityBounds.MemoryFit.MAY_STALL
        : CapacityBounds.MemoryFit.FITS;
  }

  private long blocksFor(long tokens) {
    return (tokens + limits.blockTokens() - 1) / limits.blockTokens();
  }
}
