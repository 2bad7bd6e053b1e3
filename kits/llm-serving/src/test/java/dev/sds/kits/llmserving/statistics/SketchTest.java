package dev.sds.kits.llmserving.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketchTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 5000, Sketch.EXACT - 1, Sketch.EXACT})
  void smallSamples_areSummarisedExactly(int size) {
    double[] sample = sample(size, 3);
    assertThat(sketch(sample).summary()).isEqualTo(Summary.of(sample));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void largeSamples_areOffByLittle(long seed) {
    double[] sample = sample(5 * Sketch.EXACT, seed);
    Summary exact = Summary.of(sample);
    Summary sketched = sketch(sample).summary();
    assertThat(sketched.mean()).isEqualTo(exact.mean());
    assertNear(sketched.p50(), exact.p50(), seed);
    assertNear(sketched.p90(), exact.p90(), seed);
    assertNear(sketched.p99(), exact.p99(), seed);
  }

  @Test
  void equalValues_areTheirOwnQuantiles() {
    double[] sample = new double[2 * Sketch.EXACT];
    Arrays.fill(sample, 1.7);
    assertThat(sketch(sample).summary().p99()).isEqualTo(1.7);
    assertThat(sketch(sample).summary().p50()).isEqualTo(1.7);
  }

  @Test
  void extremes_fallIntoTheOuterBuckets() {
    double[] sample = new double[2 * Sketch.EXACT];
    Arrays.fill(sample, 0, Sketch.EXACT + 9000, 0);
    Arrays.fill(sample, Sketch.EXACT + 9000, sample.length, 1e12);
    Summary summary = sketch(sample).summary();
    assertThat(summary.p50()).isCloseTo(0, within(1e-9));
    assertThat(summary.p99()).isGreaterThan(1e10);
  }

  @Test
  void noValues_haveNoMean() {
    assertThat(new Sketch().summary()).isEqualTo(Summary.of(new double[0]));
  }

  @Test
  void negativeValue_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sketch().record(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sketch().record(Double.NaN));
  }

  private static void assertNear(double sketched, double exact, long seed) {
    assertThat(sketched).as("seed %d", seed).isCloseTo(exact, within(0.002 * exact));
  }

  private static Sketch sketch(double[] sample) {
    var sketch = new Sketch();
    for (double value : sample) {
      sketch.record(value);
    }
    return sketch;
  }

  private static double[] sample(int size, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double[] sample = new double[size];
    Arrays.setAll(sample, _ -> Math.exp(2 * random.nextGaussian()));
    return sample;
  }
}
