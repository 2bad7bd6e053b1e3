package dev.sds.verification;

/**
 * How much one check may cost.
 *
 * @param seconds a backstop; a run that meets it is not reproducible
 * @param heapMiB of the child JVM
 * @param maxStates different states examined; a run that meets it ends at the same place each time
 */
public record Limits(int seconds, int heapMiB, long maxStates) {

  public Limits {
    if (seconds < 1 || heapMiB < 32 || maxStates < 1) {
      throw new IllegalArgumentException(
          "A check cannot run within %d s, %d MiB and %d states."
              .formatted(seconds, heapMiB, maxStates));
    }
  }

  /** For a design's protocol at its first, small instances. */
  public static Limits quick() {
    return new Limits(180, 512, 200_000);
  }
}
