package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.agents.create.terms.Grammar;
import dev.sds.agents.create.terms.Simplification;
import dev.sds.agents.create.terms.Term;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Programs compared by what they decide. */
class BehaviourTest {

  private final Behaviour behaviour =
      new Behaviour(
          Map.of("rank", Spaces.space(Result.NUMBER), "test", Spaces.space(Result.TRUTH)));

  private String key(String kind, Term term) {
    return behaviour.key(
        new Idea(
            Decisions.NONE, new TreeMap<>(), new Program(new TreeMap<>(Map.of(kind, term))), ""));
  }

  private static Term atMost(Term left, Term right) {
    return Term.of(Term.Op.AT_MOST, left, right);
  }

  private static Term times(double weight, String feature) {
    return Term.of(Term.Op.MULTIPLY, Term.feature(feature), Term.constant(weight));
  }

  @Test
  void whatDecidesAlike_isTheSame_howeverItIsWritten() {
    Term queue = Term.feature("queue-length");
    assertThat(key("rank", times(3, "queue-length"))).isEqualTo(key("rank", queue));
    assertThat(key("test", atMost(times(2, "queue-length"), Term.constant(10))))
        .isEqualTo(key("test", atMost(queue, Term.constant(5))));
    assertThat(key("test", atMost(queue, Term.constant(-1))))
        .isEqualTo(key("test", atMost(Term.feature("age"), Term.constant(-7))));
  }

  @Test
  void whatDecidesOtherwise_isNotTheSame() {
    Term queue = Term.feature("queue-length");
    assertThat(key("rank", queue)).isNotEqualTo(key("rank", times(-1, "queue-length")));
    assertThat(key("rank", queue)).isNotEqualTo(key("rank", Term.feature("age")));
    assertThat(key("test", atMost(queue, times(0.1, "free"))))
        .isNotEqualTo(key("test", atMost(queue, times(0.103, "free"))));
  }

  @Test
  void simplified_aProgramStaysTheSame() {
    for (long seed = 1; seed <= 60; seed++) {
      RandomGenerator random = Spaces.random(seed);
      Term term = new Grammar(Spaces.space(Result.TRUTH)).whole(random, 4);
      if (term.constants().isEmpty()) {
        assertThat(key("test", term))
            .as("seed %d: %s", seed, term)
            .isEqualTo(key("test", Simplification.of(term)));
      }
    }
  }
}
