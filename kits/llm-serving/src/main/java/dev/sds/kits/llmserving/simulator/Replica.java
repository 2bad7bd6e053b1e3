package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.RequestProgress;
import dev.sds.kits.llmserving.model.IterationTimes;
import java.util.List;

/**
 * One replica: memory, waiting queue, running batch.
 *
 * <p>The running requests stand in the order of admission, decoding ones first.
 */
final class Replica implements ReplicaView {

  private final int index;
  private final ReplicaConfig config;
  private final Fidelity fidelity;
  private final Admission admission;

  private final Attempt[] running;
  private int runningCount;
  private final DecodeGroup decodes;
  private final AttemptQueue waiting = new AttemptQueue();

  private int allocated;
  private long waitingTokens;
  private int waitingBlocks;

  private boolean stepInFlight;
  private long evictions;
  private long producedTokens;
  private long lostTokens;

  Replica(int index, ReplicaConfig config, Fidelity fidelity) {
    this.index = index;
    this.config = config;
    this.fidelity = fidelity;
    this.admission = new Admission(config);
    this.running = new Attempt[config.batchCap()];
    this.decodes = new DecodeGroup(config.blockTokens());
  }

  int steps() {
    return decodes.steps();
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

  void enqueue(Attempt attempt) {
    waiting.addLast(attempt);
    countWaiting(attempt, 1);
  }

  /**
   * Forms the next batch.
   *
   * @return what it holds; empty if there is nothing to run
   */
  Admission formBatch(RunLedger ledger, double now) {
    admission.clear();
    if (config.rule() == BatchRule.PREFILL_FIRST) {
      admit(ledger, now);
      stepInFlight = admission.chunks() == 0 && decodes.count() > 0;
      if (stepInFlight) {
        sortByArrival();
        stepInFlight = growDecodes();
      }
    } else {
      stepInFlight = decodes.count() > 0 && growDecodes();
      admission.reserve(decodes.count());
      continuePrefill();
      admit(ledger, now);
    }
    return admission;
  }

  /** Seconds the batch just formed will take. */
  double seconds(IterationTimes times) {
    return times.seconds(
        admission.chunks(),
        admission.prefillTokens(),
        admission.twicePairs(),
        stepInFlight ? decodes.count() : 0,
        stepInFlight ? decodes.cachedTokens() : 0);
  }

  boolean hasBatch() {
    return stepInFlight || admission.chunks() > 0;
  }

  /**
   * Ends the iteration in flight, frees the memory of requests that are done and adds them to
   * {@code finished} in batch order.
   */
  void endIteration(RunLedger ledger, double now, List<Attempt> finished) {
    if (stepInFlight) {
      decodes.step();
      producedTokens += decodes.count();
    }
    stepInFlight = false;
    for (int i = decodes.count(); i < runningCount; i++) {
      endChunk(running[i], ledger, now);
    }
    admission.clear();
    if (decodes.mayFinish()) {
      sweep(finished);
    }
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

  private void continuePrefill() {
    if (decodes.count() < runningCount) {
      Attempt partial = running[runningCount - 1];
      partial.chunk = admission.chunkFor(partial.target - partial.prefilled);
      if (partial.chunk > 0) {
        admission.add(partial.chunk, partial.prefilled);
      }
    }
  }

  private void admit(RunLedger ledger, double now) {
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
      ledger.scheduled(head.request.id(), now);
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
    allocated -= blocksFor(attempt.processedTokens() - 1);
    decodes.remove(attempt);
  }

  private void endChunk(Attempt attempt, RunLedger ledger, double now) {
    attempt.prefilled += attempt.chunk;
    attempt.chunk = 0;
    if (attempt.prefilled < attempt.target) {
      return;
    }
    decodes.add(attempt);
    producedTokens++;
    ledger.prefilled(attempt.request.id(), now);
  }

  private void sweep(List<Attempt> finished) {
    int kept = 0;
    int decoding = decodes.count();
    decodes.forgetNextFinish();
    for (int i = 0; i < runningCount; i++) {
      Attempt attempt = running[i];
      if (i < decoding && attempt.processedTokens() >= attempt.total) {
        leaveDecoding(attempt);
        finished.add(attempt);
        continue;
      }
      if (i < decoding) {
        decodes.noteFinish(attempt);
      }
      running[kept++] = attempt;
    }
    runningCount = kept;
  }

  /** Restores the order of arrival among running requests, all of which decode. */
  private void sortByArrival() {
    for (int i = 1; i < runningCount; i++) {
      Attempt attempt = running[i];
      int j = i;
      while (j > 0 && running[j - 1].request.id() > attempt.request.id()) {
        running[j] = running[j - 1];
        j--;
      }
      running[j] = attempt;
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
    return allocated;
  }

  @Override
  public int blockTokens() {
    return config.blockTokens();
  }

  @Override
  public int waiting() {
    return waiting.size();
  }

  @Override
  public int running() {
    return runningCount;
  }

  @Override
  public long waitingTokens() {
    return waitingTokens;
  }

  @Override
  public int waitingBlocks(double decodeShare) {
    return (int) Math.ceil(waitingTokens * (1 + decodeShare) / config.blockTokens());
  }

  @Override
  public int committedBlocks() {
    return allocated + decodes.blocksOwed() + waitingBlocks;
  }

  @Override
  public int outstanding() {
    return runningCount + waiting.size();
  }

  @Override
  public RequestProgress outstandingAt(int position) {
    return attemptAt(position);
  }
}
