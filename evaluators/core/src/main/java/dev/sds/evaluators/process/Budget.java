package dev.sds.evaluators.process;

/**
 * What candidate code may use in one run, in units that are the same on every machine.
 *
 * @param steps about one for each instruction of candidate code, and more for library calls by size
 * @param bytes allocated in all, whether still in use or not
 * @param depth nested calls; a call with many local variables counts more than once
 */
public record Budget(long steps, long bytes, int depth) {

  /** Enough for any honest small run, and used up within seconds by a loop. */
  public static final Budget STANDARD = new Budget(1_000_000_000L, 256L << 20, 1_000);

  public Budget {
    if (steps < 1 || bytes < 1 || depth < 1) {
      throw new IllegalArgumentException(
          "A budget of %d steps, %d bytes and depth %d allows nothing"
              .formatted(steps, bytes, depth));
    }
  }
}
