package dev.sds.kits.llmserving.statistics;

import java.util.Arrays;

/**
 * Summarises a sample of any size in bounded memory. The mean is that of all values. Quantiles are
 * exact up to {@link #EXACT} values; beyond, values are counted in buckets a 256th of a power of
 * two wide, as in HdrHistogram, and a quantile is off by at most 0.2% of itself, or 1 ns.
 */
public final class Sketch {

  /** Values of which quantiles are exact. */
  public static final int EXACT = 1 << 16;

  private static final int SUB_BITS = 8;
  private static final int SHIFT = 52 - SUB_BITS;

  /** Buckets begin at 2^-30 and end at 2^34, some 500 years. */
  private static final long FIRST = (long) (1023 - 30) << SUB_BITS;

  private static final int BUCKETS = 64 << SUB_BITS;

  private double[] values = new double[256];
  private long[] counts = {};
  private long count;
  private double sum;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  /** Adds a value, not negative. */
  public void record(double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException("a value must not be negative: " + value);
    }
    if (count < EXACT) {
      keep(value);
    } else {
      counts[bucket(value)]++;
    }
    if (value < least) {
      least = value;
    }
    if (value > most) {
      most = value;
    }
    count++;
    sum += value;
  }

  /** Number of values. */
  public long count() {
    return count;
  }

  /** Mean of the values, added up in their order; NaN if there is none. */
  public double mean() {
    return sum / count;
  }

  /** Mean and quantiles so far. */
  public Summary summary() {
    if (count <= EXACT) {
      return Summary.of(Arrays.copyOf(values, (int) count));
    }
    return new Summary(mean(), quantile(0.5), quantile(0.9), quantile(0.99));
  }

  private void keep(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    values[(int) count] = value;
    if (count == EXACT - 1) {
      counts = new long[BUCKETS];
      for (double kept : values) {
        counts[bucket(kept)]++;
      }
    }
  }

  private double quantile(double share) {
    double rank = share * (count - 1);
    long below = (long) rank;
    double lower = at(below);
    double upper = at(Math.min(below + 1, count - 1));
    return lower + (rank - below) * (upper - lower);
  }

  /** The middle of the bucket that holds the value of a rank. */
  private double at(long rank) {
    long before = 0;
    int bucket = 0;
    while (before + counts[bucket] <= rank) {
      before += counts[bucket++];
    }
    double from = bucket == 0 ? 0 : Double.longBitsToDouble((bucket + FIRST) << SHIFT);
    double to = Double.longBitsToDouble((bucket + 1 + FIRST) << SHIFT);
    return Math.clamp((from + to) / 2, least, most);
  }

  private static int bucket(double value) {
    long bucket = (Double.doubleToRawLongBits(value) >>> SHIFT) - FIRST;
    return (int) Math.max(0, Math.min(bucket, BUCKETS - 1));
  }
}
