package dev.sds.kits.llmserving.workload;

import java.util.random.RandomGenerator;

/** When requests arrive: independent gaps of a given mean. */
public sealed interface Arrivals {

  /** Requests a second in the long run. */
  double rate();

  /** The next gap in seconds. */
  double gap(RandomGenerator random);

  /** Memoryless arrivals. */
  record Poisson(double rate) implements Arrivals {
    public Poisson {
      requireRate(rate);
    }

    @Override
    public double gap(RandomGenerator random) {
      return random.nextExponential() / rate;
    }
  }

  /**
   * Gamma-distributed gaps: burstier than Poisson above a variation of 1, more even below it.
   *
   * @param variation standard deviation of a gap over its mean
   */
  record Gamma(double rate, double variation) implements Arrivals {
    public Gamma {
      requireRate(rate);
      if (!(variation > 0) || Double.isInfinite(variation)) {
        throw new IllegalArgumentException("variation must be positive: " + variation);
      }
    }

    @Override
    public double gap(RandomGenerator random) {
      double shape = 1 / (variation * variation);
      return standardGamma(random, shape) / (shape * rate);
    }

    /**
     * Marsaglia and Tsang's rejection method (ACM TOMS 2000), with their boost for shapes below 1.
     */
    private static double standardGamma(RandomGenerator random, double shape) {
      double boosted = shape < 1 ? shape + 1 : shape;
      double d = boosted - 1.0 / 3;
      double c = 1 / Math.sqrt(9 * d);
      while (true) {
        double x = random.nextGaussian();
        double v = Math.pow(1 + c * x, 3);
        double u = 1 - random.nextDouble();
        if (v > 0 && Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
          double boost = shape < 1 ? Math.pow(1 - random.nextDouble(), 1 / shape) : 1;
          return d * v * boost;
        }
      }
    }
  }

  /**
   * Log-normal gaps: bursts and long pauses. A sigma of 2 is that of Glia's experiment.
   *
   * @param sigma standard deviation of the logarithm of a gap
   */
  record LogNormalGaps(double rate, double sigma) implements Arrivals {
    public LogNormalGaps {
      requireRate(rate);
      if (!(sigma >= 0) || Double.isInfinite(sigma)) {
        throw new IllegalArgumentException("sigma must not be negative: " + sigma);
      }
    }

    @Override
    public double gap(RandomGenerator random) {
      return Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2) / rate;
    }
  }

  private static void requireRate(double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("rate must be positive: " + rate);
    }
  }
}
