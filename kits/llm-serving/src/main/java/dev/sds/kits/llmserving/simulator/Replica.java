package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.RequestProgress;
import dev.sds.kits.llmserving.model.IterationTimes;
import java.util.ArrayList;
import java.util.List;

/**
 * One replica: memory, waiting queue, running batch, and the time up to which it has been worked
 * out. It may lag behind the run, as long as nobody looks; whoever looks makes it catch up.
 *
 * <p>The running requests stand in the order of admission, decoding ones first.
 */
final class Replica implements ReplicaView {

  /** Iterations by which a replica may lag behind the run at most. */
  static final int MOST_LAG = 1024;

  /** Covers the rounding of sums of {@link #MOST_LAG} times. */
  private static final double ROUNDING = 1 - 1e-12;

  private final int index;
  private final ReplicaConfig config;
  private final IterationTimes times;
  private final Fidelity fidelity;
  private final Ledger ledger;
  private final Clock clock;
  private final Admission admission;

  private final Attempt[] running;
  private final int[] finishSteps;
  private int runningCount;
  private final DecodeGroup decodes;
  private final DecodeGroup.Coast coast = new DecodeGroup.Coast();
  private final AttemptQueue waiting = new AttemptQueue();
  private final List<Attempt> finished = new ArrayList<>();

  private int allocated;
  private long waitingTokens;
  private int waitingBlocks;

  /** When the iteration in flight ends; infinite while the replica is idle or down. */
  private double endsAt = Double.POSITIVE_INFINITY;

  private double lastEnd;

  private double slowness = 1;

  private boolean stepInFlight;

  /** Whether the next batch is the same unless a request ends, arrives or is evicted. */
  private boolean settled;

  private long iterations;
  private long evictions;
  private long producedTokens;
  private long lostTokens;

  Replica(int index, ClusterConfig cluster, Ledger ledger, Clock clock) {
    this.index = index;
    this.config = cluster.replica();
    this.times = cluster.times();
    this.fidelity = cluster.fidelity();
    this.ledger = ledger;
    this.clock = clock;
    this.admission = new Admission(config);
    this.running = new Attempt[config.batchCap()];
    this.finishSteps = new int[config.batchCap()];
    this.decodes = new DecodeGroup(config.blockTokens());
  }

  int steps() {
    return decodes.steps();
  }

  /** Batches begun. */
  long iterations() {
    return iterations;
  }

  /** Times a request was evicted here. */
  long evictions() {
    return evictions;
  }

  /** Answer tokens computed here, those of lost attempts included. */
  long producedTokens() {
    return producedTokens;
  }

  /** Answer tokens that were lost with the memory in crashes. */
  long lostTokens() {
    return lostTokens;
  }

  boolean isIdle() {
    return endsAt == Double.POSITIVE_INFINITY;
  }

  /** When the last iteration ended. */
  double lastEnd() {
    return lastEnd;
  }

  /** Promises no more than the iteration in flight. */
  void stepwise() {
    clock.promise(index, endsAt);
  }

  /** Factor on the times of iterations that begin from now on. */
  void slowness(double factor) {
    catchUp();
    slowness = factor;
    notePromise();
  }

  void enqueue(Attempt attempt) {
    catchUp();
    if (waiting.size() == 0) {
      settled = false;
      clock.promise(index, endsAt);
    }
    waiting.addLast(attempt);
    countWaiting(attempt, 1);
  }

  /** Forms a batch now if there is something to run. */
  void start() {
    begin(clock.now());
    notePromise();
  }

  /**
   * Ends the iteration in flight, and those after it that end before a given time, up to the first
   * that finishes a request.
   *
   * @return requests that finished with the last of them, in batch order; valid until the next call
   */
  List<Attempt> run(double until) {
    workOut(Math.max(until, Math.nextUp(endsAt)));
    notePromise();
    return finished;
  }

  private void workOut(double until) {
    finished.clear();
    while (finished.isEmpty() && endsAt < until) {
      if (clock.isStepwise()) {
        step();
        break;
      } else if (settled && decodes.stepsToFinish() > 1) {
        coast(until);
      } else {
        step();
      }
    }
  }

  private void step() {
    lastEnd = endsAt;
    endIteration(lastEnd);
    begin(lastEnd);
    if (isIdle() && finished.isEmpty() && waiting.size() > 0) {
      begin(lastEnd); // what was evicted is alone now
    }
    clock.ended(1, lastEnd);
  }

  /**
   * Ends the iterations that come before the event being handled. None finishes a request, and the
   * promise stands, for that event is not after it.
   */
  void catchUp() {
    if (endsAt <= clock.now()) {
      catchUpTo(clock.horizon(index));
    }
  }

