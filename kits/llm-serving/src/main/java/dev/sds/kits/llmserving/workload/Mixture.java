package dev.sds.kits.llmserving.workload;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A mixture of log-normal distributions over whole numbers of tokens: draws are rounded, raised to
 * 1, and drawn again where they exceed the maximum.
 *
 * @param components at least one
 * @param most largest value, in tokens
 */
public record Mixture(List<Component> components, int most) {

  private static final int MOST_DRAWS = 10_000;

  public Mixture {
    components = List.copyOf(components);
    if (components.isEmpty() || most < 1) {
      throw new IllegalArgumentException(
          "a mixture needs components and a positive maximum: " + components + ", " + most);
    }
  }

  /**
   * One log-normal distribution.
   *
   * @param weight its share, relative to those of the other components
   * @param mu mean of the logarithm of tokens
   * @param sigma standard deviation of the logarithm
   */
  public record Component(double weight, double mu, double sigma) {
    public Component {
      if (!(weight > 0) || !(sigma >= 0) || Double.isNaN(mu)) {
        throw new IllegalArgumentException(
            "weight %s, mu %s, sigma %s".formatted(weight, mu, sigma));
      }
    }
  }

  /** One length in tokens, from 1 to {@link #most}. */
  public int draw(RandomGenerator random) {
    for (int i = 0; i < MOST_DRAWS; i++) {
      double value = value(components.get(choose(random)), random);
      if (value <= most) {
        return (int) Math.max(1, value);
      }
    }
    return most;
  }

  /** One length of a component, from 1 to {@link #most}. */
  int draw(int component, RandomGenerator random) {
    for (int i = 0; i < MOST_DRAWS; i++) {
      double value = value(components.get(component), random);
      if (value <= most) {
        return (int) Math.max(1, value);
      }
    }
    return most;
  }

  private static double value(Component component, RandomGenerator random) {
    return Math.rint(Math.exp(component.mu + component.sigma * random.nextGaussian()));
  }

  /** The position of a component, by their shares. */
  int choose(RandomGenerator random) {
    double sum = 0;
    for (Component component : components) {
      sum += component.weight;
    }
    double left = random.nextDouble() * sum;
    for (int i = 0; i < components.size(); i++) {
      left -= components.get(i).weight;
      if (left < 0) {
        return i;
      }
    }
    return components.size() - 1;
  }
}
