package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.RequestProgress;

/** One dispatch of a request to a replica. All counts are tokens. */
final class Attempt implements RequestProgress {

  final Ledger.Entry entry;
  final int number;

  /** Prompt and answer together. */
  final int total;

  private final Replica replica;

  /** What must be prefilled before the next answer token. */
  int target;

  /** Blocks that the target takes. */
  int targetBlocks;

  /** Prefilled so far, while prefilling. */
  int prefilled;

  /** Tokens prefilled by the iteration in flight. */
  int chunk;

  /**
   * While decoding: processed tokens less the replica's decode steps, which does not change from
   * step to step.
   */
  int offset;

  /** Whether the prefill is done and the request decodes. */
  boolean decoding;

  int restarts;

  /** Where it stands among the running requests of the replica. */
  int place;

  Attempt(Ledger.Entry entry, int number, Replica replica) {
    this.entry = entry;
    this.number = number;
    this.total = entry.promptTokens + entry.decodeTokens;
    this.replica = replica;
    setTarget(entry.promptTokens);
  }

  @Override
  public Request request() {
    return entry;
  }

  @Override
  public int attempt() {
    return number;
  }

  @Override
  public int processedTokens() {
    replica.catchUp();
    return processed();
  }

  @Override
  public int prefillTokens() {
    replica.catchUp();
    return target;
  }

  @Override
  public int restarts() {
    replica.catchUp();
    return restarts;
  }

  /** Tokens processed as of the last iteration that the replica has ended. */
  int processed() {
    return decoding ? offset + replica.engine().steps() : prefilled;
  }

  /** The decode step with which the answer is complete. */
  int finishStep() {
    return total - offset;
  }

  /** Answer tokens produced so far; they survive an eviction. */
  int generated() {
    return (decoding ? processed() : target) - entry.promptTokens;
  }

  private void setTarget(int tokens) {
    target = tokens;
    targetBlocks = replica.engine().blockSize().blocks(tokens);
  }

  /** Loses the memory: everything processed is prefilled again. */
  void restart(Fidelity fidelity) {
    if (decoding || fidelity == Fidelity.REFERENCE) {
      setTarget(processed());
    }
    decoding = false;
    prefilled = 0;
    chunk = 0;
    restarts++;
  }
}
