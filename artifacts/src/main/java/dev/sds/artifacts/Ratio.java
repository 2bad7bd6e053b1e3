package dev.sds.artifacts;

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
}
