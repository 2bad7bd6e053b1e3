package dev.sds.kits.llmserving.statistics;

import java.util.Arrays;

/**
 * Mean and quantiles of a sample, in seconds; all NaN for an empty one. A quantile is interpolated
 * linearly between the two nearest ranks.
 */
public record Summary(double mean, double p50, double p90, double p99) {

  /** Summarises a sample. */
  public static Summary of(double[] sample) {
    var selection = new Selection(sample.clone());
    return new Summary(
        mean(sample), selection.quantile(0.5), selection.quantile(0.9), selection.quantile(0.99));
  }

  /** The mean, added up in the order of the sample; NaN if it is empty. */
  public static double mean(double[] sample) {
    double sum = 0;
    for (double value : sample) {
      sum += value;
    }
    return sum / sample.length;
  }

  /**
   * Ranks of a sample, asked for in ascending order: sorts no more of it than they need (Hoare's
   * FIND, CACM 1961).
   */
  private static final class Selection {
    private final double[] values;

    /** All before it stand in their ranks or below. */
    private int from;

    Selection(double[] values) {
      this.values = values;
    }

    double quantile(double share) {
      if (values.length == 0) {
        return Double.NaN;
      }
      double rank = share * (values.length - 1);
      int below = (int) rank;
      double lower = ranked(below);
      double upper = ranked(Math.min(below + 1, values.length - 1));
      return lower + (rank - below) * (upper - lower);
    }

    private double ranked(int rank) {
      int left = from;
      int right = values.length - 1;
      while (right - left > 32) {
        double pivot = medianOfThree(values[left], values[(left + right) >>> 1], values[right]);
        int i = left;
        int j = right;
        while (i <= j) {
          while (values[i] < pivot) {
            i++;
          }
          while (values[j] > pivot) {
            j--;
          }
          if (i <= j) {
            double swapped = values[i];
            values[i++] = values[j];
            values[j--] = swapped;
          }
        }
        if (rank <= j) {
          right = j;
        } else if (rank >= i) {
          left = i;
        } else {
          from = rank;
          return values[rank];
        }
      }
      Arrays.sort(values, left, right + 1);
      from = rank;
      return values[rank];
    }

    private static double medianOfThree(double a, double b, double c) {
      return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
  }
}