  private void catchUpTo(double horizon) {
    if (endsAt >= horizon) {
      return;
    }
    workOut(horizon);
    if (!finished.isEmpty()) {
      throw new IllegalStateException("replica " + index + " finished a request too early");
    }
    clock.promise(index, Math.max(endsAt, clock.promise(index)));
  }

  /** The replica stops; what it holds can be seen until it forgets. */
  void stop() {
    catchUp();
    endsAt = Double.POSITIVE_INFINITY;
    clock.promise(index, Double.POSITIVE_INFINITY);
  }

  /** Forgets everything: the replica starts again empty. */
  void lose() {
    for (int i = 0; i < outstanding(); i++) {
      lostTokens += attemptAt(i).generated();
    }
    waiting.clear();
    runningCount = 0;
    decodes.clear();
    allocated = 0;
    waitingTokens = 0;
    waitingBlocks = 0;
    stepInFlight = false;
    settled = false;
    admission.clear();
  }

  /** Answer tokens of requests still here. */
  long unfinishedTokens() {
    long tokens = 0;
    for (int i = 0; i < outstanding(); i++) {
      tokens += attemptAt(i).generated();
    }
    return tokens;
  }

  /** Blocks held by running requests, as of the last iteration that has ended. */
  int heldBlocks() {
    return allocated;
  }

  private void coast(double until) {
    coast.freeBlocks = config.blocks() - allocated;
    coast.endsAt = endsAt;
    decodes.coast(coast, times, slowness, until);
    if (coast.done == 0) {
      settled = false; // memory is short
      return;
    }
    endsAt = coast.endsAt;
    allocated = config.blocks() - coast.freeBlocks;
    iterations += coast.done;
    producedTokens += (long) coast.done * decodes.count();
    clock.ended(coast.done, coast.lastEnd);
  }

  private void begin(double now) {
    formBatch(now);
    if (stepInFlight || admission.chunks() > 0) {
      endsAt = now + slowness * seconds();
      iterations++;
    } else {
      endsAt = Double.POSITIVE_INFINITY;
    }
  }

  /** Works out until when no request can finish. */
  private void notePromise() {
    clock.promise(index, endsAt);
    int left = decodes.stepsToFinish() - 1;
    if (!settled || left <= 0 || clock.isStepwise()) {
      return;
    }
    int steps = decodes.stepsWithin(config.blocks() - allocated, Math.min(left, MOST_LAG));
    if (steps > 0) {
      // Times grow with the context, so none is shorter than the next.
      int count = decodes.count();
      double linear = times.linearMillis(count);
      double next = times.decodeSeconds(linear, count, decodes.cachedTokens() + count);
      clock.promise(index, Math.max(endsAt, (endsAt + steps * slowness * next) * ROUNDING));
    }
  }

  private void formBatch(double now) {
    long evictedBefore = evictions;
    admission.clear();
    if (config.rule() == BatchRule.PREFILL_FIRST) {
      admit(now);
      stepInFlight = admission.chunks() == 0 && decodes.count() > 0;
      if (stepInFlight) {
        sortByArrival();
        stepInFlight = growDecodes();
      }
    } else {
      stepInFlight = decodes.count() > 0 && growDecodes();
      admission.reserve(decodes.count());
      continuePrefill();
      admit(now);
    }
    settled = stepInFlight && runningCount == decodes.count() && evictions == evictedBefore;
  }

  private double seconds() {
    return times.seconds(
        admission.chunks(),
        admission.prefillTokens(),
        admission.twicePairs(),
        stepInFlight ? decodes.count() : 0,
        stepInFlight ? decodes.cachedTokens() : 0);
  }

  private void endIteration(double now) {
    if (stepInFlight) {
      decodes.step();
      producedTokens += decodes.count();
    }
    stepInFlight = false;
    for (int i = decodes.count(); i < runningCount; i++) {
      endChunk(running[i], now);
    }
    admission.clear();
    if (decodes.mayFinish()) {
      sweep();
    }
  }

  private void continuePrefill() {
    if (decodes.count() < runningCount) {
      Attempt partial = running[runningCount - 1];
      partial.chunk = admission.chunkFor(partial.target - partial.prefilled);
      if (partial.chunk > 0) {
        admission.add(partial.chunk, partial.prefilled);
      }
    }
  }

