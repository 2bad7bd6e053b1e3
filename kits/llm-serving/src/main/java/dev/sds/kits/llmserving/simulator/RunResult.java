package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.statistics.Summary;
import java.util.List;

/**
 * What a run measured.
 *
 * @param outcome how it ended
 * @param responseTime from arrival to delivery, over the delivered requests
 * @param timeToFirstToken from arrival to the first answer token, over the requests that came so
 *     far
 * @param heldMean seconds from arrival to the first dispatch, mean over the dispatched requests
 * @param counts how many of what
 * @param endTime last arrival, iteration or fault step, in seconds
 * @param requests what happened to each request; empty for a run over a stream
 * @param log protocol actions in order; empty unless the run was traced
 */
public record RunResult(
    Outcome outcome,
    Summary responseTime,
    Summary timeToFirstToken,
    double heldMean,
    Counts counts,
    double endTime,
    RequestTimes requests,
    List<ProtocolEvent> log) {

  public RunResult {
    log = List.copyOf(log);
  }

  /**
   * Counts of a run.
   *
   * @param arrived requests that arrived
   * @param delivered requests whose answer was delivered at least once
   * @param duplicates deliveries beyond the first of their request
   * @param lost requests that arrived and were never delivered
   * @param dispatches times the router sent a request to a replica
   * @param restarts evictions
   * @param restartedRequests requests with at least one eviction in a computed attempt
   * @param iterations batches run
   */
  public record Counts(
      int arrived,
      int delivered,
      long duplicates,
      int lost,
      long dispatches,
      long restarts,
      int restartedRequests,
      long iterations) {}

  /** Whether every request was answered exactly once. */
  public boolean exactlyOnce() {
    return outcome == Outcome.COMPLETED && counts.lost == 0 && counts.duplicates == 0;
  }

  /** Share of the arrived requests that were evicted at least once; 0 if none arrived. */
  public double restartedFraction() {
    return counts.arrived == 0 ? 0 : (double) counts.restartedRequests / counts.arrived;
  }
}
