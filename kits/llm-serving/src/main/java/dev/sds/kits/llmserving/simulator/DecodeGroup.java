package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.model.BlockSize;
import dev.sds.kits.llmserving.model.IterationTimes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The decoding requests of a replica. All of them advance by one token in each decode step, so a
 * step costs the same whatever their number: steps are counted, contexts summed, and requests
 * counted by the step in which they fill a block.
 */
final class DecodeGroup {

  private static final Comparator<Attempt> BY_ADMISSION = Comparator.comparingInt(a -> a.place);

  private final BlockSize blockSize;

  /** Requests by offset modulo the block's tokens. */
  private final int[] phases;

  /** Phase of the requests that need a block for their next token. */
  private int due;

  private int count;

  /** Decode steps since the start. */
  private int steps;

  private long cachedTokens;

  /** The steps in which requests end, the first one last, and the requests beside them. */
  private int[] ends = new int[32];

  private @Nullable Attempt[] ending = new Attempt[32];

  /** The requests taken out last. */
  private @Nullable Attempt[] ended = new Attempt[4];

  /** The first of those steps. */
  private int nextEnd = Integer.MAX_VALUE;

  /** Whether the requests own the blocks of their next tokens already. */
  private boolean grown;

  DecodeGroup(BlockSize blockSize) {
    this.blockSize = blockSize;
    this.phases = new int[blockSize.tokens()];
    this.due = blockSize.remainder(1);
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
    due = due == 0 ? phases.length - 1 : due - 1;
    grown = false;
  }

  /** A request whose prefill is done joins with the first token of its answer. */
  void add(Attempt attempt) {
    int processed = attempt.target + 1;
    attempt.offset = processed - steps;
    attempt.decoding = true;
    phases[blockSize.remainder(attempt.offset)]++;
    cachedTokens += processed;
    line(attempt);
  }

  private void line(Attempt attempt) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
      ending = Arrays.copyOf(ending, 2 * count);
    }
    int end = attempt.finishStep();
    int place = count++;
    while (place > 0 && ends[place - 1] < end) {
      ends[place] = ends[place - 1];
      ending[place] = ending[place - 1];
      place--;
    }
    ends[place] = end;
    ending[place] = attempt;
    nextEnd = ends[count - 1];
  }

  /** Takes out a request before its end. */
  void remove(Attempt attempt) {
    int place = count - 1;
    while (ending[place] != attempt) {
      place--;
    }
    System.arraycopy(ends, place + 1, ends, place, count - place - 1);
    System.arraycopy(ending, place + 1, ending, place, count - place - 1);
    leave(attempt);
  }

  /**
   * Takes out the requests that end with the last step.
   *
   * @return how many
   */
  int takeEnded() {
    int taken = 0;
    while (nextEnd <= steps) {
      Attempt attempt = Objects.requireNonNull(ending[count - 1]);
      leave(attempt);
      if (taken == ended.length) {
        ended = Arrays.copyOf(ended, 2 * taken);
      }
      ended[taken++] = attempt;
    }
    if (taken > 1) {
      Arrays.sort(ended, 0, taken, BY_ADMISSION);
    }
    return taken;
  }

  /** One of the requests taken out last, in the order of their admission. */
  Attempt ended(int position) {
    return Objects.requireNonNull(ended[position]);
  }

  private void leave(Attempt attempt) {
    ending[--count] = null;
    nextEnd = count > 0 ? ends[count - 1] : Integer.MAX_VALUE;
    phases[blockSize.remainder(attempt.offset)]--;
    cachedTokens -= attempt.offset + steps;
  }

  void clear() {
    Arrays.fill(ending, 0, count, null);
    count = 0;
    cachedTokens = 0;
    nextEnd = Integer.MAX_VALUE;
    grown = false;
    Arrays.fill(phases, 0);
  }

  /** Steps until a request ends: 1 if that is with the next step, 0 if with the last. */
  int stepsToEnd() {
    return nextEnd - steps;
  }

  /** Requests that need a block for their next token. */
  int needingBlock() {
    return phases[due];
  }

  boolean needsBlock(Attempt attempt) {
    return blockSize.remainder(attempt.offset) == due;
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
    if (freeBlocks > (long) count * blockSize.blocks(most + 1)) {
      return most;
    }
    return Math.min(most, phases.length * ((freeBlocks - 1) / count));
  }

  /**
   * Ends the step in flight and those after it, each beginning as the one before it ends, as long
   * as they end before a given time, none completes a request, and memory lasts. Sums are formed
   * step by step, so that times are those of single steps to the last bit.
   */
  void coast(Coast coast, IterationTimes.Decodes times, double slowness, double until) {
    int most = stepsToEnd() - 1;
    int free = coast.freeBlocks;
    int[] needs = phases;
    long members = count;
    double end = coast.endsAt;
    double last = end;
    double following = coast.followingSeconds;
    double cached = (double) (cachedTokens + members);
    long beforeBend = times.bend() - 1 - cachedTokens;
    IterationTimes.Straight line = times.line(cachedTokens + 2 * members);
    if (beforeBend >= 2 * members && beforeBend < (most + 1) * members) {
      most = (int) (beforeBend / members) - 1; // those after it on the other line
    }
    int phase = due;
    int done = 0;
    while (done < most && end < until) {
      int before = phase == 0 ? needs.length - 1 : phase - 1;
      if (free <= needs[before]) {
        break;
      }
      phase = before;
      free -= needs[phase];
      cached += members;
      last = end;
      end += slowness * following;
      following = line.seconds(cached);
      done++;
    }
    steps += done;
    cachedTokens += done * members;
    due = phase;
    coast.freeBlocks = free;
    coast.endsAt = end;
    coast.lastEnd = last;
    coast.followingSeconds = following;
    coast.done = done;
  }

  /** What a run of decode steps starts from, and what it comes to. */
  static final class Coast {
    int freeBlocks;

    /** When the step in flight ends. */
    double endsAt;

    /** When the step before it ended. */
    double lastEnd;

    /** Seconds of the step after the one in flight, the cluster at its usual speed. */
    double followingSeconds;

    /** Steps ended. */
    int done;
  }
}
