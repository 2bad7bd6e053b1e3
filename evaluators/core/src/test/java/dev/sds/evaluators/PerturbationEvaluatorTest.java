package dev.sds.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Span;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bench has a change that nobody notices, one that doubles all figures, and that one again. */
class PerturbationEvaluatorTest {

  private final Bench bench = new Bench();
  private final ExecutorService workers = Executors.newFixedThreadPool(2);

  @AfterEach
  void close() {
    workers.shutdownNow();
  }

  private List<Evidence> judge(Check check) {
    var requirement = new Requirement("R1", "fast", check, List.of(), new Span(0, 0));
    return new PerturbationEvaluator(new Lab(bench, bench, bench.journal, workers))
        .evaluate(bench.subject(requirement));
  }

  private static Evidence.Finding finding(List<Evidence> evidence, int index) {
    return (Evidence.Finding) evidence.get(index);
  }

  @Test
  void aLoss_isHeldAgainstIt_butNotWhereTheReferenceLosesAsMuch() {
    List<Evidence> found = judge(new Check.Objective(Check.Direction.MINIMIZE, "time.mean"));

    assertThat(found)
        .extracting(e -> ((Evidence.Finding) e).weight())
        .containsExactly(Weight.FOR, Weight.AGAINST, Weight.FOR);
    assertThat(finding(found, 0).message()).contains("unseen").contains("the same in all 6 pairs");
    assertThat(finding(found, 1).message()).contains("2.000 times as bad [2.000, 2.000]");
    assertThat(finding(found, 2).message()).contains("measured by base");
    assertThat(found).allMatch(e -> e.requirements().equals(List.of("R1")));
  }

  @Test
  void more_isNoLoss_whereMuchIsWanted() {
    assertThat(finding(judge(new Check.Objective(Check.Direction.MAXIMIZE, "time.mean")), 1))
        .extracting(Evidence.Finding::weight)
        .isEqualTo(Weight.FOR);
  }

  @Test
  void aCrash_isFatal_andAFailedMachineIsNot() {
    var small = new Check.Objective(Check.Direction.MINIMIZE, "time.mean");
    bench.every(new CodeRunner.Run.Crashed("it threw"));
    assertThat(finding(judge(small), 0).weight()).isEqualTo(Weight.FATAL);
  }

  @Test
  void aFailedMachine_saysNothingOfTheCode() {
    bench.every(new CodeRunner.Run.Unavailable("no memory"));
    assertThat(judge(new Check.Objective(Check.Direction.MINIMIZE, "time.mean")))
        .allMatch(e -> e instanceof Evidence.ToolFailure);
  }

  @Test
  void aSpecWithoutMeasurableRequirement_isNotPerturbed() {
    assertThat(judge(new Check.Invariant("Nothing"))).isEmpty();
    assertThat(bench.asked.get()).isZero();
  }
}
