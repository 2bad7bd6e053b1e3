package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.Decisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The constants of a found program, moved one at a time. */
class TuningTest {

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

  @Test
  void oneConstantMovesAtATime_upAndDown() {
    var tuning = new Tuning(() -> tried(0.9, 10));

    assertThat(tuning.next(8))
        .extracting(TuningTest::constants)
        .containsExactlyInAnyOrder(
            List.of(10.8, 0.9), List.of(9.26, 0.9), List.of(10.0, 0.972), List.of(10.0, 0.833));
  }

  @Test
  void theStepIsHalvedUntilNothingIsWorthAMove_andKeptWhereAMoveWasBetter() {
    var best = new ArrayList<>(List.of(tried(0.9, 10)));
    var tuning = new Tuning(best::getLast);
    tuning.next(8);
    assertThat(constants(tuning.next(8).getFirst())).contains(10.4, 0.9);

    best.add(tried(0.95, 10));
    assertThat(constants(tuning.next(8).getFirst())).contains(10.4, 0.95);

    int rounds = 0;
    while (!tuning.next(8).isEmpty()) {
      rounds++;
    }
    assertThat(rounds).isEqualTo(3);
  }
}
