package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.model.BlockSize;
import dev.sds.kits.llmserving.model.IterationTimes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a replica computes: the requests that run and wait, the memory they hold, and the batch in
 * flight. Knows iterations, but not when they begin.
 */
final class Engine {

  private final BatchRule rule;
  private final int batchCap;
  private final int blocks;
  private final int watermarkBlocks;
  private final int tokenBudget;
  private final BlockSize blockSize;
  private final IterationTimes times;

  /** Iterations by the number of their decodes. */
  private IterationTimes.@Nullable Decodes[] byCount = new IterationTimes.Decodes[32];

  /** Those with the number of decodes of the last batch begun. */
  private IterationTimes.Decodes decoding;

  private final Fidelity fidelity;
  private final Ledger ledger;
  private final Admission admission;

  private final Running running = new Running();
  private final DecodeGroup decodes;
  private final DecodeGroup.Coast coast = new DecodeGroup.Coast();
  private final AttemptQueue waiting = new AttemptQueue();

  /** Blocks that nobody holds. */
  private int free;

  /** Whether the batch in flight decodes. */
  private boolean stepInFlight;

  /** Requests that finished with the last batch. */
  private int finished;

  /** Whether the next batch is the same unless a request ends, arrives or is evicted. */
  private boolean settled;

  private long iterations;
  private long evictions;
  private long producedTokens;
  private long lostTokens;

  Engine(ClusterConfig cluster, Ledger ledger) {
    ReplicaConfig config = cluster.replica();
    this.rule = config.rule();
    this.batchCap = config.batchCap();
    this.blocks = config.blocks();
    this.watermarkBlocks = config.watermarkBlocks();
    this.tokenBudget = config.tokenBudget();
    this.blockSize = new BlockSize(config.blockTokens());
    this.times = cluster.times();
    this.decoding = times.decodes(0);
    this.fidelity = cluster.fidelity();
    this.ledger = ledger;
    this.admission = new Admission(config);
    this.decodes = new DecodeGroup(blockSize);
    this.free = blocks;
  }

  AttemptQueue waiting() {
    return waiting;
  }

  Running running() {
    return running;
  }

  BlockSize blockSize() {
    return blockSize;
  }

  /** Decode steps since the start. */
  int steps() {
    return decodes.steps();
  }

  /** Batches begun. */
  long iterations() {
    return iterations;
  }

  /** Times a request was evicted. */
  long evictions() {
    return evictions;
  }

  /** Answer tokens computed, those of lost attempts included. */
  long producedTokens() {
    return producedTokens;
  }

  /** Answer tokens that were lost with the memory. */
  long lostTokens() {
    return lostTokens;
  }

  /** Blocks held by running requests, as of the last iteration that has ended. */
  int heldBlocks() {
    return blocks - free;
  }

  /** Blocks that all need for what is known of them. */
  int committedBlocks() {
    return heldBlocks() + decodes.blocksOwed() + waiting.blocks();
  }

  /** Running requests, then waiting ones. */
  Attempt attemptAt(int position) {
    return position < running.size()
        ? running.get(position)
        : waiting.get(position - running.size());
  }

  /** Answer tokens of the requests still here. */
  long unfinishedTokens() {
    long tokens = 0;
    for (int i = 0; i < running.size() + waiting.size(); i++) {
      tokens += attemptAt(i).generated();
    }
    return tokens;
  }

  /** Whether one request more to wait may change the next batch. */
  boolean isEager() {
    return waiting.isEmpty() || !settled;
  }

  void enqueue(Attempt attempt) {
    settled &= !waiting.isEmpty();
    waiting.addLast(attempt);
  }

  /** Forgets everything. */
  void lose() {
    lostTokens += unfinishedTokens();
    waiting.clear();
    running.clear();
    decodes.clear();
    free = blocks;
    stepInFlight = false;
    settled = false;
    admission.clear();
  }

  /**
   * Forms the next batch.
   *
   * @return seconds that it takes; negative if there is nothing to run
   */
  double begin(double now) {
    return waiting.isEmpty()
            && !running.isPrefilling()
            && (rule == BatchRule.CHUNKED_PREFILL || running.isByArrival())
        ? beginDecodes(now)
        : beginAny(now);
  }

