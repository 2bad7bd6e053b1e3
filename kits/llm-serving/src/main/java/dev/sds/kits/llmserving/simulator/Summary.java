package dev.sds.kits.llmserving.simulator;

import java.util.Arrays;

/**
 * Mean and quantiles of a sample, in seconds; all NaN for an empty one. A quantile is interpolated
 * linearly between the two nearest ranks.
 */
public record Summary(double mean, double p50, double p90, double p99) {

  /** Summarises the sample, which is sorted in place. */
  static Summary of(double[] sample) {
    double sum = 0;
    for (double value : sample) {
      sum += value;
    }
    Arrays.sort(sample);
    return new Summary(
        sum / sample.length, quantile(sample, 0.5), quantile(sample, 0.9), quantile(sample, 0.99));
  }

  private static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double rank = share * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
