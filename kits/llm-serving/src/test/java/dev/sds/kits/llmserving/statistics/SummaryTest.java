package dev.sds.kits.llmserving.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SummaryTest {

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void quantiles_areThoseOfTheSortedSample(int seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double[] sample = new double[random.nextInt(1, 1 + random.nextInt(1, 3000))];
    int distinct = random.nextInt(1, 5000);
    Arrays.setAll(sample, _ -> random.nextInt(distinct) / 8.0);
    if (seed % 5 == 0) {
      Arrays.sort(sample);
    }
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    assertThat(Summary.of(sample))
        .as("seed %d", seed)
        .isEqualTo(
            new Summary(
                Summary.mean(sample),
                quantile(sorted, 0.5),
                quantile(sorted, 0.9),
                quantile(sorted, 0.99)));
  }

  private static double quantile(double[] sorted, double share) {
    double rank = share * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}
