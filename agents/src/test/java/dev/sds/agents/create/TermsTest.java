package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sds.agents.create.terms.Grammar;
import dev.sds.agents.create.terms.Simplification;
import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Terms, their canonical form and their variations. */
class TermsTest {

  private static final Term QUEUE = Term.feature("queue-length");
  private static final Term AGE = Term.feature("age");

  @Test
  void aTerm_ofTheWrongType_isRefused() {
    assertThatThrownBy(() -> Term.of(Op.ADD, QUEUE, Term.of(Op.ALWAYS)))
        .hasMessageContaining("ADD does not take");
  }

  @Test
  void aPlace_namesThePartInPrefixOrder() {
    Term term = Term.of(Op.ADD, Term.of(Op.MULTIPLY, QUEUE, Term.constant(2)), AGE);

    assertThat(term.parts()).hasSize(5).element(3).isEqualTo(Term.constant(2));
    assertThat(term.with(3, Term.constant(7)).parts().get(3)).isEqualTo(Term.constant(7));
    assertThat(term.with(4, QUEUE)).hasToString("(add (multiply queue-length 2.0) queue-length)");
  }

  @Test
  void whatIsNeutral_isDropped() {
    Term zero = Term.constant(0);
    assertThat(Simplification.of(Term.of(Op.ADD, QUEUE, zero))).isEqualTo(QUEUE);
    assertThat(Simplification.of(Term.of(Op.SUBTRACT, AGE, AGE))).isEqualTo(zero);
    assertThat(
            Simplification.of(Term.of(Op.BOTH, Term.of(Op.ALWAYS), Term.of(Op.AT_MOST, AGE, AGE))))
        .isEqualTo(Term.of(Op.ALWAYS));
    assertThat(Simplification.of(Term.of(Op.ADD, QUEUE, AGE)))
        .isEqualTo(Simplification.of(Term.of(Op.ADD, AGE, QUEUE)));
  }

  @Test
  void simplified_aTermComputesTheSame() {
    for (long seed = 1; seed <= 400; seed++) {
      RandomGenerator random = Spaces.random(seed);
      Result result = seed % 2 == 0 ? Result.NUMBER : Result.TRUTH;
      Term term = new Grammar(Spaces.space(result)).whole(random, 5);
      Term simple = Simplification.of(term);
      assertThat(simple.size()).as("seed %d", seed).isLessThanOrEqualTo(term.size());
      assertThat(Simplification.of(simple)).as("seed %d, again", seed).isEqualTo(simple);
      for (int i = 0; i < 20; i++) {
        Map<String, Double> features = Spaces.features(random);
        if (result == Result.NUMBER) {
          double meant = Meaning.number(term, features);
          // Constants keep three digits, so a folded one may differ a little.
          assertThat(Meaning.number(simple, features))
              .as("seed %d: %s", seed, term)
              .isCloseTo(meant, within(0.02 * Math.abs(meant) + 60));
        } else if (term.constants().isEmpty()) {
          assertThat(Meaning.truth(simple, features))
              .as("seed %d: %s", seed, term)
              .isEqualTo(Meaning.truth(term, features));
        }
      }
    }
  }

  @Test
  void everyVariation_keepsTheType_andChangesSomething() {
    RandomGenerator random = Spaces.random(3);
    for (Result result : Result.values()) {
      var grammar = new Grammar(Spaces.space(result));
      for (Variation variation : Variation.values()) {
        int changed = 0;
        for (int i = 0; i < 100; i++) {
          Term parent = grammar.whole(random, 4);
          Term child = variation.apply(parent, grammar.whole(random, 4), grammar, random);
          assertThat(child.result()).as("%s of %s", variation, parent).isEqualTo(result);
          changed += child.equals(parent) ? 0 : 1;
        }
        assertThat(changed).as("%s", variation).isGreaterThan(50);
      }
    }
  }

  @Test
  void whatASumAddsUp_meansNothingOutsideItsLoop() {
    var grammar = new Grammar(Spaces.space(Result.NUMBER));
    Term done = Term.feature("done");
    Term sum = Term.sum("jobs", done);
    assertThat(grammar.isSound(sum)).isTrue();
    assertThat(grammar.isSound(Term.of(Op.ADD, sum, AGE))).isTrue();
    assertThat(grammar.isSound(Term.of(Op.ADD, sum, done))).isFalse();
    assertThat(grammar.isSound(Term.sum("jobs", Term.of(Op.ADD, sum, done)))).isFalse();
    assertThat(Simplification.of(Term.sum("jobs", Term.of(Op.SUBTRACT, done, done))))
        .isEqualTo(Term.constant(0));
  }

  @Test
  void drawnTerms_areSound_andSomeSum() {
    int sums = 0;
    for (long seed = 1; seed <= 300; seed++) {
      var grammar = new Grammar(Spaces.space(Result.TRUTH));
      Term term = grammar.whole(Spaces.random(seed), 4);
      assertThat(grammar.isSound(term)).as("seed %d: %s", seed, term).isTrue();
      sums += term.parts().stream().anyMatch(p -> p.op() == Op.SUM) ? 1 : 0;
    }
    assertThat(sums).isBetween(20, 200);
  }

  @Test
  void whatIsAddedAndTakenAway_isDropped() {
    assertThat(Simplification.of(Term.of(Op.SUBTRACT, Term.of(Op.ADD, QUEUE, AGE), AGE)))
        .isEqualTo(QUEUE);
  }

  @Test
  void theBandit_prefersWhatPays_andForgetsNone() {
    var bandit = new Bandit<>(java.util.List.of(Variation.values()));
    var uses = new java.util.EnumMap<Variation, Integer>(Variation.class);
    for (int i = 0; i < 600; i++) {
      Variation next = bandit.next();
      uses.merge(next, 1, Integer::sum);
      bandit.credit(next, next == Variation.CROSS ? 0.8 : 0.1);
    }
    assertThat(uses.get(Variation.CROSS)).isGreaterThan(300);
    assertThat(uses).containsKeys(Variation.values());
    assertThat(uses.values()).allMatch(n -> n >= 2);
  }
}
