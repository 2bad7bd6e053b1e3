package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.agents.create.terms.Grammar;
import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.agents.create.terms.Units;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.ProgramSpace.Feature;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What terms count. */
class UnitsTest {

  private static final ProgramSpace SPACE =
      space(
          feature("pages", "pages", ""),
          feature("used", "pages", "pages"),
          feature("words", "words", ""),
          feature("words-a-page", "words/pages", ""),
          feature("books", "books", ""));

  private static ProgramSpace space(Feature... features) {
    return new ProgramSpace(
        "hole", Result.TRUTH, Set.of(), ProgramSpace.ALWAYS, List.of(features), List.of());
  }

  private static Feature feature(String name, String unit, String limit) {
    return new Feature(name, "0", 10, unit, limit, name, Map.of());
  }

  private final Units units = new Units(SPACE);

  @Test
  void aRatio_convertsWhatItIsARatioOf() {
    Term ratio = Term.feature("words-a-page");
    assertThat(units.of(Term.of(Op.DIVIDE, Term.feature("words"), ratio))).isEqualTo("pages");
    assertThat(units.of(Term.of(Op.MULTIPLY, Term.feature("used"), ratio))).isEqualTo("words");
    assertThat(units.of(Term.of(Op.ADD, Term.feature("used"), Term.feature("words")))).isEmpty();
    assertThat(units.of(Term.of(Op.MULTIPLY, Term.feature("used"), Term.constant(0.5))))
        .isEqualTo("pages");
  }

  @Test
  void everythingOfAUnit_countsIt() {
    for (String unit : List.of("pages", "words", "books", "words/pages")) {
      assertThat(units.in(unit))
          .isNotEmpty()
          .allSatisfy(t -> assertThat(units.of(t)).as("%s", t).isEqualTo(unit));
    }
    assertThat(units.in("pages").toString()).contains("(divide words words-a-page)");
  }

  @Test
  void mostDrawnTests_compareLikeWithLike() {
    var random = Spaces.random(5);
    var grammar = new Grammar(SPACE);
    int like = 0;
    int shares = 0;
    for (int i = 0; i < 400; i++) {
      Term test = grammar.test(random);
      String left = units.of(test.argument(0));
      String right = units.of(test.argument(1));
      like += right.isEmpty() || left.equals(right) ? 1 : 0;
      shares += test.toString().contains("used (multiply pages") ? 1 : 0;
    }
    assertThat(like).isEqualTo(400);
    assertThat(shares).as("used compared with a share of all pages").isGreaterThan(80);
  }

  @Test
  void whatIsPutBesideAPart_isMostlyNewToIt_andNoLimit() {
    var random = Spaces.random(8);
    var grammar = new Grammar(SPACE);
    Term used = Term.feature("used");
    int again = 0;
    int converted = 0;
    for (int i = 0; i < 400; i++) {
      Term other = grammar.beside(used, random);
      again += other.parts().contains(used) ? 1 : 0;
      converted += other.toString().contains("(divide words words-a-page)") ? 1 : 0;
    }
    assertThat(again).as("of 400").isLessThan(60);
    assertThat(converted).as("of 400").isGreaterThan(250);
  }

  @Test
  void aLimitThatCountsOtherwise_isRefused() {
    assertThatThrownBy(
            () -> space(feature("used", "pages", "words"), feature("words", "words", "")))
        .hasMessage("The feature 'used' counts pages, but 'words' that limits it does not.");
  }
}
