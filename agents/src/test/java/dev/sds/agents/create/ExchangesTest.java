package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The neighbours of a found program. */
class ExchangesTest {

  private static final Term QUEUE = Term.feature("queue-length");
  private static final Term AGE = Term.feature("age");

  private static Tried tried(Term test, Term rank) {
    var program = new Program(new TreeMap<>(Map.of("test", test, "rank", rank)));
    return new Tried(new Idea(Decisions.NONE, new TreeMap<>(), program, ""), Map.of());
  }

  private static Term most(Term of) {
    return Term.of(Op.AT_MOST, of, Term.of(Op.MULTIPLY, Term.feature("free"), Term.constant(0.9)));
  }

  private static String program(Term test, Term rank) {
    return tried(test, rank).idea().program().toString();
  }

  private static Exchanges around(List<Tried> best) {
    return new Exchanges(
        new TreeMap<>(
            Map.of("test", Spaces.space(Result.TRUTH), "rank", Spaces.space(Result.NUMBER))),
        best::getLast);
  }

  private static List<String> all(Exchanges exchanges) {
    var all = new ArrayList<String>();
    for (List<Idea> next = exchanges.next(2); !next.isEmpty(); next = exchanges.next(2)) {
      assertThat(next).hasSizeLessThanOrEqualTo(2);
      next.forEach(i -> all.add(i.program().toString()));
    }
    return all;
  }

  @Test
  void eachDecisionIsSimplified_itsPartsWeighed_andItsFeaturesExchanged_oneAtATime() {
    Term sum = Term.sum("jobs", Term.feature("done"));
    Term rank = Term.of(Op.ADD, AGE, sum);
    Term oldest = Term.of(Op.AT_MOST, AGE, Term.constant(1));

    List<String> neighbours = all(around(List.of(tried(most(QUEUE), rank))));

    // Of the test: the other simplest one. Of the rank: both simplest ones; what counts jobs
    // outside the loop may stand in its sum, and nothing else counts seconds outside of it.
    assertThat(neighbours)
        .containsExactlyInAnyOrder(
            program(oldest, rank),
            program(most(QUEUE), QUEUE),
            program(most(QUEUE), AGE),
            program(most(QUEUE), Term.of(Op.ADD, AGE, Term.sum("jobs", QUEUE))),
            program(most(QUEUE), Term.of(Op.ADD, weighted(AGE, 0.5), sum)),
            program(most(QUEUE), Term.of(Op.ADD, weighted(AGE, 2), sum)),
            program(most(QUEUE), Term.of(Op.ADD, AGE, weighted(sum, 0.5))),
            program(most(QUEUE), Term.of(Op.ADD, AGE, weighted(sum, 2))));
  }

  private static Term weighted(Term term, double weight) {
    return Term.of(Op.MULTIPLY, term, Term.constant(weight));
  }

  @Test
  void fromABetterProgram_theyBeginAgain() {
    var best = new ArrayList<>(List.of(tried(most(QUEUE), AGE)));
    Exchanges exchanges = around(best);
    exchanges.next(1);

    best.add(tried(Term.of(Op.ALWAYS), QUEUE));

    assertThat(all(exchanges))
        .containsExactlyInAnyOrder(
            program(Term.of(Op.ALWAYS), AGE),
            program(most(QUEUE), QUEUE),
            program(Term.of(Op.AT_MOST, AGE, Term.constant(1)), QUEUE));
  }

  @Test
  void everyDecisionAndKindOfNeighbour_getsItsShareOfTheFirstOnes() {
    Term sum = Term.sum("jobs", Term.feature("done"));
    Term rank = Term.of(Op.ADD, AGE, sum);

    List<String> first =
        around(List.of(tried(most(QUEUE), rank))).next(4).stream()
            .map(i -> i.program().toString())
            .toList();

    // Nothing can be added to the test, nor exchanged in it.
    Term queues = Term.sum("jobs", QUEUE);
    assertThat(first)
        .containsExactly(
            program(most(QUEUE), Term.of(Op.ADD, AGE, weighted(sum, 0.5))),
            program(most(QUEUE), Term.of(Op.ADD, AGE, queues)),
            program(most(QUEUE), QUEUE),
            program(Term.of(Op.AT_MOST, AGE, Term.constant(1)), rank));
  }

  @Test
  void fromABetterProgram_whatWasTriedBeforeComesLast() {
    Term oldest = Term.of(Op.AT_MOST, AGE, Term.constant(1));
    var best = new ArrayList<>(List.of(tried(Term.of(Op.ALWAYS), AGE)));
    Exchanges exchanges = around(best);
    assertThat(exchanges.next(2).getLast().program().toString())
        .isEqualTo(program(most(QUEUE), AGE));

    best.add(tried(Term.of(Op.ALWAYS), QUEUE));

    assertThat(all(exchanges))
        .containsSubsequence(program(oldest, QUEUE), program(most(QUEUE), QUEUE));
  }
}