  private void admit(double now) {
    while (waiting.size() > 0 && runningCount < config.batchCap()) {
      Attempt head = waiting.get(0);
      int need = blocksFor(head.target);
      if (config.blocks() - allocated - need < config.watermarkBlocks()) {
        return;
      }
      int chunk = admission.chunkFor(head.target);
      if (chunk == 0) {
        return;
      }
      waiting.removeFirst();
      countWaiting(head, -1);
      allocated += need;
      head.chunk = chunk;
      admission.add(chunk, 0);
      running[runningCount++] = head;
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
    if (config.blocks() - allocated > need) {
      allocated += need;
    } else {
      growOneByOne();
    }
    decodes.grown();
    return decodes.count() > 0;
  }

  private void growOneByOne() {
    for (int i = 0; i < decodes.count(); i++) {
      while (allocated == config.blocks() && i < decodes.count()) {
        evict(running[runningCount - 1]);
      }
      if (i < decodes.count() && decodes.needsBlock(running[i])) {
        allocated++;
      }
    }
  }

  private void evict(Attempt attempt) {
    if (attempt.decoding) {
      leaveDecoding(attempt);
    } else {
      allocated -= blocksFor(attempt.target);
    }
    runningCount--;
    attempt.restart(fidelity);
    evictions++;
    waiting.addFirst(attempt);
    countWaiting(attempt, 1);
  }

  /** Frees the memory of a decoding request that does not own the block of its next token yet. */
  private void leaveDecoding(Attempt attempt) {
    allocated -= blocksFor(attempt.processed() - 1);
    decodes.remove(attempt);
  }

  private void endChunk(Attempt attempt, double now) {
    attempt.prefilled += attempt.chunk;
    attempt.chunk = 0;
    if (attempt.prefilled < attempt.target) {
      return;
    }
    decodes.add(attempt);
    finishSteps[decodes.count() - 1] = attempt.finishStep();
    producedTokens++;
    ledger.prefilled(attempt.entry, now);
  }

  /** Takes out the requests whose answers are complete, and notes which is next. */
  private void sweep() {
    int[] ends = finishSteps;
    int step = decodes.steps();
    int left = decodes.count();
    int next = Integer.MAX_VALUE;
    int i = 0;
    while (i < left) {
      if (ends[i] > step) {
        next = Math.min(next, ends[i++]);
      } else {
        finish(i);
        left--;
      }
    }
    decodes.nextFinish(next);
  }

  private void finish(int position) {
    Attempt attempt = running[position];
    System.arraycopy(
        finishSteps, position + 1, finishSteps, position, decodes.count() - position - 1);
    leaveDecoding(attempt);
    finished.add(attempt);
    runningCount--;
    System.arraycopy(running, position + 1, running, position, runningCount - position);
  }

  /** Restores the order of arrival among running requests, all of which decode. */
  private void sortByArrival() {
    for (int i = 1; i < runningCount; i++) {
      Attempt attempt = running[i];
      int j = i;
      while (j > 0 && running[j - 1].entry.id > attempt.entry.id) {
        running[j] = running[j - 1];
        finishSteps[j] = finishSteps[j - 1];
        j--;
      }
      running[j] = attempt;
      finishSteps[j] = attempt.finishStep();
    }
  }

  private void countWaiting(Attempt attempt, int sign) {
    waitingTokens += (long) sign * attempt.target;
    waitingBlocks += sign * blocksFor(attempt.target);
  }

  private int blocksFor(int tokens) {
    return (tokens + config.blockTokens() - 1) / config.blockTokens();
  }

  private Attempt attemptAt(int position) {
    return position < runningCount ? running[position] : waiting.get(position - runningCount);
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public int totalBlocks() {
    return config.blocks();
  }

  @Override
  public int allocatedBlocks() {
    catchUp();
    return allocated;
  }

  @Override
  public int blockTokens() {
    return config.blockTokens();
  }

  @Override
  public int waiting() {
    catchUp();
    return waiting.size();
  }

  @Override
  public int running() {
    catchUp();
    return runningCount;
  }

  @Override
  public long waitingTokens() {
    catchUp();
    return waitingTokens;
  }

  @Override
  public int waitingBlocks(double decodeShare) {
    catchUp();
    return (int) Math.ceil(waitingTokens * (1 + decodeShare) / config.blockTokens());
  }

  @Override
  public int committedBlocks() {
    catchUp();
    return allocated + decodes.blocksOwed() + waitingBlocks;
  }

  /** Requests here; the same whether the replica lags or not. */
  @Override
  public int outstanding() {
    return runningCount + waiting.size();
  }

  @Override
  public RequestProgress outstandingAt(int position) {
    catchUp();
    return attemptAt(position);
  }
}
