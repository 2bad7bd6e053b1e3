package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.RequestProgress;

/** One dispatch of a request to a replica. All counts are tokens. */
final class Attempt implements RequestProgress {

  final Request request;
  final int number;

  /** Prompt and answer together. */
  final int total;

  private final Replica replica;

  /** What must be prefilled before the next answer token. */
  int target;

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

  Attempt(Request request, int number, int decodeTokens, Replica replica) {
    this.request = request;
    this.number = number;
    this.total = request.promptTokens() + decodeTokens;
    this.replica = replica;
    this.target = request.promptTokens();
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public int attempt() {
    return number;
  }

  @Override
  public int processedTokens() {
    return decoding ? offset + replica.steps() : prefilled;
  }

  @Override
  public int prefillTokens() {
    return target;
  }

  @Override
  public int restarts() {
    return restarts;
  }

  /** Answer tokens produced so far; they survive an eviction. */
  int generated() {
    return (decoding ? processedTokens() : target) - request.promptTokens();
  }

  /** Loses the memory: everything processed is prefilled again. */
  void restart(Fidelity fidelity) {
    if (decoding || fidelity == Fidelity.REFERENCE) {
      target = processedTokens();
    }
    decoding = false;
    prefilled = 0;
    chunk = 0;
    restarts++;
  }
}
