package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.simulator.IntegrityException.Law;
import dev.sds.kits.llmserving.workload.Trace;
import java.util.Arrays;

/**
 * What has happened to each request so far. Times are seconds since the start, NaN until they come.
 */
final class RunLedger {

  private static final int LAST_MASKED_ATTEMPT = Long.SIZE - 1;

  final Trace trace;
  final double[] dispatchedAt;
  final double[] scheduledAt;
  final double[] prefilledAt;
  final double[] deliveredAt;
  final int[] replica;
  final int[] restarts;

  /** Bit a is set when attempt a has been computed; the last bit stands for all later attempts. */
  private final long[] computed;

  int arrived;
  int delivered;
  long duplicates;
  long answerTokens;

  RunLedger(Trace trace) {
    this.trace = trace;
    dispatchedAt = unset(trace.size());
    scheduledAt = unset(trace.size());
    prefilledAt = unset(trace.size());
    deliveredAt = unset(trace.size());
    replica = new int[trace.size()];
    Arrays.fill(replica, -1);
    restarts = new int[trace.size()];
    computed = new long[trace.size()];
  }

  void dispatched(int request, int toReplica, double now) {
    if (Double.isNaN(dispatchedAt[request])) {
      dispatchedAt[request] = now;
    }
    replica[request] = toReplica;
  }

  void scheduled(int request, double now) {
    if (Double.isNaN(scheduledAt[request])) {
      scheduledAt[request] = now;
    }
  }

  void prefilled(int request, double now) {
    if (Double.isNaN(prefilledAt[request])) {
      prefilledAt[request] = now;
    }
  }

  void computed(Attempt attempt) {
    int request = attempt.request.id();
    computed[request] |= 1L << Math.min(attempt.number, LAST_MASKED_ATTEMPT);
    answerTokens += trace.decodeTokens(request);
    restarts[request] += attempt.restarts;
  }

  void delivered(int request, int attempt, double now) {
    int bit = Math.min(attempt, LAST_MASKED_ATTEMPT);
    if (attempt < 0 || (computed[request] >>> bit & 1) == 0) {
      throw new IntegrityException(
          Law.ANSWER_WAS_COMPUTED,
          "no replica has answered attempt %d of request %d".formatted(attempt, request));
    }
    if (Double.isNaN(deliveredAt[request])) {
      deliveredAt[request] = now;
      delivered++;
    } else {
      duplicates++;
    }
  }

  private static double[] unset(int size) {
    var times = new double[size];
    Arrays.fill(times, Double.NaN);
    return times;
  }
}
