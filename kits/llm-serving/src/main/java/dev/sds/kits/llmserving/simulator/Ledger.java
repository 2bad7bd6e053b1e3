package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.simulator.IntegrityException.Law;

/** What has happened to the requests of a run so far. Times are seconds since the start. */
abstract class Ledger {

  private static final int LAST_MASKED_ATTEMPT = Long.SIZE - 1;

  int arrived;
  int delivered;
  int restartedRequests;
  long duplicates;
  long answerTokens;

  /** Adds the next request; its id is the number of those before it. */
  abstract void arrive(Request request, int decodeTokens);

  /** Whether this very request has arrived and can be acted on. */
  abstract boolean knows(Request request);

  /** Tokens of the answer of a request that can be acted on. */
  abstract int decodeTokens(int request);

  /** An attempt begins. */
  abstract void dispatched(int request, int toReplica, double now);

  abstract void scheduled(int request, double now);

  abstract void prefilled(int request, double now);

  /** An attempt has come to its answer. */
  abstract void computed(int request, int attempt, int restarts, int decodeTokens);

  abstract void delivered(int request, int attempt, double now);

  /** An attempt is over, answered or lost. */
  void ended(int request) {}

  /** The bit of an attempt; the last bit stands for all later attempts. */
  static long bit(int attempt) {
    return 1L << Math.min(attempt, LAST_MASKED_ATTEMPT);
  }

  static void requireComputed(long computed, int request, int attempt) {
    if (attempt < 0 || (computed & bit(attempt)) == 0) {
      throw new IntegrityException(
          Law.ANSWER_WAS_COMPUTED,
          "no replica has answered attempt %d of request %d".formatted(attempt, request));
    }
  }
}
