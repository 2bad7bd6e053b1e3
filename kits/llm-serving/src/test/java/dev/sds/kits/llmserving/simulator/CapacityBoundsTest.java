package dev.sds.kits.llmserving.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.kits.llmserving.baselines.Baseline;
import dev.sds.kits.llmserving.model.Accelerator;
import dev.sds.kits.llmserving.model.CapacityBounds;
import dev.sds.kits.llmserving.model.CapacityModel;
import dev.sds.kits.llmserving.model.IterationTimes;
import dev.sds.kits.llmserving.workload.Arrivals;
import dev.sds.kits.llmserving.workload.Lengths;
import dev.sds.kits.llmserving.workload.Trace;
import dev.sds.kits.llmserving.workload.Workload;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CapacityBoundsTest {

  static IntStream settings() {
    return IntStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void noRun_beatsTheBounds(int seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    ClusterConfig cluster = cluster(random);
    Trace trace = trace(random, seed);
    CapacityModel model = cluster.capacity();
    CapacityBounds bounds = model.bounds(trace);
    assertThat(bounds.memory()).isEqualTo(CapacityBounds.MemoryFit.FITS);
    for (Baseline baseline : Baseline.values()) {
      RunResult run = Simulation.run(cluster, trace, baseline);
      assertThat(run.exactlyOnce()).as("%s, seed %d", baseline, seed).isTrue();
      assertThat(run.responseTime().mean()).isGreaterThanOrEqualTo(bounds.meanResponse());
      assertThat(run.responseTime().p99()).isGreaterThanOrEqualTo(bounds.p99Response());
      assertThat(run.endTime() * cluster.replicas()).isGreaterThanOrEqualTo(bounds.workSeconds());
      for (int i = 0; i < trace.size(); i++) {
        assertThat(run.requests().responseTime(i) + 1e-9)
            .isGreaterThanOrEqualTo(
                model.aloneSeconds(trace.promptTokens(i), trace.decodeTokens(i)));
      }
    }
  }

  @Test
  void overload_isProven() {
    Trace trace = chat(40, 300, 1);
    CapacityBounds bounds = reference().capacity().bounds(trace);
    assertThat(bounds.utilisation()).isGreaterThan(1);
    assertThat(bounds.p99Response()).isGreaterThan(100);
  }

  @Test
  void lightLoad_isNotRefused() {
    CapacityBounds bounds = reference().capacity().bounds(chat(1, 300, 1));
    assertThat(bounds.utilisation()).isLessThan(0.3);
  }

  @Test
  void requestsBeyondTheMemory_areFound() {
    CapacityModel model = reference().capacity();
    assertThat(fit(model, 3295 * 16, 1)).isEqualTo(CapacityBounds.MemoryFit.FITS);
    assertThat(fit(model, 3295 * 16, 100)).isEqualTo(CapacityBounds.MemoryFit.MAY_STALL);
    assertThat(fit(model, 3295 * 16 + 1, 1)).isEqualTo(CapacityBounds.MemoryFit.CANNOT_FIT);
    assertThat(fit(model, 16, 3328 * 16)).isEqualTo(CapacityBounds.MemoryFit.CANNOT_FIT);
  }

  private static CapacityBounds.MemoryFit fit(CapacityModel model, int prompt, int answer) {
    return model
        .bounds(new Trace(new double[] {1}, new int[] {prompt}, new int[] {answer}))
        .memory();
  }

  private static ClusterConfig reference() {
    return ConservationTest.cluster(3328, BatchRule.CHUNKED_PREFILL, 8192);
  }

  private static Trace chat(double rate, double seconds, long seed) {
    Lengths lengths = Lengths.of(Lengths.Shape.CHAT_LIKE);
    return new Workload(lengths, new Arrivals.Poisson(rate), seconds).trace(seed);
  }

  private static ClusterConfig cluster(RandomGenerator random) {
    List<Accelerator> accelerators = List.of(Accelerator.values());
    IterationTimes times =
        IterationTimes.of(accelerators.get(random.nextInt(accelerators.size())))
            .withOverhead(random.nextInt(2) * 5);
    BatchRule rule = random.nextBoolean() ? BatchRule.CHUNKED_PREFILL : BatchRule.PREFILL_FIRST;
    var replica =
        new ReplicaConfig(
            random.nextInt(600, 5000),
            random.nextInt(1, 3) * 16,
            0.01,
            random.nextInt(4, 200),
            rule,
            random.nextInt(256, 9000));
    return new ClusterConfig(random.nextInt(1, 6), replica, times, Fidelity.CORRECTED);
  }

  private static Trace trace(RandomGenerator random, long seed) {
    Lengths.Shape shape =
        random.nextBoolean() ? Lengths.Shape.CHAT_LIKE : Lengths.Shape.LONG_PROMPTS;
    var arrivals = new Arrivals.LogNormalGaps(random.nextDouble(0.5, 20), random.nextDouble(2.2));
    return new Workload(Lengths.of(shape), arrivals, 60).trace(seed);
  }
}
