package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.statistics.Sketch;
import dev.sds.kits.llmserving.workload.Trace;
import java.util.List;

/** Keeps nothing of a request that is over: memory does not grow with the run. */
final class StreamLedger extends Ledger {

  private static final Trace NO_REQUESTS = new Trace(new double[0], new int[0], new int[0]);

  private double heldSeconds;
  private long held;
  private final Sketch firstTokens = new Sketch();
  private final Sketch responses = new Sketch();

  @Override
  void noteDispatch(Entry entry, int replica, double now, boolean first) {
    if (first) {
      heldSeconds += now - entry.arrivedAt;
      held++;
    }
  }

  @Override
  void notePrefill(Entry entry, double now) {
    firstTokens.record(now - entry.arrivedAt);
  }

  @Override
  void noteDelivery(Entry entry, double now) {
    responses.record(now - entry.arrivedAt);
  }

  @Override
  RunResult result(
      Outcome outcome, RunResult.Counts counts, double endTime, List<ProtocolEvent> log) {
    return new RunResult(
        outcome,
        responses.summary(),
        firstTokens.summary(),
        heldSeconds / held,
        counts,
        endTime,
        new RequestTimes(new RunLedger(NO_REQUESTS)),
        log);
  }
}
