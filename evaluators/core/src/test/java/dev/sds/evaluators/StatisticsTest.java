package dev.sds.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sds.artifacts.Ratio;
import dev.sds.spec.Check;
import dev.sds.spec.Dimension;
import dev.sds.spec.Quantity;
import dev.sds.spec.Span;
import dev.sds.spec.Workload;
import dev.sds.spec.Workload.Recording;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  /** Mean 3, standard deviation sqrt(2.5), t(4, 95%) = 2.132. */
  private static final Span NOWHERE = new Span(0, 0);

  @Test
  void oneSidedBounds_areStudents() {
    double[] values = {1, 2, 3, 4, 5};
    double reach = 2.132 * Math.sqrt(2.5 / 5);

    assertThat(Statistics.upperBound95(values)).isEqualTo(3 + reach, within(1e-9));
    assertThat(Statistics.lowerBound95(values)).isEqualTo(3 - reach, within(1e-9));
  }

  @Test
  void oneValue_boundsNothing() {
    assertThat(Statistics.upperBound95(new double[] {7})).isInfinite();
    assertThat(Statistics.lowerBound95(new double[] {7})).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aRecordedRun_isJudgedByItsOneFigure_aDrawnOneByAnInterval() {
    var bound = new Check.Bound("t", Check.Comparison.AT_MOST, Quantity.of(8, Dimension.TIME));
    var recorded =
        new Workload(
            "r", Workload.Role.TRAIN, null, null, Recording.of("t.csv"), 0, List.of(1L), NOWHERE);
    var drawn =
        new Workload("d", Workload.Role.TRAIN, "short", null, null, 9, List.of(1L), NOWHERE);

    assertThat(Statistics.worst(bound, recorded, new double[] {7})).isEqualTo(7);
    assertThat(Statistics.worst(bound, drawn, new double[] {7})).isInfinite();
    assertThat(Statistics.worst(bound, drawn, new double[] {7, 8})).isGreaterThan(8);
  }

  @Test
  void aBound_coversTheMean_inNineteenOfTwentySamples() {
    var random = new Random(1);
    int covered = 0;
    for (int i = 0; i < 4000; i++) {
      double[] sample = DoubleStream.generate(random::nextGaussian).limit(8).toArray();
      covered += Statistics.upperBound95(sample) >= 0 ? 1 : 0;
    }
    assertThat(covered / 4000.0).as("seed 1").isEqualTo(0.95, within(0.01));
  }

  /** Logarithms of 1/2, 1 and 2: mean 0, standard error ln 2 / sqrt 3, t(2, 97.5%) = 4.303. */
  @Test
  void pairedRatio_isGeometric() {
    Ratio ratio = Statistics.pairedRatio(new double[] {1, 2, 4}, new double[] {2, 2, 2});
    double reach = 4.303 * Math.log(2) / Math.sqrt(3);

    assertThat(ratio.mean()).isEqualTo(1, within(1e-12));
    assertThat(ratio.interval().low()).isEqualTo(Math.exp(-reach), within(1e-9));
    assertThat(ratio.interval().high()).isEqualTo(Math.exp(reach), within(1e-9));
    assertThat(ratio.pairs()).isEqualTo(3);
    assertThat(ratio.clear()).isFalse();
  }

  @Test
  void pairedRatio_ofTheSameFactor_isClear() {
    Ratio ratio = Statistics.pairedRatio(new double[] {2, 4, 8}, new double[] {4, 8, 16});

    assertThat(ratio.mean()).isEqualTo(0.5, within(1e-12));
    assertThat(ratio.clear()).isTrue();
  }

  @Test
  void pairedRatio_ofUnequalLengths_isRefused() {
    assertThatThrownBy(() -> Statistics.pairedRatio(new double[] {1}, new double[] {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 values with 0");
  }

  /** Logarithms 0 and ln 4 against ln 2 and ln 2: both means ln 2, one degree of freedom. */
  @Test
  void ratioOfMeans_takesTheIntervalOfBoth() {
    Ratio ratio = Statistics.ratioOfMeans(new double[] {1, 4}, new double[] {2, 2});

    assertThat(ratio.mean()).isEqualTo(1, within(1e-12));
    assertThat(ratio.interval().high()).isEqualTo(Math.exp(12.706 * Math.log(2)), within(1e-6));
    assertThat(Statistics.ratioOfMeans(new double[] {3, 3}, new double[] {2, 2}).clear()).isTrue();
    assertThat(Statistics.ratioOfMeans(new double[] {3}, new double[] {2, 2}).clear()).isFalse();
  }

  /** Of six pairs of ranks, five agree and one does not. */
  @Test
  void kendallTau_countsPairs() {
    double[] x = {1, 2, 3, 4};

    assertThat(Statistics.kendallTau(x, new double[] {1, 3, 2, 4}))
        .isEqualTo(4.0 / 6, within(1e-12));
    assertThat(Statistics.kendallTau(x, x)).isEqualTo(1);
    assertThat(Statistics.kendallTau(x, new double[] {4, 3, 2, 1})).isEqualTo(-1);
    assertThat(Statistics.kendallTau(new double[] {1}, new double[] {1})).isNaN();
  }
}
