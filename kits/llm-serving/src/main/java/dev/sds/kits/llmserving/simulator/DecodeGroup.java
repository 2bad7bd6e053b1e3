package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.model.IterationTimes;
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

  /** Phase of the requests that need a block for their next token. */
  private int due;

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
    this.due = 1 % blockTokens;
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
    due = due == 0 ? blockTokens - 1 : due - 1;
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
    nextFinish = Math.min(nextFinish, attempt.finishStep());
  }

  void remove(Attempt attempt) {
    count--;
    phases[phase(attempt)]--;
    cachedTokens -= attempt.processed();
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

  void nextFinish(int step) {
    nextFinish = step;
  }

  /** Steps until a request may end: 1 if that is with the next step, 0 or less if already. */
  int stepsToFinish() {
    return nextFinish - steps;
  }

  /** Requests that need a block for their next token. */
  int needingBlock() {
    return phases[due];
  }

  boolean needsBlock(Attempt attempt) {
    return attempt.processed() % blockTokens == 1 % blockTokens;
  }

  /** Every request owns the block of its next token. */
  void grown() {
    grown = true;
  }

  /** Blocks of next tokens that are not owned yet. */
  int blocksOwed() {
    return grown ? 0 : needingBlock();
  }

  /**
   * Steps of which it is known that memory does not run out, at most {@code most}: each request
   * takes one block in as many steps as a block has tokens.
   */
  int stepsWithin(int freeBlocks, int most) {
    if (freeBlocks > (long) count * (most / blockTokens + 1)) {
      return most;
    }
    return Math.min(most, blockTokens * ((freeBlocks - 1) / count));
  }

  /**
   * Ends the step in flight and those after it, each beginning as the one before it ends, as long
   * as they end before a given time, none completes a request, and memory lasts. Sums are formed
   * step by step, so that times are those of single steps to the last bit.
   */
  void coast(Coast coast, IterationTimes times, double slowness, double until) {
    double linear = times.linearMillis(count);
    int most = stepsToFinish() - 1;
    int free = coast.freeBlocks;
    double end = coast.endsAt;
    double last = end;
    long cached = cachedTokens;
    int phase = due;
    int done = 0;
    while (done < most && end < until && free > phases[phase == 0 ? blockTokens - 1 : phase - 1]) {
      phase = phase == 0 ? blockTokens - 1 : phase - 1;
      free -= phases[phase];
      cached += count;
      last = end;
      end += slowness * times.decodeSeconds(linear, count, cached);
      done++;
    }
    steps += done;
    cachedTokens = cached;
    due = phase;
    coast.freeBlocks = free;
    coast.endsAt = end;
    coast.lastEnd = last;
    coast.done = done;
  }

  private int phase(Attempt attempt) {
    return Math.floorMod(attempt.offset, blockTokens);
  }

  /** What a run of decode steps starts from, and what it comes to. */
  static final class Coast {
    int freeBlocks;

    /** When the step in flight ends. */
    double endsAt;

    /** When the step before it ended. */
    double lastEnd;

    /** Steps ended. */
    int done;
  }
}