  /** As {@link #beginAny} where no request has anything to prefill. */
  private double beginDecodes(double now) {
    int count = decodes.count();
    int need = decodes.needingBlock();
    if (count == 0 || free <= need) {
      return beginAny(now);
    }
    free -= need;
    decodes.grown();
    stepInFlight = true;
    settled = true;
    iterations++;
    decoding = decodesOf(count);
    long cached = decodes.cachedTokens();
    coast.followingSeconds = decoding.seconds(cached + count);
    return decoding.seconds(cached);
  }

  private double beginAny(double now) {
    long evictedBefore = evictions;
    if (rule == BatchRule.PREFILL_FIRST) {
      admit(now);
      stepInFlight = admission.chunks() == 0 && decodes.count() > 0;
      if (stepInFlight) {
        running.sortByArrival();
        stepInFlight = growDecodes();
      }
    } else {
      stepInFlight = decodes.count() > 0 && growDecodes();
      admission.reserve(decodes.count());
      continuePrefill();
      admit(now);
    }
    settled = stepInFlight && !running.isPrefilling() && evictions == evictedBefore;
    if (!stepInFlight && admission.chunks() == 0) {
      return -1;
    }
    iterations++;
    decoding = decodesOf(stepInFlight ? decodes.count() : 0);
    if (settled) {
      coast.followingSeconds = decoding.seconds(decodes.cachedTokens() + decodes.count());
    }
    return seconds();
  }

  private double seconds() {
    long cached = stepInFlight ? decodes.cachedTokens() : 0;
    return admission.chunks() == 0
        ? decoding.seconds(cached)
        : decoding.seconds(
            admission.chunks(), admission.prefillTokens(), admission.twicePairs(), cached);
  }

  private IterationTimes.Decodes decodesOf(int count) {
    IterationTimes.Decodes known = count < byCount.length ? byCount[count] : null;
    return known != null ? known : firstOf(count);
  }

  private IterationTimes.Decodes firstOf(int count) {
    if (count >= byCount.length) {
      byCount = Arrays.copyOf(byCount, 2 * count);
    }
    IterationTimes.Decodes made = times.decodes(count);
    byCount[count] = made;
    return made;
  }

  /** Requests that finished with the last batch. */
  int finished() {
    return finished;
  }

  /** One of them, in batch order; they are forgotten when the next batch ends. */
  Attempt finishedAt(int position) {
    return decodes.ended(position);
  }

  /** Ends the batch in flight. */
  void end(double now) {
    if (stepInFlight) {
      decodes.step();
      producedTokens += decodes.count();
      stepInFlight = false;
    }
    if (admission.chunks() > 0) {
      endChunks(now);
      admission.clear();
    }
    finished = decodes.stepsToEnd() <= 0 ? decodes.takeEnded() : 0;
    for (int i = 0; i < finished; i++) {
      Attempt attempt = decodes.ended(i);
      running.remove(attempt);
      free += ownedBlocks(attempt);
    }
  }

  /** Whether the batch in flight can be followed by others like it. */
  boolean canCoast() {
    return settled && decodes.stepsToEnd() > 1;
  }

  /**
   * Ends the batch in flight and those after it, as {@link DecodeGroup#coast} says.
   *
   * @return what came of it
   */
  DecodeGroup.Coast coast(double endsAt, double slowness, double until) {
    finished = 0;
    coast.freeBlocks = free;
    coast.endsAt = endsAt;
    decodes.coast(coast, decoding, slowness, until);
    settled = coast.done > 0; // or memory is short
    free = coast.freeBlocks;
    iterations += coast.done;
    producedTokens += (long) coast.done * decodes.count();
    return coast;
  }

  /**
   * Seconds after the batch in flight, of so many iterations at most, in which no request finishes
   * unless more come. Later steps take no less than the next, for times grow with the context.
   */
  double quietSeconds(int most) {
    int left = Math.min(decodes.stepsToEnd() - 1, most);
    if (!settled || left <= 0) {
      return 0;
    }
    return decodes.stepsWithin(free, left) * coast.followingSeconds;
  }

