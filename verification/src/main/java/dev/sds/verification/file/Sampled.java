package dev.sds.verification.file;

import dev.sds.verification.child.walk.Sample;
import java.util.Locale;

/**
 * Random behaviours that were followed.
 *
 * @param sample what was asked for
 * @param behaviours how many were followed
 * @param visited states on them, repetitions counted
 * @param examined the states computed and the steps taken
 */
public record Sampled(Sample sample, long behaviours, long visited, Examined examined) {

  /** In words, without a period. */
  public String words() {
    String of = behaviours == sample.behaviours() ? "" : " of " + count(sample.behaviours());
    return "%s random behaviours of at most %s states (seed %d): %s different states, %s visited"
        .formatted(
            count(behaviours) + of,
            count(sample.depth()),
            sample.seed(),
            count(examined.distinct()),
            count(visited));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
