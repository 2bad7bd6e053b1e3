package dev.sds.kits.llmserving.simulator;

/** The prefill part of the batch being formed, and how much more of it the token budget allows. */
final class Admission {

  private final boolean wholePrompts;
  private final int budget;
  private int reserved;
  private int chunks;
  private int longest;
  private long prefillTokens;
  private long twicePairs;

  Admission(ReplicaConfig config) {
    this.wholePrompts = config.rule() == BatchRule.PREFILL_FIRST;
    this.budget = config.tokenBudget();
  }

  void clear() {
    reserved = 0;
    chunks = 0;
    longest = 0;
    prefillTokens = 0;
    twicePairs = 0;
  }

  /** Takes the tokens of the decodes off the budget. */
  void reserve(int decodes) {
    reserved = decodes;
  }

  /**
   * Tokens of a prefill that still fit into the batch, 0 if none. Whole prompts or nothing under
   * {@link BatchRule#PREFILL_FIRST}, where a prompt beyond the budget runs alone.
   */
  int chunkFor(int remaining) {
    if (wholePrompts) {
      long padded = (chunks + 1L) * Math.max(longest, remaining);
      return chunks == 0 || padded <= budget ? remaining : 0;
    }
    long left = budget - reserved - prefillTokens;
    return (int) Math.max(0, Math.min(remaining, left));
  }

  /**
   * Adds a chunk.
   *
   * @param tokens its length
   * @param cached tokens of the same request processed before
   */
  void add(int tokens, int cached) {
    chunks++;
    longest = Math.max(longest, tokens);
    prefillTokens += tokens;
    twicePairs += 2L * tokens * cached + (long) tokens * tokens;
  }

  int chunks() {
    return chunks;
  }

  long prefillTokens() {
    return prefillTokens;
  }

  long twicePairs() {
    return twicePairs;
  }
}
