package dev.sds.agents.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.agents.tuning.Sampling.Point;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Catalogue.NamedParameter;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.Parameter.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ways to choose values, on a function whose least value is known. */
class SamplingTest {

  private static final int SEEDS = 20;
  private static final int POINTS = 100;

  private static Point start(String design, int parameters) {
    List<NamedParameter> named =
        IntStream.range(0, parameters)
            .mapToObj(i -> new NamedParameter("p" + i, parameter("p" + i)))
            .toList();
    return Point.of(new Decisions(new TreeMap<>(Map.of("kind", design))), named, Map.of());
  }

  private static Parameter parameter(String name) {
    return new Parameter(name, 1, 100, 10, Scale.LOGARITHMIC, "");
  }

  /** A bowl whose bottom is elsewhere in every dimension; one design is worse by a step. */
  private static double value(Point point) {
    double sum = point.design().value("kind").orElseThrow().equals("poor") ? 0.3 : 0;
    for (int i = 0; i < point.positions().size(); i++) {
      double off = point.positions().get(i) - (0.15 + 0.17 * i);
      sum += off * off;
    }
    return sum;
  }

  private static double best(Sampling sampling, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var points = new ArrayList<>(List.of(start("poor", 3), start("good", 4), start("plain", 0)));
    while (points.size() < POINTS) {
      points.sort(Comparator.comparingDouble(SamplingTest::value));
      Point next = sampling.next(List.copyOf(points), random);
      assertThat(next.positions()).isNotEmpty().allMatch(p -> p >= 0 && p <= 1);
      points.add(next);
    }
    return points.stream()
        .filter(p -> !p.positions().isEmpty())
        .mapToDouble(SamplingTest::value)
        .min()
        .orElseThrow();
  }

  private static int wins(java.util.function.Supplier<Sampling> subject) {
    int wins = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      wins += best(subject.get(), seed) < best(new Anywhere(), seed) ? 1 : 0;
    }
    return wins;
  }

  @Test
  void theEvolutionStrategy_beatsChance() {
    assertThat(wins(Around::new)).isGreaterThanOrEqualTo(15);
  }

  @Test
  void theParzenEstimator_beatsChance() {
    assertThat(wins(Parzen::new)).isGreaterThanOrEqualTo(15);
  }

  @Test
  void aPoint_keepsTheValuesItWasMadeOf() {
    Point point =
        Point.of(Decisions.NONE, start("any", 2).parameters(), Map.of("p0", 3.0, "p1", 77.0));
    assertThat(point.values()).containsEntry("p0", 3.0).containsEntry("p1", 77.0);
  }
}
