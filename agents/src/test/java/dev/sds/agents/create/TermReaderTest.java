package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.agents.create.terms.Grammar;
import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.agents.create.terms.TermReader;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Terms as they are written. */
class TermReaderTest {

  @Test
  void whatIsPrinted_isRead() {
    for (long seed = 1; seed <= 200; seed++) {
      Result result = seed % 2 == 0 ? Result.NUMBER : Result.TRUTH;
      Term term = new Grammar(Spaces.space(result)).whole(Spaces.random(seed), 5);

      assertThat(TermReader.read(Spaces.space(result), Map.of(), term.toString()))
          .as("seed %d", seed)
          .isEqualTo(term);
    }
  }

  @Test
  void aParameter_isRead_asTheConstantThatItIs() {
    assertThat(
            TermReader.read(
                Spaces.space(Result.TRUTH),
                Map.of("most", 0.9),
                "(at_most queue-length (multiply free most))"))
        .isEqualTo(
            Term.of(
                Op.AT_MOST,
                Term.feature("queue-length"),
                Term.of(Op.MULTIPLY, Term.feature("free"), Term.constant(0.9))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "age",
        "(at_most age)",
        "(at_most age 1 1)",
        "(at_most age 1) 1",
        "(at_most age height)",
        "(at_most done 1)",
        "(below age 1)",
        "(at_most age 1"
      })
  void whatIsNoTest_isRefused(String text) {
    assertThatThrownBy(() -> TermReader.read(Spaces.space(Result.TRUTH), Map.of(), text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is no program of the hole 'hole'.");
  }
}
