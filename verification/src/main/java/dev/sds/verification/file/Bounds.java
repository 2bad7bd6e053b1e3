package dev.sds.verification.file;

/**
 * How much a check may cost.
 *
 * @param seconds of wall time; a run that meets it may end elsewhere next time
 * @param states different ones; with one worker a run ends at the same one each time
 * @param memoryMiB the heap of the checker
 * @param diskMiB what the checker may write
 */
public record Bounds(int seconds, long states, int memoryMiB, long diskMiB, int workers) {

  public Bounds {
    if (seconds < 1 || states < 1 || memoryMiB < 32 || diskMiB < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "A check cannot run within %d s, %d states, %d MiB of memory, %d MiB of disk and %d workers."
              .formatted(seconds, states, memoryMiB, diskMiB, workers));
    }
  }

  /** What a laptop can spare while somebody waits. */
  public static Bounds usual() {
    return new Bounds(300, 10_000_000, 2_048, 10_240, 1);
  }
}
