package dev.sds.artifacts.documents.markup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Interval;
import dev.sds.artifacts.Ratio;
import dev.sds.spec.Dimension;
import dev.sds.spec.Vocabulary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "TIME, 12.34567, 12.35 s",
    "TIME, 0.0123456, 12.35 ms",
    "TIME, 0, 0 s",
    "RATE, 7.5, 7.5/s",
    "MEMORY, 85899345920, 80 GiB",
    "RATIO, 0.98765, 98.77%",
    "MONEY, 5, 5 USD",
    "COUNT, 123456, 123500",
    "COUNT, 1e12, 1E+12",
    "TIME, Infinity, infinite s"
  })
  void metric_hasFourDigitsAndAUnit(Dimension dimension, double value, String expected) {
    var vocabulary =
        new Vocabulary(
            Map.of("m", new Vocabulary.Metric("m", dimension, "")),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            Map.of(),
            Map.of());
    assertThat(new Figures(vocabulary).metric("m", value)).isEqualTo(expected);
  }

  @Test
  void interval_ofOnePairIsNone() {
    var ratio = new Ratio(0.5, new Interval(0, Double.POSITIVE_INFINITY), 1);
    assertThat(Figures.interval(ratio)).isEqualTo("none from one pair");
    assertThat(Figures.three(Double.NaN)).isEqualTo("unknown");
  }
}