  /**
   * The same where one request more is about to come, 0 if nothing is known. It takes its memory,
   * makes the next iteration longer, and itself finishes after as many steps as its answer has
   * tokens but the first.
   */
  double quietSecondsWith(Attempt joining, int most) {
    int answer = joining.total - joining.target;
    int left = Math.min(Math.min(decodes.stepsToEnd(), answer) - 1, most);
    int count = decodes.count();
    int spare = free - joining.targetBlocks - watermarkBlocks;
    if (!settled
        || !waiting.isEmpty()
        || left <= 0
        || spare <= (count + 1L) * blockSize.blocks(left + 1)) {
      return 0;
    }
    long cached = decodes.cachedTokens() + count;
    // A short request lowers the mean context, and may make steps shorter.
    double before = coast.followingSeconds;
    double with = decodesOf(count + 1).seconds(cached + joining.target);
    double step = with < before ? with : before;
    double join = joiningSeconds(joining, count);
    return join > step ? left * step + (join - step) : left * step;
  }

  /** Seconds of the next iteration if it admits a request, for which there is memory. */
  private double joiningSeconds(Attempt joining, int count) {
    int chunk = Math.min(joining.target, tokenBudget - count);
    if (rule == BatchRule.PREFILL_FIRST || running.size() == batchCap || chunk <= 0) {
      return 0;
    }
    return decoding.seconds(1, chunk, (long) chunk * chunk, decodes.cachedTokens() + count);
  }

  private void continuePrefill() {
    if (running.isPrefilling()) {
      Attempt partial = running.last();
      partial.chunk = admission.chunkFor(partial.target - partial.prefilled);
      if (partial.chunk > 0) {
        admission.add(partial.chunk, partial.prefilled);
      }
    }
  }

  private void admit(double now) {
    while (!waiting.isEmpty() && running.size() < batchCap) {
      Attempt head = waiting.get(0);
      if (free - head.targetBlocks < watermarkBlocks) {
        return;
      }
      int chunk = admission.chunkFor(head.target);
      if (chunk == 0) {
        return;
      }
      waiting.removeFirst();
      free -= head.targetBlocks;
      head.chunk = chunk;
      admission.add(chunk, 0);
      running.add(head);
      ledger.scheduled(head.entry, now);
    }
  }

  /**
   * Gives each decoding request the block of its next token; evicts the youngest running requests
   * where memory is short. As in vLLM, a request runs on only while a block is free, whether it
   * needs one or not.
   *
   * @return whether any request is left to decode
   */
  private boolean growDecodes() {
    int need = decodes.needingBlock();
    if (free > need) {
      free -= need;
    } else {
      growOneByOne();
    }
    decodes.grown();
    return decodes.count() > 0;
  }

  private void growOneByOne() {
    for (int i = 0; i < decodes.count(); i++) {
      while (free == 0 && i < decodes.count()) {
        evict(running.last());
      }
      if (i < decodes.count() && decodes.needsBlock(running.get(i))) {
        free--;
      }
    }
  }

  private void evict(Attempt attempt) {
    if (attempt.decoding) {
      decodes.remove(attempt);
      free += ownedBlocks(attempt);
    } else {
      free += attempt.targetBlocks;
    }
    running.remove(attempt);
    attempt.restart(fidelity);
    evictions++;
    waiting.addFirst(attempt);
  }

  /** Blocks of a decoding request that does not own the block of its next token yet. */
  private int ownedBlocks(Attempt attempt) {
    return blockSize.blocks(attempt.offset + decodes.steps() - 1);
  }

  private void endChunks(double now) {
    for (int i = running.firstPrefill(); i < running.end(); i++) {
      Attempt attempt = running.inPlace(i);
      attempt.prefilled += attempt.chunk;
      attempt.chunk = 0;
      if (attempt.prefilled == attempt.target) {
        running.prefilled();
        decodes.add(attempt);
        producedTokens++;
        ledger.prefilled(attempt.entry, now);
      }
    }
  }
}
