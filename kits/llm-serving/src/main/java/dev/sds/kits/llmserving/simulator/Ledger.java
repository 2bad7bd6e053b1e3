package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.simulator.IntegrityException.Law;
import java.util.List;

/**
 * Keeps account of the requests of a run. What later acts depend on stands in the entry of a
 * request, which lives as long as anyone holds it; what is kept beyond that is for subclasses to
 * say. Times are seconds since the start of the run.
 */
abstract class Ledger {

  private static final int LAST_MASKED_ATTEMPT = Long.SIZE - 1;

  private int arrived;
  private int delivered;
  private int restartedRequests;
  private long duplicates;
  private long answerTokens;

  /** A request that has arrived, with its account. Equal to none but itself. */
  static final class Entry implements Request {

    final int id;
    final double arrivedAt;
    final int promptTokens;
    final int decodeTokens;
    private final Ledger ledger;

    /** Attempts that have been computed, as bits. */
    private long computed;

    private boolean dispatched;
    private boolean prefilled;
    private boolean delivered;
    private boolean restarted;

    private Entry(Ledger ledger, double arrivedAt, int promptTokens, int decodeTokens) {
      this.ledger = ledger;
      this.id = ledger.arrived;
      this.arrivedAt = arrivedAt;
      this.promptTokens = promptTokens;
      this.decodeTokens = decodeTokens;
    }

    @Override
    public int id() {
      return id;
    }

    @Override
    public double arrivedAt() {
      return arrivedAt;
    }

    @Override
    public int promptTokens() {
      return promptTokens;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * id + Double.hashCode(arrivedAt)) + promptTokens;
    }

    @Override
    public String toString() {
      return "Request[id=%d, arrivedAt=%s, promptTokens=%d]".formatted(id, arrivedAt, promptTokens);
    }
  }

  /** Adds the next request. */
  final Entry arrive(double now, int promptTokens, int decodeTokens) {
    var entry = new Entry(this, now, promptTokens, decodeTokens);
    arrived++;
    return entry;
  }

  /** The account of a request that a router acts on. */
  final Entry entry(Request request) {
    if (request instanceof Entry entry && entry.ledger.equals(this)) {
      return entry;
    }
    throw new IntegrityException(
        Law.KNOWN_REQUEST, "the router acted on a request that has not arrived");
  }

  final void dispatched(Entry entry, int replica, double now) {
    noteDispatch(entry, replica, now, !entry.dispatched);
    entry.dispatched = true;
  }

  /** The request is given memory. */
  void scheduled(Entry entry, double now) {}

  final void prefilled(Entry entry, double now) {
    if (!entry.prefilled) {
      entry.prefilled = true;
      notePrefill(entry, now);
    }
  }

  /** An attempt has come to its answer. */
  final void computed(Entry entry, int attempt, int evictions) {
    entry.computed |= bit(attempt);
    answerTokens += entry.decodeTokens;
    if (evictions > 0 && !entry.restarted) {
      entry.restarted = true;
      restartedRequests++;
    }
    noteAnswer(entry, evictions);
  }

  final void delivered(Entry entry, int attempt, double now) {
    if (attempt < 0 || (entry.computed & bit(attempt)) == 0) {
      throw new IntegrityException(
          Law.ANSWER_WAS_COMPUTED,
          "no replica has answered attempt %d of request %d".formatted(attempt, entry.id));
    }
    if (entry.delivered) {
      duplicates++;
    } else {
      entry.delivered = true;
      delivered++;
      noteDelivery(entry, now);
    }
  }

  abstract void noteDispatch(Entry entry, int replica, double now, boolean first);

  /** The first token of an answer is there, for the first time. */
  abstract void notePrefill(Entry entry, double now);

  void noteAnswer(Entry entry, int evictions) {}

  /** The first delivery. */
  abstract void noteDelivery(Entry entry, double now);

  /** What the run measured. */
  abstract RunResult result(
      Outcome outcome, RunResult.Counts counts, double endTime, List<ProtocolEvent> log);

  final int arrived() {
    return arrived;
  }

  final int delivered() {
    return delivered;
  }

  /** Tokens of all answers computed. */
  final long answerTokens() {
    return answerTokens;
  }

  final RunResult.Counts counts(long dispatches, long evictions, long iterations) {
    return new RunResult.Counts(
        arrived,
        delivered,
        duplicates,
        arrived - delivered,
        dispatches,
        evictions,
        restartedRequests,
        iterations);
  }

  /** The bit of an attempt; the last bit stands for all later attempts. */
  private static long bit(int attempt) {
    return 1L << Math.min(attempt, LAST_MASKED_ATTEMPT);
  }
}
