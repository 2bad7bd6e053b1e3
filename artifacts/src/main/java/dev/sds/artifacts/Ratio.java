package dev.sds.artifacts;

import java.util.Locale;

/**
 * A geometric mean of paired ratios.
 *
 * @param mean below 1 where the subject is smaller than what it is compared with
 * @param interval two-sided, 95%
 * @param pairs how many seeds were paired
 */
public record Ratio(double mean, Interval interval, int pairs) {

  /** Whether the whole interval is on one side of 1. */
  public boolean clear() {
    return !interval.contains(1);
  }

  /** Such as {@code x0.803 [0.740, 0.871]}; one pair has no interval. */
  public String words() {
    return pairs < 2
        ? String.format(Locale.ROOT, "x%.3f", mean)
        : String.format(Locale.ROOT, "x%.3f [%.3f, %.3f]", mean, interval.low(), interval.high());
  }

  /**
   * {@link #words} with what they rest on, such as {@code x0.803 [0.740, 0.871] over 8 seeds}.
   *
   * @param runs what was paired, in the plural
   */
  public String over(String runs) {
    return words()
        + (pairs < 2 ? " on one run, so without an interval" : " over " + pairs + " " + runs);
  }
}
