package dev.sds.verification.file;

import dev.sds.verification.child.walk.Sample;

/**
 * How much a check may cost.
 *
 * @param seconds of wall time; a run that meets it may end elsewhere next time
 * @param states different ones; with one worker a run ends at the same one each time
 * @param memoryMiB the heap of the checker
 * @param diskMiB what the checker may write
 * @param sample random behaviours to follow instead of examining every state
 */
public record Bounds(
    int seconds, long states, int memoryMiB, long diskMiB, int workers, Sample sample) {

  private static final int MORE_SECONDS = 30;

  public Bounds {
    if (seconds < 1 || states < 1 || memoryMiB < 32 || diskMiB < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "A check cannot run within %d s, %d states, %d MiB of memory, %d MiB of disk and %d workers."
              .formatted(seconds, states, memoryMiB, diskMiB, workers));
    }
  }

  /** For an examination of every state. */
  public Bounds(int seconds, long states, int memoryMiB, long diskMiB, int workers) {
    this(seconds, states, memoryMiB, diskMiB, workers, Sample.NONE);
  }

  /** The same, for random behaviours alone. */
  public Bounds sampling(Sample of) {
    return new Bounds(seconds, states, memoryMiB, diskMiB, workers, of);
  }

  /** What may still be spent on random behaviours after a limit ended the rest. */
  Bounds beyond(Sample of) {
    return new Bounds(
        Math.min(seconds, MORE_SECONDS), Integer.MAX_VALUE, memoryMiB, diskMiB, workers, of);
  }

  /** What a laptop can spare while somebody waits. */
  public static Bounds usual() {
    return new Bounds(300, 10_000_000, 2_048, 10_240, 1);
  }
}
