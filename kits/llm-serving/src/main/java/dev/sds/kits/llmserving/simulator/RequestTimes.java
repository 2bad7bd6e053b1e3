package dev.sds.kits.llmserving.simulator;

/**
 * What happened to each request of a run. Times are seconds since the start, NaN where the event
 * never came.
 */
public final class RequestTimes {

  private final RunLedger ledger;

  RequestTimes(RunLedger ledger) {
    this.ledger = ledger;
  }

  /** Number of requests in the trace. */
  public int size() {
    return ledger.trace.size();
  }

  /** When the request arrived. */
  public double arrivedAt(int request) {
    return ledger.trace.arrivedAt(request);
  }

  /** When the router first dispatched it. */
  public double dispatchedAt(int request) {
    return ledger.dispatchedAt[request];
  }

  /** When a replica first gave it memory. */
  public double scheduledAt(int request) {
    return ledger.scheduledAt[request];
  }

  /** When its prefill was first done: the first answer token. */
  public double prefilledAt(int request) {
    return ledger.prefilledAt[request];
  }

  /** When its answer was delivered to the client. */
  public double deliveredAt(int request) {
    return ledger.deliveredAt[request];
  }

  /** Replica it was last dispatched to, -1 if none. */
  public int replica(int request) {
    return ledger.replica[request];
  }

  /** Evictions of its computed attempts. */
  public int restarts(int request) {
    return ledger.restarts[request];
  }

  /** From arrival to delivery. */
  public double responseTime(int request) {
    return deliveredAt(request) - arrivedAt(request);
  }
}
