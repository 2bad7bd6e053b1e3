package dev.sds.kits.llmserving.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sds.kits.llmserving.SharedData;
import dev.sds.kits.llmserving.baselines.Baseline;
import dev.sds.kits.llmserving.model.Accelerator;
import dev.sds.kits.llmserving.model.IterationTimes;
import dev.sds.kits.llmserving.workload.Trace;
import dev.sds.kits.llmserving.workload.TraceCsv;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Agreement with Vidur's event core on the same traces and the same closed form of iteration times.
 */
class ReferenceRunsTest {

  /** Sums of 100,000 iterations differ by rounding only. */
  private static final double ROUNDING_SECONDS = 1e-6;

  static final ClusterConfig REFERENCE =
      new ClusterConfig(
          4,
          ReplicaConfig.chunkedPrefill(3328),
          IterationTimes.of(Accelerator.A10),
          Fidelity.REFERENCE);

  @ParameterizedTest
  @CsvSource({
    "rr,ROUND_ROBIN",
    "lor,LEAST_WAITING",
    "llq,LEAST_OUTSTANDING",
    "hra,HEAD_ROOM",
    "hrafifo,HEAD_ROOM_FIFO"
  })
  void summary_equalsTheReference(String router, Baseline baseline) throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      RunResult run = Simulation.run(REFERENCE, trace(seed), baseline);
      List<String> expected = summary(router, seed);
      assertThat(run.exactlyOnce()).isTrue();
      assertThat(run.responseTime().mean()).isCloseTo(number(expected, 7), within(1e-6));
      assertThat(run.responseTime().p50()).isCloseTo(number(expected, 8), within(1e-4));
      assertThat(run.responseTime().p90()).isCloseTo(number(expected, 9), within(1e-4));
      assertThat(run.responseTime().p99()).isCloseTo(number(expected, 10), within(1e-4));
      assertThat(run.timeToFirstToken().mean()).isCloseTo(number(expected, 11), within(1e-6));
      assertThat(run.restartedFraction()).isCloseTo(number(expected, 15), within(1e-9));
      assertThat(run.counts().restarts()).isEqualTo(Long.parseLong(expected.get(14)));
      assertThat(run.counts().iterations()).isEqualTo(Long.parseLong(expected.get(4)));
      assertThat(run.endTime()).isCloseTo(number(expected, 6), within(1e-6));
      assertThat(run.heldMean()).isCloseTo(number(expected, 16), within(1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rr,ROUND_ROBIN",
    "lor,LEAST_WAITING",
    "llq,LEAST_OUTSTANDING",
    "hra,HEAD_ROOM",
    "hrafifo,HEAD_ROOM_FIFO"
  })
  void requests_equalTheReferenceOneByOne(String router, Baseline baseline) throws IOException {
    RequestTimes times = Simulation.run(REFERENCE, trace(1), baseline).requests();
    List<String> rows = requestRows(router);
    assertThat(rows).hasSize(times.size());
    for (String row : rows) {
      List<String> cells = List.of(row.split(",", -1));
      int id = Integer.parseInt(cells.get(0));
      assertThat(times.replica(id)).as(row).isEqualTo(Integer.parseInt(cells.get(4)));
      assertThat(times.restarts(id)).as(row).isEqualTo(Integer.parseInt(cells.get(9)));
      assertTime(times.dispatchedAt(id), cells.get(5), row);
      assertTime(times.scheduledAt(id), cells.get(6), row);
      assertTime(times.prefilledAt(id), cells.get(7), row);
      assertTime(times.deliveredAt(id), cells.get(8), row);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,31.42", "2,80.89", "3,42.11"})
  void expert_isNearTheReference_whoseTiesAreRandom(int seed, double mean) throws IOException {
    RunResult run = Simulation.run(REFERENCE, trace(seed), Baseline.EXPERT);
    assertThat(run.responseTime().mean()).isCloseTo(mean, within(0.08 * mean));
  }

  private static void assertTime(double actual, String expected, String row) {
    assertThat(actual).as(row).isCloseTo(Double.parseDouble(expected), within(ROUNDING_SECONDS));
  }

  static Trace trace(int seed) throws IOException {
    return TraceCsv.read(SharedData.file("chat_lognormal_7.5rps_seed" + seed + ".csv"));
  }

  private static double number(List<String> cells, int column) {
    return Double.parseDouble(cells.get(column));
  }

  private static List<String> summary(String router, int seed) throws IOException {
    for (String row : Files.readAllLines(SharedData.file("reference-runs/summary.csv"))) {
      List<String> cells = List.of(row.split(",", -1));
      if (cells.get(0).equals(router) && cells.get(1).contains("seed" + seed)) {
        return cells;
      }
    }
    throw new AssertionError("no reference run of " + router + " on seed " + seed);
  }

  private static List<String> requestRows(String router) throws IOException {
    var file = SharedData.file("reference-runs/" + router + "_seed1.csv.gz");
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).toList();
    }
  }
}
