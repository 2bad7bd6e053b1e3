package dev.sds.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RatioTest {

  @Test
  void words_tellTheInterval_andThatOnePairHasNone() {
    var eight = new Ratio(0.8034, new Interval(0.74, 0.871), 8);
    assertThat(eight.words()).isEqualTo("x0.803 [0.740, 0.871]");
    assertThat(eight.over("fresh seeds")).isEqualTo("x0.803 [0.740, 0.871] over 8 fresh seeds");

    var one = new Ratio(0.8034, new Interval(0, Double.POSITIVE_INFINITY), 1);
    assertThat(one.over("seeds")).isEqualTo("x0.803 on one run, so without an interval");
  }
}
