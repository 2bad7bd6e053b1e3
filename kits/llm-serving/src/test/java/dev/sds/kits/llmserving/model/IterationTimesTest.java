package dev.sds.kits.llmserving.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IterationTimesTest {

  private static final IterationTimes A10 = IterationTimes.of(Accelerator.A10);

  /** 250 tokens: max(29.2 + 28.5, 9.7 + 40) + 0.6 + 0.875 + 7.2e-6 * 31,250 = 59.4 ms. */
  @Test
  void prefillAlone_isTheWorkedExample() {
    assertThat(A10.seconds(1, 250, 250 * 250, 0, 0)).isCloseTo(0.0594, within(1e-12));
  }

  /** 29.314 + 0.65 + 1.7 * 251 / 1,024 + 0.012 + 2.6e-4 * 251 ms. */
  @Test
  void decodeAlone_isTheWorkedExample() {
    assertThat(A10.seconds(0, 0, 0, 1, 251)).isCloseTo(0.03045795921875, within(1e-12));
  }

  @Test
  void longPrefill_agreesWithTheStatedCheck() {
    assertThat(A10.seconds(1, 8192, 8192L * 8192, 0, 0)).isCloseTo(1.59, within(0.01));
  }

  /** Linear operators measured on A100: 9.7 ms at 1 token, 34.6 at 512, 273.3 at 4,096. */
  @ParameterizedTest
  @CsvSource({"1,9.7", "512,34.6", "1024,75.1", "4096,273.3"})
  void a100Linear_isNearTheProfile(long tokens, double millis) {
    assertThat(IterationTimes.of(Accelerator.A100).linearMillis(tokens))
        .isCloseTo(millis, within(0.15 * millis));
  }

  @ParameterizedTest
  @EnumSource(Accelerator.class)
  void overheadAndScale_applyToEveryIteration(Accelerator accelerator) {
    IterationTimes times = IterationTimes.of(accelerator);
    double plain = times.seconds(1, 100, 10_000, 5, 2000);
    assertThat(plain).isPositive();
    assertThat(times.withOverhead(5).seconds(1, 100, 10_000, 5, 2000))
        .isCloseTo(plain + 0.005, within(1e-12));
    assertThat(times.scaled(1.1).seconds(1, 100, 10_000, 5, 2000))
        .isCloseTo(1.1 * plain, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(Accelerator.class)
  void decodesAlone_takeTheSameToTheLastBit(Accelerator accelerator) {
    IterationTimes times = IterationTimes.of(accelerator).withOverhead(0.1);
    for (int decodes = 1; decodes < 300; decodes += 7) {
      for (long cached = decodes; cached < 3000L * decodes; cached += 311) {
        assertThat(times.decodes(decodes).seconds(cached))
            .isEqualTo(times.seconds(0, 0, 0, decodes, cached));
      }
    }
  }
}
