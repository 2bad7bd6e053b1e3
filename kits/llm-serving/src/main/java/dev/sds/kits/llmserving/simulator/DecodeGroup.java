package dev.sds.kits.llmserving.simulator;

import java.util.Arrays;

/**
 * The decoding requests of a replica. All of them advance by one token in each decode step, so a
 * step costs the same whatever their number: steps are counted, contexts summed, and requests
 * counted by the step in which they fill a block.
 */
final class DecodeGroup {

  private final int blockTokens;

  /** Requests by offset modulo the block's tokens. */
  private final int[] phases;

  private int count;

  /** Decode steps since the start. */
  private int steps;

  private long cachedTokens;

  /** No request ends before this step. */
  private int nextFinish = Integer.MAX_VALUE;

  /** Whether the requests own the blocks of their next tokens already. */
  private boolean grown;

  DecodeGroup(int blockTokens) {
    this.blockTokens = blockTokens;
    this.phases = new int[blockTokens];
  }

  int count() {
    return count;
  }

  int steps() {
    return steps;
  }

  /** Tokens of context in all. */
  long cachedTokens() {
    return cachedTokens;
  }

  /** Each request has one more token. */
  void step() {
    steps++;
    cachedTokens += count;
    grown = false;
  }

  /** A request whose prefill is done joins with the first token of its answer. */
  void add(Attempt attempt) {
    int processed = attempt.target + 1;
    attempt.offset = processed - steps;
    attempt.decoding = true;
    count++;
    phases[phase(attempt)]++;
    cachedTokens += processed;
    noteFinish(attempt);
  }

  void remove(Attempt attempt) {
    count--;
    phases[phase(attempt)]--;
    cachedTokens -= attempt.processedTokens();
  }

  void clear() {
    count = 0;
    cachedTokens = 0;
    nextFinish = Integer.MAX_VALUE;
    grown = false;
    Arrays.fill(phases, 0);
  }

  /** Whether a request may have ended with the last step. */
  boolean mayFinish() {
    return nextFinish <= steps;
  }

  void forgetNextFinish() {
    nextFinish = Integer.MAX_VALUE;
  }

  void noteFinish(Attempt attempt) {
    nextFinish = Math.min(nextFinish, attempt.total - attempt.offset);
  }

  /** Requests that need a block for their next token. */
  int needingBlock() {
    return phases[Math.floorMod(1 - steps, blockTokens)];
  }

  boolean needsBlock(Attempt attempt) {
    return attempt.processedTokens() % blockTokens == 1 % blockTokens;
  }

  /** Every request owns the block of its next token. */
  void grown() {
    grown = true;
  }

  /** Blocks of next tokens that are not owned yet. */
  int blocksOwed() {
    return grown ? 0 : needingBlock();
  }

  private int phase(Attempt attempt) {
    return Math.floorMod(attempt.offset, blockTokens);
  }
}
