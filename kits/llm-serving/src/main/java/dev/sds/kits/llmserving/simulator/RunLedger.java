package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.workload.Trace;
import java.util.Arrays;

/** Keeps everything that happens to every request of a trace. Times are NaN until they come. */
final class RunLedger extends Ledger {

  final Trace trace;
  final double[] dispatchedAt;
  final double[] scheduledAt;
  final double[] prefilledAt;
  final double[] deliveredAt;
  final int[] replica;
  final int[] restarts;

  private final Request[] requests;

  /** Attempts that have been computed, as bits. */
  private final long[] computed;

  RunLedger(Trace trace) {
    this.trace = trace;
    dispatchedAt = unset(trace.size());
    scheduledAt = unset(trace.size());
    prefilledAt = unset(trace.size());
    deliveredAt = unset(trace.size());
    replica = new int[trace.size()];
    Arrays.fill(replica, -1);
    restarts = new int[trace.size()];
    requests = new Request[trace.size()];
    computed = new long[trace.size()];
  }

  @Override
  void arrive(Request request, int decodeTokens) {
    requests[arrived++] = request;
  }

  @Override
  boolean knows(Request request) {
    int id = request.id();
    return id >= 0 && id < arrived && requests[id].equals(request);
  }

  @Override
  int decodeTokens(int request) {
    return trace.decodeTokens(request);
  }

  @Override
  void dispatched(int request, int toReplica, double now) {
    if (Double.isNaN(dispatchedAt[request])) {
      dispatchedAt[request] = now;
    }
    replica[request] = toReplica;
  }

  @Override
  void scheduled(int request, double now) {
    if (Double.isNaN(scheduledAt[request])) {
      scheduledAt[request] = now;
    }
  }

  @Override
  void prefilled(int request, double now) {
    if (Double.isNaN(prefilledAt[request])) {
      prefilledAt[request] = now;
    }
  }

  @Override
  void computed(int request, int attempt, int evictions, int decodeTokens) {
    computed[request] |= bit(attempt);
    answerTokens += decodeTokens;
    restartedRequests += restarts[request] == 0 && evictions > 0 ? 1 : 0;
    restarts[request] += evictions;
  }

  @Override
  void delivered(int request, int attempt, double now) {
    requireComputed(computed[request], request, attempt);
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
