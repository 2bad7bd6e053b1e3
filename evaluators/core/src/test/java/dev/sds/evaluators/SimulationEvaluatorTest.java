package dev.sds.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.spec.Check;
import dev.sds.spec.Dimension;
import dev.sds.spec.Quantity;
import dev.sds.spec.Requirement;
import dev.sds.spec.Span;
import dev.sds.spec.Stage;
import dev.sds.spec.Workload;
import dev.sds.spec.Workload.Role;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bench's seeds 1 and 2 measure 1 s and 2 s: mean 1.5, upper bound 1.5 + 6.314 / 2 = 4.657. */
class SimulationEvaluatorTest {

  private final Bench bench = new Bench();
  private final ExecutorService workers = Executors.newFixedThreadPool(2);

  @AfterEach
  void close() {
    workers.shutdownNow();
  }

  private List<Evidence> judge(double share, double limit, String... under) {
    var bound =
        new Check.Bound("time.mean", Check.Comparison.AT_MOST, Quantity.of(limit, Dimension.TIME));
    var requirement = new Requirement("R2", "fast", bound, List.of(under), new Span(0, 0));
    return new SimulationEvaluator(
            new Profile("simulation", "1", Stage.CODE, Profile.Cost.FULL, "?"),
            new Lab(bench, bench, bench.journal, workers),
            new SimulationEvaluator.Runs(Role.TRAIN, share, Fidelity.FULL))
        .evaluate(bench.subject(requirement));
  }

  private static List<Weight> weights(List<Evidence> evidence) {
    return evidence.stream()
        .flatMap(e -> e instanceof Evidence.Finding f ? List.of(f.weight()).stream() : null)
        .toList();
  }

  @Test
  void aBound_holdsOnlyWithItsWholeInterval() {
    assertThat(weights(judge(1, 4.66))).containsExactly(Weight.FOR);
    assertThat(weights(judge(1, 4.65))).containsExactly(Weight.AGAINST);
    assertThat(weights(judge(1, 2.1))).as("both seeds are within").containsExactly(Weight.AGAINST);
  }

  @Test
  void aSketch_judgesNoBound() {
    assertThat(weights(judge(0.5, 0.1))).isEmpty();
    assertThat(judge(0.5, 0.1)).as("half of two runs").hasSize(1);
  }

  @Test
  void aSketch_isAFewWholeRuns_andCutsOneRunShortOnlyWhereThereIsNoOther() {
    assertThat(sketch(8, 0.25)).containsExactly("1: 1.0", "2: 1.0");
    assertThat(sketch(8, 0.4)).containsExactly("1: 1.0", "2: 1.0", "3: 1.0");
    assertThat(sketch(3, 0.25)).containsExactly("1: 0.75");
    assertThat(sketch(1, 0.25)).containsExactly("1: 0.25");
    assertThat(sketch(2, 1)).containsExactly("1: 1.0", "2: 1.0");
  }

  private static List<String> sketch(int seeds, double share) {
    var workload =
        new Workload(
            "w",
            Role.TRAIN,
            null,
            null,
            Workload.Recording.of("w.csv"),
            0,
            LongStream.rangeClosed(1, seeds).boxed().toList(),
            new Span(0, 0));
    return new SimulationEvaluator.Runs(Role.TRAIN, share, Fidelity.SHORT)
        .trials(workload).stream().map(t -> t.seed() + ": " + t.share()).toList();
  }

  @Test
  void aBoundUnderFaults_isNotJudgedWithout() {
    assertThat(weights(judge(1, 0.1, "crash"))).isEmpty();
  }

  @Test
  void aCrash_isFatal_andAFailedMachineIsNot() {
    bench.every(new CodeRunner.Run.Unavailable("no memory"));
    assertThat(judge(1, 10)).allMatch(e -> e instanceof Evidence.ToolFailure);
    bench.every(new CodeRunner.Run.Crashed("it threw"));
    assertThat(weights(judge(1, 10))).containsExactly(Weight.FATAL, Weight.FATAL);
  }
}
