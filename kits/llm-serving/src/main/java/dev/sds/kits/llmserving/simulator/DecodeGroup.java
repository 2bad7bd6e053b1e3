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

  /** The steps in which requests end, in their order, and the requests beside them. */
  private int[] ends = new int[64];

  private @Nullable Attempt[] ending = new Attempt[64];

  /** Where the first of them stands; behind the last of them and before the first there is room. */
  private int first = 16;

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
    due = before(due);
    grown = false;
  }

  /** The phase of the step after, without a branch, which could not be foreseen. */
  private int before(int phase) {
    int less = phase - 1;
    return less + (less >> (Integer.SIZE - 1) & phases.length);
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

  /** The newcomer comes from the side from which it has fewer to pass. */
  private void line(Attempt attempt) {
    if (first == 0 || first + count == ends.length) {
      makeRoom();
    }
    int end = attempt.finishStep();
    int place;
    if (count == 0 || ends[first + count / 2] <= end) {
      place = first + count;
      while (place > first && ends[place - 1] > end) {
        move(place - 1, place--);
      }
    } else {
      place = --first;
      while (ends[place + 1] < end) {
        move(place + 1, place++);
      }
    }
    ends[place] = end;
    ending[place] = attempt;
    count++;
    nextEnd = ends[first];
  }

  private void move(int from, int to) {
    ends[to] = ends[from];
    ending[to] = ending[from];
  }

  /** Moves all to the middle, of larger arrays if they fill more than a quarter of these. */
  private void makeRoom() {
    int[] oldEnds = ends;
    @Nullable Attempt[] oldEnding = ending;
    int room = Math.max(ends.length, 4 * count);
    int middle = (room - count) / 2;
    ends = new int[room];
    ending = new Attempt[room];
    System.arraycopy(oldEnds, first, ends, middle, count);
    System.arraycopy(oldEnding, first, ending, middle, count);
    first = middle;
  }

  /** Takes out a request before its end. */
  void remove(Attempt attempt) {
    int place = first;
    while (ending[place] != attempt) {
      place++;
    }
    System.arraycopy(ends, first, ends, first + 1, place - first);
    System.arraycopy(ending, first, ending, first + 1, place - first);
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
      Attempt attempt = Objects.requireNonNull(ending[first]);
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
    ending[first++] = null;
    count--;
    nextEnd = count > 0 ? ends[first] : Integer.MAX_VALUE;
    phases[blockSize.remainder(attempt.offset)]--;
    cachedTokens -= attempt.offset + steps;
  }

  void clear() {
    Arrays.fill(ending, first, first + count, null);
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
    if (Long.compareUnsigned(beforeBend - 2 * members, (most - 1) * members) < 0) {
      most = (int) (beforeBend / members) - 1; // those after it on the other line
    }
    int phase = due;
    int done = 0;
    while (done < most && end < until) {
      int before = before(phase);
      int need = needs[before];
      if (free <= need) {
        break;
      }
      phase = before;
      free -= need;
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
