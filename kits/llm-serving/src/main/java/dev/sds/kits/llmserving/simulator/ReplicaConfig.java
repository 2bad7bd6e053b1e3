package dev.sds.kits.llmserving.simulator;

/**
 * One replica's memory and batching.
 *
 * @param blocks key-value cache blocks
 * @param blockTokens tokens a block holds
 * @param watermark share of the blocks that admission leaves free, so that running requests can
 *     grow
 * @param batchCap requests that may hold memory at once
 * @param rule how batches are formed
 * @param tokenBudget tokens of one batch at most
 */
public record ReplicaConfig(
    int blocks, int blockTokens, double watermark, int batchCap, BatchRule rule, int tokenBudget) {

  public ReplicaConfig {
    requirePositive(blocks, "blocks");
    requirePositive(blockTokens, "block tokens");
    requirePositive(batchCap, "batch cap");
    requirePositive(tokenBudget, "token budget");
    if (!(watermark >= 0 && watermark < 1)) {
      throw new IllegalArgumentException("watermark must be in [0, 1): " + watermark);
    }
  }

  /**
   * The setting of the request-routing experiment of Glia: blocks of 16 tokens, 1% watermark, 128
   * requests, chunks of 8,192 tokens.
   */
  public static ReplicaConfig chunkedPrefill(int blocks) {
    return new ReplicaConfig(blocks, 16, 0.01, 128, BatchRule.CHUNKED_PREFILL, 8192);
  }

  /** Blocks that admission leaves free. */
  public int watermarkBlocks() {
    return (int) (watermark * blocks);
  }

  /**
   * Largest request, prompt and answer together, that a replica can bring to its end, in tokens.
   */
  public long largestTokens() {
    return (long) (blocks - watermarkBlocks()) * blockTokens;
  }

  private static void requirePositive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
