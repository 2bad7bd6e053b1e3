package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.Decisions;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import dev.sds.spec.Span;
import dev.sds.spec.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The constants of a found program, moved one at a time. */
class TuningTest {

  private static final Trial SKETCH =
      Trial.plain(
          new Workload(
              "day",
              Workload.Role.TRAIN,
              "short",
              new Workload.Arrivals("poisson", Map.of(), 1),
              null,
              9,
              List.of(1L),
              new Span(0, 0)),
          1,
          1);

  private static Tried tried(double share, double order) {
    Term test =
        Term.of(
            Op.AT_MOST,
            Term.feature("queue-length"),
            Term.of(Op.MULTIPLY, Term.feature("free"), Term.constant(share)));
    Term rank = Term.of(Op.ADD, Term.feature("age"), Term.constant(order));
    var program = new Program(new TreeMap<>(Map.of("test", test, "rank", rank)));
    return new Tried(new Idea(Decisions.NONE, new TreeMap<>(), program, ""), Map.of());
  }

  private static List<Double> constants(Idea idea) {
    return idea.program().terms().values().stream().flatMap(t -> t.constants().stream()).toList();
  }

  /** What a move did, by the one metric that there is. */
  private static Tried measured(Idea idea, double mean) {
    var metrics = new TreeMap<>(Map.of("mean", mean));
    return new Tried(
        idea, Map.of(SKETCH.label(), new Sample(metrics, 1, List.of(), List.of(), Map.of())));
  }

  @Test
  void oneConstantMovesAtATime_firstToItsDoubleAndItsHalf() {
    var tuning = new Tuning(() -> tried(0.9, 10));

    assertThat(tuning.next(8))
        .extracting(TuningTest::constants)
        .containsExactlyInAnyOrder(
            List.of(20.0, 0.9), List.of(5.0, 0.9), List.of(10.0, 1.8), List.of(10.0, 0.45));
  }

  @Test
  void aMoveThatWasNoBetter_isMadeAgainByLess_andOneThatChangedNothingIsNot() {
    Tried centre = measured(tried(0.9, 10).idea(), 7);
    var tuning = new Tuning(() -> centre);
    List<Idea> wide = tuning.next(8);

    // The order's constant means nothing; the test's is worse both ways.
    tuning.learn(
        wide.stream().map(i -> measured(i, constants(i).contains(0.9) ? 7 : 8)).toList(), SKETCH);

    assertThat(tuning.next(8))
        .extracting(TuningTest::constants)
        .containsExactlyInAnyOrder(List.of(10.0, 0.972), List.of(10.0, 0.833));
  }

  @Test
  void aMoveThatGained_isMadeAgainFromThere_untilNothingIsWorthAMove() {
    var best = new ArrayList<>(List.of(measured(tried(0.9, 10).idea(), 7)));
    var tuning = new Tuning(best::getLast);
    Idea halved =
        tuning.next(8).stream().filter(i -> constants(i).contains(0.45)).findAny().orElseThrow();
    best.add(measured(halved, 6));

    List<Idea> next = tuning.next(8);
    assertThat(next).extracting(TuningTest::constants).containsExactly(List.of(10.0, 0.225));

    int rounds = 0;
    while (!next.isEmpty()) {
      tuning.learn(next.stream().map(i -> measured(i, 8)).toList(), SKETCH);
      next = tuning.next(8);
      rounds++;
    }
    assertThat(rounds).as("from half a constant to a two-hundredth of it").isEqualTo(6);
  }
}
