package dev.sds.kits.llmserving.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sds.kits.llmserving.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadTest {

  private static final Lengths CHAT = Lengths.of(Lengths.Shape.CHAT_LIKE);

  @Test
  void chatLengths_matchThePublishedOnes() throws IOException {
    List<String> rows = Files.readAllLines(SharedData.file("sharegpt_V3_format_lens.csv"));
    int[] prompts = column(rows, 0);
    int[] answers = column(rows, 1);
    int[] drawnPrompts = draw(CHAT.prompt());
    int[] drawnAnswers = draw(CHAT.decode());
    for (double q : new double[] {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95}) {
      assertNear(drawnPrompts, prompts, q, 0.06);
      assertNear(drawnAnswers, answers, q, 0.05);
    }
    assertNear(drawnPrompts, prompts, 0.99, 0.09);
    assertNear(drawnAnswers, answers, 0.99, 0.03);
    assertThat(mean(drawnPrompts)).isCloseTo(mean(prompts), within(0.04 * mean(prompts)));
    assertThat(mean(drawnAnswers)).isCloseTo(mean(answers), within(0.02 * mean(answers)));
  }

  static Stream<Arrivals> processes() {
    return Stream.of(
        new Arrivals.Poisson(7.5), new Arrivals.Gamma(7.5, 3), new Arrivals.Gamma(7.5, 0.5));
  }

  @ParameterizedTest
  @MethodSource("processes")
  void gaps_haveTheirRateAndVariation(Arrivals arrivals) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
    double variation = arrivals instanceof Arrivals.Gamma gamma ? gamma.variation() : 1;
    int n = 400_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double gap = arrivals.gap(random);
      sum += gap;
      squares += gap * gap;
    }
    double mean = sum / n;
    assertThat(mean).isCloseTo(1 / 7.5, within(0.04 / 7.5));
    assertThat(Math.sqrt(squares / n - mean * mean) / mean)
        .isCloseTo(variation, within(0.05 * variation));
  }

  @Test
  void logNormalGaps_haveTheirMedian() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
    var arrivals = new Arrivals.LogNormalGaps(7.5, 2);
    double[] gaps = new double[100_000];
    Arrays.setAll(gaps, _ -> arrivals.gap(random));
    Arrays.sort(gaps);
    double median = Math.exp(-2) / 7.5;
    assertThat(gaps[gaps.length / 2]).isCloseTo(median, within(0.05 * median));
  }

  @Test
  void seeds_giveTheSameTraceAgainAndOthersAnother() {
    var workload = new Workload(CHAT, new Arrivals.LogNormalGaps(7.5, 2), 100);
    Trace a = workload.trace(1);
    Trace b = workload.trace(1);
    Trace c = workload.trace(2);
    assertThat(a.size()).isEqualTo(b.size());
    for (int i = 0; i < a.size(); i++) {
      assertThat(a.arrivedAt(i)).isEqualTo(b.arrivedAt(i));
      assertThat(a.promptTokens(i)).isEqualTo(b.promptTokens(i));
      assertThat(a.decodeTokens(i)).isEqualTo(b.decodeTokens(i));
    }
    assertThat(c.promptTokens(0) == a.promptTokens(0) && c.size() == a.size()).isFalse();
  }

  @Test
  void streams_areTheirTraces() {
    var workload = new Workload(CHAT, new Arrivals.LogNormalGaps(7.5, 2), 300);
    Trace trace = workload.trace(3);
    RequestStream stream = workload.stream(3);
    for (int i = 0; i < trace.size(); i++) {
      assertThat(stream.next()).isTrue();
      assertThat(stream.arrivedAt()).isEqualTo(trace.arrivedAt(i));
      assertThat(stream.promptTokens()).isEqualTo(trace.promptTokens(i));
      assertThat(stream.decodeTokens()).isEqualTo(trace.decodeTokens(i));
    }
    assertThat(stream.next()).isFalse();
  }

  @Test
  void traceBeyondTheMostRequests_isRefused() {
    var workload = new Workload(CHAT, new Arrivals.Poisson(7.5), 1e6);
    assertThatIllegalArgumentException().isThrownBy(() -> workload.trace(1));
    assertThat(workload.stream(1).next()).isTrue();
  }

  @Test
  void lengths_doNotDependOnTheArrivals() {
    Trace fast = new Workload(CHAT, new Arrivals.Poisson(20), 100).trace(5);
    Trace slow = new Workload(CHAT, new Arrivals.Gamma(5, 2), 100).trace(5);
    for (int i = 0; i < 100; i++) {
      assertThat(slow.promptTokens(i)).isEqualTo(fast.promptTokens(i));
      assertThat(slow.decodeTokens(i)).isEqualTo(fast.decodeTokens(i));
    }
  }

  @Test
  void totals_respectTheCap() {
    for (Lengths.Shape shape : Lengths.Shape.values()) {
      Lengths lengths = Lengths.of(shape);
      Trace trace = new Workload(lengths, new Arrivals.Poisson(50), 1000).trace(9);
      assertThat(trace.largestTokens()).isLessThanOrEqualTo(lengths.totalCap());
    }
  }

  @Test
  void pairedLengths_tellTheAnswerByThePrompt() {
    Lengths lengths = Lengths.of(Lengths.Shape.DRAFTS_AND_QUESTIONS);
    Trace trace = new Workload(lengths, new Arrivals.Poisson(50), 1000).trace(9);
    double[] sums = new double[2];
    int[] counts = new int[2];
    for (int i = 0; i < trace.size(); i++) {
      int isLong = trace.promptTokens(i) > 100 ? 1 : 0;
      sums[isLong] += trace.decodeTokens(i);
      counts[isLong]++;
    }
    assertThat(counts[1] / (double) trace.size()).isCloseTo(0.6, within(0.02));
    // Means of log-normal answers: exp(6.6 + 0.18) and exp(3.7 + 0.18).
    assertThat(sums[0] / counts[0]).isCloseTo(880, within(50.0));
    assertThat(sums[1] / counts[1]).isCloseTo(48, within(15.0));
  }

  @Test
  void pairingOfUnlikeMixtures_isRefused() {
    Mixture one = new Mixture(List.of(new Mixture.Component(1, 3, 1)), 100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lengths(CHAT.prompt(), one, Lengths.Pairing.BY_COMPONENT, 0, 1, 8192))
        .withMessageContaining("6 kinds of prompts")
        .withMessageContaining("1 kinds of answers");
  }

  private static int[] draw(Mixture mixture) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    int[] lengths = new int[200_000];
    Arrays.setAll(lengths, _ -> mixture.draw(random));
    return lengths;
  }

  private static int[] column(List<String> rows, int column) {
    return rows.stream()
        .skip(1)
        .mapToInt(row -> Integer.parseInt(List.of(row.split(",", -1)).get(column)))
        .toArray();
  }

  private static void assertNear(int[] drawn, int[] published, double q, double share) {
    double expected = quantile(published, q);
    assertThat((double) quantile(drawn, q))
        .as("quantile %s", q)
        .isCloseTo(expected, within(Math.max(1, share * expected)));
  }

  private static int quantile(int[] sample, double q) {
    int[] sorted = sample.clone();
    Arrays.sort(sorted);
    return sorted[(int) (q * (sorted.length - 1))];
  }

  private static double mean(int[] sample) {
    return Arrays.stream(sample).average().orElseThrow();
  }
}
