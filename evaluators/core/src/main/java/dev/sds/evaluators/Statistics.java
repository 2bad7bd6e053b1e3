package dev.sds.evaluators;

import dev.sds.artifacts.Interval;
import dev.sds.artifacts.Ratio;
import dev.sds.spec.Check;
import dev.sds.spec.Workload;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Small-sample statistics of simulation runs. */
public final class Statistics {

  // Student's t quantiles by degrees of freedom 1..30, from the standard tables.
  private static final double[] T_95 = {
    6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812, 1.796, 1.782, 1.771,
    1.761, 1.753, 1.746, 1.740, 1.734, 1.729, 1.725, 1.721, 1.717, 1.714, 1.711, 1.708, 1.706,
    1.703, 1.701, 1.699, 1.697
  };
  private static final double[] T_975 = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042
  };

  private Statistics() {}

  public static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /** The standard error of the mean; infinite for fewer than two values. */
  public static double standardError(double[] values) {
    int n = values.length;
    if (n < 2) {
      return Double.POSITIVE_INFINITY;
    }
    double mean = mean(values);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (n - 1) / n);
  }

  /** The upper end of the one-sided 95% interval of the mean (Student's t). */
  public static double upperBound95(double[] values) {
    return mean(values) + quantile(T_95, 1.645, values.length) * standardError(values);
  }

  /** The lower end of the one-sided 95% interval of the mean (Student's t). */
  public static double lowerBound95(double[] values) {
    return mean(values) - quantile(T_95, 1.645, values.length) * standardError(values);
  }

  /**
   * What a bound is compared with: the end of the one-sided 95% interval of the mean that speaks
   * most against it, or the one figure of a replayed trace, since nothing of it is drawn.
   *
   * @param values one a seed of the workload
   */
  public static double worst(Check.Bound bound, Workload workload, double[] values) {
    if (workload.replays() && values.length == 1) {
      return values[0];
    }
    return bound.comparison() == Check.Comparison.AT_MOST
        ? upperBound95(values)
        : lowerBound95(values);
  }

  /**
   * The geometric mean of paired ratios with its two-sided 95% interval (Student's t on the
   * logarithms).
   *
   * @param subject one value a seed, positive
   * @param reference the same seeds in the same order
   */
  public static Ratio pairedRatio(double[] subject, double[] reference) {
    if (subject.length != reference.length || subject.length == 0) {
      throw new IllegalArgumentException(
          "Cannot pair " + subject.length + " values with " + reference.length + ".");
    }
    double[] logs =
        IntStream.range(0, subject.length)
            .mapToDouble(i -> Math.log(subject[i] / reference[i]))
            .toArray();
    double mean = mean(logs);
    double reach =
        logs.length < 2
            ? Double.POSITIVE_INFINITY
            : quantile(T_975, 1.960, logs.length) * standardError(logs);
    return new Ratio(
        Math.exp(mean), new Interval(Math.exp(mean - reach), Math.exp(mean + reach)), logs.length);
  }

  /**
   * The geometric mean of some positive values over that of others, which are not paired with them,
   * with its two-sided 95% interval on the logarithms.
   *
   * <p>B. L. Welch, The generalization of Student's problem when several different population
   * variances are involved, Biometrika 34, 1947.
   */
  public static Ratio ratioOfMeans(double[] subject, double[] reference) {
    if (subject.length == 0 || reference.length == 0) {
      throw new IllegalArgumentException(
          "Cannot compare " + subject.length + " values with " + reference.length + ".");
    }
    double[] logs = Arrays.stream(subject).map(Math::log).toArray();
    double[] others = Arrays.stream(reference).map(Math::log).toArray();
    double mean = mean(logs) - mean(others);
    double a = Math.pow(standardError(logs), 2);
    double b = Math.pow(standardError(others), 2);
    double freedom =
        a + b == 0
            ? logs.length + others.length - 2
            : (a + b) * (a + b) / (a * a / (logs.length - 1) + b * b / (others.length - 1));
    boolean known = logs.length > 1 && others.length > 1;
    double reach =
        known
            ? quantile(T_975, 1.960, (int) freedom + 1) * Math.sqrt(a + b)
            : Double.POSITIVE_INFINITY;
    return new Ratio(
        Math.exp(mean),
        new Interval(Math.exp(mean - reach), Math.exp(mean + reach)),
        Math.min(logs.length, others.length));
  }

  /**
   * Kendall's rank correlation tau-a of two scores of the same things; NaN for fewer than two.
   *
   * <p>M. G. Kendall, A New Measure of Rank Correlation, Biometrika 30, 1938.
   */
  public static double kendallTau(double[] x, double[] y) {
    int n = x.length;
    int agreement = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        agreement += (int) (Math.signum(x[i] - x[j]) * Math.signum(y[i] - y[j]));
      }
    }
    return n < 2 ? Double.NaN : agreement / (n * (n - 1) / 2.0);
  }

  private static double quantile(double[] table, double limit, int count) {
    int freedom = count - 1;
    return freedom < 1 || freedom > table.length ? limit : table[freedom - 1];
  }
}
