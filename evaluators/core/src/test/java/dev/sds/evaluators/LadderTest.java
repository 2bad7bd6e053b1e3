package dev.sds.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.evaluators.Profile.Cost;
import dev.sds.spec.Stage;
import dev.sds.spec.Workload.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {

  private static final Evidence GOOD =
      new Evidence.Finding("test", List.of("R1"), Evidence.Weight.FOR, "ok", "good", "");
  private static final Evidence FAILED = new Evidence.ToolFailure("test", List.of(), "it died");

  private final Bench bench = new Bench();
  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final Lab lab = new Lab(bench, bench, bench.journal, workers);

  @AfterEach
  void close() {
    workers.shutdownNow();
  }

  private static Counting counting(String name, Stage stage, Cost cost, Evidence evidence) {
    return new Counting(
        new Profile(name, "1", stage, cost, "?"), new ArrayList<>(List.of(evidence)), new int[1]);
  }

  @Test
  void rungs_climbFromCheapToDear_withinTheirStage() {
    var dear = counting("dear", Stage.DESIGN, Cost.MODEL, GOOD);
    var other = counting("other", Stage.CODE, Cost.STRUCTURE, GOOD);
    var cheap = counting("cheap", Stage.DESIGN, Cost.STRUCTURE, GOOD);

    assertThat(new Ladder(List.of(dear, other, cheap), bench.journal, lab).rungs(Stage.DESIGN))
        .containsExactly(cheap, dear);
  }

  @Test
  void anEqualInput_isJudgedOnce_acrossRuns() {
    var rung = counting("rung", Stage.CODE, Cost.STRUCTURE, GOOD);
    Ladder first = new Ladder(List.of(rung), bench.journal, lab);
    Ladder second = new Ladder(List.of(rung), bench.journal, lab);

    assertThat(first.judge(rung, bench.subject())).containsExactly(GOOD);
    assertThat(second.judge(rung, bench.subject())).containsExactly(GOOD);
    assertThat(rung.times()[0]).isEqualTo(1);
    second.judge(rung, bench.subject());
    assertThat(second.tally(rung).judged()).isEqualTo(2);
    assertThat(second.tally(rung).repeated()).as("in this run").isEqualTo(1);
  }

  @Test
  void anAnswerLookedUp_costsWhatItCost() {
    var rung =
        new SimulationEvaluator(
            new Profile("simulation", "1", Stage.CODE, Cost.FULL, "?"),
            lab,
            new SimulationEvaluator.Runs(Role.TRAIN, 1, Evidence.Fidelity.FULL));
    new Ladder(List.of(rung), bench.journal, lab).judge(rung, bench.subject());
    Lab later = new Lab(bench, bench, bench.journal, workers);
    Ladder ladder = new Ladder(List.of(rung), bench.journal, later);

    ladder.judge(rung, bench.subject());

    assertThat(later.simulatedRequests()).isEqualTo(lab.simulatedRequests()).isEqualTo(200);
    ladder.judge(rung, bench.subject());
    assertThat(later.simulatedRequests()).as("once a run").isEqualTo(200);
  }

  @Test
  void anotherVersion_isAnotherEvaluator() {
    var rung = counting("rung", Stage.CODE, Cost.STRUCTURE, GOOD);
    var newer =
        new Counting(
            new Profile("rung", "2", Stage.CODE, Cost.STRUCTURE, "?"), List.of(GOOD), new int[1]);
    Ladder ladder = new Ladder(List.of(rung, newer), bench.journal, lab);
    ladder.judge(rung, bench.subject());
    ladder.judge(newer, bench.subject());

    assertThat(newer.times()[0]).isEqualTo(1);
  }

  @Test
  void aToolsFailure_isNeverKept() {
    var rung = counting("rung", Stage.CODE, Cost.STRUCTURE, FAILED);
    Ladder ladder = new Ladder(List.of(rung), bench.journal, lab);
    ladder.judge(rung, bench.subject());

    assertThat(bench.journal.entries()).isEmpty();
    assertThat(ladder.judge(rung, bench.subject())).containsExactly(FAILED);
    assertThat(rung.times()[0]).as("twice each time").isEqualTo(4);
  }

  @Test
  void aToolThatFailsOnce_leavesNoTrace() {
    var simulation =
        new SimulationEvaluator(
            new Profile("simulation", "1", Stage.CODE, Cost.FULL, "?"),
            lab,
            new SimulationEvaluator.Runs(Role.TRAIN, 1, Evidence.Fidelity.FULL));
    var rung = new FailingOnce(simulation, new int[1]);
    Ladder ladder = new Ladder(List.of(rung), bench.journal, lab);

    List<Evidence> evidence = ladder.judge(rung, bench.subject());

    assertThat(evidence).isNotEmpty().noneMatch(e -> e instanceof Evidence.ToolFailure);
    assertThat(lab.simulatedRequests()).as("metered once").isEqualTo(200);
    assertThat(ladder.tally(rung).judged()).isEqualTo(1);
    assertThat(ladder.tally(rung).repeated()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"SECONDS, 2", "STATES, 1"})
  void aCheckThatAClockEnded_isMadeAgain(CheckOutcome.Limit limit, int times) {
    var outcome =
        new CheckOutcome.Bounded(
            limit,
            "it is used up.",
            new CheckOutcome.Statistics(9, 9, 1, 3, Map.of()),
            new Instance(Map.of(), "2 jobs"));
    var rung =
        counting(
            "TLC",
            Stage.DESIGN,
            Cost.MODEL,
            new Evidence.ModelCheck("TLC", List.of("R1"), "2 jobs", outcome));
    Ladder ladder = new Ladder(List.of(rung), bench.journal, lab);
    ladder.judge(rung, bench.subject());
    ladder.judge(rung, bench.subject());

    assertThat(rung.times()[0]).isEqualTo(times);
  }

  @Test
  void afterTheDeadline_nothingNewIsJudged_andWhatIsKnownIsStillSaid() {
    var now = new AtomicLong();
    var rung = counting("rung", Stage.CODE, Cost.SKETCH, GOOD);
    Deadline second = Deadline.in(1, now::get);
    Ladder ladder = new Ladder(List.of(rung), bench.journal, lab, second);
    List<Evidence> before = ladder.judge(rung, bench.subject());

    now.set(1_000_000_000L);

    assertThat(ladder.judge(rung, bench.subject())).isEqualTo(before);
    var other = new Subject(Bench.spec(), bench.kit(), Bench.hypothesis("other"));
    assertThatThrownBy(() -> ladder.judge(rung, other))
        .isInstanceOfSatisfying(Deadline.Passed.class, p -> assertThat(p.seconds()).isEqualTo(1));
  }

  /** Does its work and then dies before it can tell, the first time. */
  @SuppressWarnings("ArrayRecordComponent") // a counter
  private record FailingOnce(Evaluator evaluator, int[] times) implements Evaluator {
    @Override
    public Profile profile() {
      return evaluator.profile();
    }

    @Override
    public List<Evidence> evaluate(Subject subject) {
      List<Evidence> evidence = evaluator.evaluate(subject);
      return times[0]++ == 0 ? List.of(FAILED) : evidence;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // one counter, shared with the test
  private record Counting(Profile profile, List<Evidence> evidence, int[] times)
      implements Evaluator {
    @Override
    public List<Evidence> evaluate(Subject subject) {
      times[0]++;
      return evidence;
    }
  }
}
