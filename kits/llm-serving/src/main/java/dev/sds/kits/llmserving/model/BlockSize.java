package dev.sds.kits.llmserving.model;

/**
 * Counts tokens in blocks of memory, without a division where a block holds a power of two.
 *
 * @param tokens that a block holds, at least 1
 */
public record BlockSize(int tokens) {

  public BlockSize {
    if (tokens < 1) {
      throw new IllegalArgumentException("a block must hold a token: " + tokens);
    }
  }

  /** Blocks that hold so many tokens, 0 or more of them. */
  public int blocks(int held) {
    int raised = held + tokens - 1;
    return isPowerOfTwo() ? raised >> Integer.numberOfTrailingZeros(tokens) : raised / tokens;
  }

  /** An offset, which may be negative, modulo the tokens of a block. */
  public int remainder(int offset) {
    return isPowerOfTwo() ? offset & (tokens - 1) : Math.floorMod(offset, tokens);
  }

  private boolean isPowerOfTwo() {
    return (tokens & (tokens - 1)) == 0;
  }
}
