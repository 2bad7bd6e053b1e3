package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.statistics.Summary;
import dev.sds.kits.llmserving.workload.Trace;
import java.util.Arrays;
import java.util.List;

/** Keeps the times of every request of a trace, NaN until they come. */
final class RunLedger extends Ledger {

  final Trace trace;
  final double[] dispatchedAt;
  final double[] scheduledAt;
  final double[] prefilledAt;
  final double[] deliveredAt;
  final int[] replica;
  final int[] restarts;

  RunLedger(Trace trace) {
    this.trace = trace;
    dispatchedAt = unset(trace.size());
    scheduledAt = unset(trace.size());
    prefilledAt = unset(trace.size());
    deliveredAt = unset(trace.size());
    replica = new int[trace.size()];
    Arrays.fill(replica, -1);
    restarts = new int[trace.size()];
  }

  @Override
  void noteDispatch(Entry entry, int toReplica, double now, boolean first) {
    replica[entry.id] = toReplica;
    if (first) {
      dispatchedAt[entry.id] = now;
    }
  }

  @Override
  void scheduled(Entry entry, double now) {
    if (Double.isNaN(scheduledAt[entry.id])) {
      scheduledAt[entry.id] = now;
    }
  }

  @Override
  void notePrefill(Entry entry, double now) {
    prefilledAt[entry.id] = now;
  }

  @Override
  void noteAnswer(Entry entry, int evictions) {
    restarts[entry.id] += evictions;
  }

  @Override
  void noteDelivery(Entry entry, double now) {
    deliveredAt[entry.id] = now;
  }

  @Override
  RunResult result(
      Outcome outcome, RunResult.Counts counts, double endTime, List<ProtocolEvent> log) {
    return new RunResult(
        outcome,
        Summary.of(sinceArrival(deliveredAt)),
        Summary.of(sinceArrival(prefilledAt)),
        Summary.mean(sinceArrival(dispatchedAt)),
        counts,
        endTime,
        new RequestTimes(this),
        log);
  }

  private double[] sinceArrival(double[] times) {
    var waits = new double[times.length];
    int count = 0;
    for (int i = 0; i < times.length; i++) {
      if (!Double.isNaN(times[i])) {
        waits[count++] = times[i] - trace.arrivedAt(i);
      }
    }
    return Arrays.copyOf(waits, count);
  }

  private static double[] unset(int size) {
    var times = new double[size];
    Arrays.fill(times, Double.NaN);
    return times;
  }
}
