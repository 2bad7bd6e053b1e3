package dev.sds.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabTest {

  private final Bench bench = new Bench();
  private final ExecutorService workers = Executors.newFixedThreadPool(4);

  @AfterEach
  void close() {
    workers.shutdownNow();
  }

  private Lab lab() {
    return new Lab(bench, bench, bench.journal, workers);
  }

  private static List<Trial> trials(int count) {
    return IntStream.range(0, count).mapToObj(i -> Trial.plain(Bench.DAY, i, 1)).toList();
  }

  private static double value(Lab.Result result) {
    return result instanceof Lab.Result.Measured m ? m.sample().metric("time.mean") : Double.NaN;
  }

  @Test
  void results_areInTheOrderOfTheTrials() {
    List<Lab.Result> results = lab().code(Bench.spec(), Bench.hypothesis("a"), trials(200));

    assertThat(results)
        .extracting(LabTest::value)
        .containsExactlyElementsOf(IntStream.range(0, 200).mapToObj(i -> (double) i).toList());
  }

  @Test
  void aRunMadeBefore_isLookedUp_andMeteredAlike() {
    Lab first = lab();
    first.code(Bench.spec(), Bench.hypothesis("a"), trials(5));
    Lab second = lab();

    List<Lab.Result> again = second.code(Bench.spec(), Bench.hypothesis("a"), trials(5));

    assertThat(bench.asked.get()).isEqualTo(5);
    assertThat(second.freshRuns()).isZero();
    assertThat(second.repeatedRuns()).isEqualTo(5);
    assertThat(second.simulatedRequests()).isEqualTo(first.simulatedRequests()).isEqualTo(500);
    assertThat(again).extracting(LabTest::value).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
  }

  @Test
  void aRunAskedForTwiceInOneCall_isMadeOnce() {
    Lab lab = lab();
    Trial trial = trials(1).getFirst();

    List<Lab.Result> both =
        lab.code(Bench.spec(), Bench.hypothesis("a"), List.of(trial, trial, trials(2).getLast()));

    assertThat(bench.asked.get()).isEqualTo(2);
    assertThat(lab.freshRuns()).isEqualTo(2);
    assertThat(lab.repeatedRuns()).isEqualTo(1);
    assertThat(lab.simulatedRequests()).isEqualTo(300);
    assertThat(both).extracting(LabTest::value).containsExactly(0.0, 0.0, 1.0);
  }

  @Test
  void otherCode_orAnotherTask_isAnotherRun() {
    Lab lab = lab();
    lab.code(Bench.spec(), Bench.hypothesis("a"), trials(1));
    lab.code(Bench.spec(), Bench.hypothesis("b"), trials(1));
    lab.code(Bench.spec(), Bench.hypothesis("a"), List.of(trials(1).getFirst().withCostScale(1.1)));
    lab.baseline(Bench.spec(), "base", trials(1));

    assertThat(lab.freshRuns()).isEqualTo(4);
  }

  @Test
  void aCrash_isTheCodesFault_andRemembered() {
    bench.every(new CodeRunner.Run.Crashed("it threw"));
    lab().code(Bench.spec(), Bench.hypothesis("a"), trials(1));

    assertThat(lab().code(Bench.spec(), Bench.hypothesis("a"), trials(1)))
        .containsExactly(new Lab.Result.Crashed("it threw"));
    assertThat(bench.asked.get()).isEqualTo(1);
  }

  @Test
  void codeThatDiffersInItsCommentsAlone_isNotRunAgain_butCrashesWithLinesOfItsOwn() {
    lab().code(Bench.spec(), Bench.hypothesis("a // one"), trials(1));
    Lab later = lab();
    assertThat(later.code(Bench.spec(), Bench.hypothesis("a // two"), trials(1)))
        .extracting(LabTest::value)
        .containsExactly(0.0);
    assertThat(later.freshRuns()).isZero();

    bench.every(new CodeRunner.Run.Crashed("in line 1"));
    later.code(Bench.spec(), Bench.hypothesis("b // one"), trials(1));
    bench.every(new CodeRunner.Run.Crashed("in line 2"));
    assertThat(later.code(Bench.spec(), Bench.hypothesis("b // two"), trials(1)))
        .containsExactly(new Lab.Result.Crashed("in line 2"));
  }

  @Test
  void aMachineThatFailed_isAskedAgain() {
    bench.every(new CodeRunner.Run.Unavailable("out of memory"));
    assertThat(lab().code(Bench.spec(), Bench.hypothesis("a"), trials(1)))
        .containsExactly(new Lab.Result.Unavailable("out of memory"));
    bench.every(new CodeRunner.Run.Completed(""));

    assertThat(lab().code(Bench.spec(), Bench.hypothesis("a"), trials(1)))
        .extracting(LabTest::value)
        .containsExactly(0.0);
  }
}
