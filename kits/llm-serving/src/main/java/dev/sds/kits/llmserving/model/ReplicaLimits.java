package dev.sds.kits.llmserving.model;

/**
 * What bounds a replica's batches.
 *
 * @param blocks key-value cache blocks
 * @param watermarkBlocks of them, left free on admission
 * @param blockTokens tokens a block holds
 * @param batchCap requests that hold memory at once
 * @param chunkTokens longest prefill chunk
 */
public record ReplicaLimits(
    int blocks, int watermarkBlocks, int blockTokens, int batchCap, int chunkTokens) {

  public ReplicaLimits {
    if (blocks < 1 || blockTokens < 1 || batchCap < 1 || chunkTokens < 1 || watermarkBlocks < 0) {
      throw new IllegalArgumentException(
          "blocks %d, watermark %d, block tokens %d, batch cap %d, chunk tokens %d"
              .formatted(blocks, watermarkBlocks, blockTokens, batchCap, chunkTokens));
    }
  }

  /** Tokens of context the memory holds. */
  long cachedTokens() {
    return (long) blocks * blockTokens;
  }
}
