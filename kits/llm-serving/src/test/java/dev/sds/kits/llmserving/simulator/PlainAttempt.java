package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.RequestProgress;

/** One dispatch of a request in {@link PlainSimulation}. All counts are tokens. */
final class PlainAttempt implements RequestProgress {

  final Ledger.Entry entry;
  private final int number;
  final int total;

  /** What must be prefilled before the next answer token. */
  int prefill;

  int processed;

  /** Prefilled by the iteration in flight; 0 if it decodes or waits. */
  int chunk;

  /** Blocks held. */
  int blocks;

  int restarts;

  PlainAttempt(Ledger.Entry entry, int number) {
    this.entry = entry;
    this.number = number;
    this.prefill = entry.promptTokens;
    this.total = entry.promptTokens + entry.decodeTokens;
  }

  boolean decodes() {
    return processed > prefill;
  }

  int generated() {
    return Math.max(prefill, processed) - entry.promptTokens;
  }

  void restart(Fidelity fidelity) {
    if (decodes() || fidelity == Fidelity.REFERENCE) {
      prefill = processed;
    }
    processed = 0;
    chunk = 0;
    blocks = 0;
    restarts++;
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
    return processed;
  }

  @Override
  public int prefillTokens() {
    return prefill;
  }

  @Override
  public int restarts() {
    return restarts;
  }
}
