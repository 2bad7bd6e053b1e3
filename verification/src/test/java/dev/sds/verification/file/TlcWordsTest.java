package dev.sds.verification.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TlcWordsTest {

  @Test
  void variableWithoutAValue_isToldWithTheOrderOfEvaluation() {
    TlcWords words =
        TlcWords.ofChecker(
            "In evaluation, the identifier x is either undefined or not an operator.\n"
                + "line 5, col 14 to line 5, col 19 of module M");
    assertThat(words.text()).isEqualTo("`x` has no value yet where it is used here.");
    assertThat(words.fix()).contains("from left to right");
  }

  @Test
  void unassignedVariable_isNamedInTheWayOut() {
    TlcWords words =
        TlcWords.ofChecker(
            "Successor state is not completely specified by action Up of the next-state relation."
                + " The following variable is not assigned: y.\n");
    assertThat(words.fix()).contains("what becomes of y in every case");
  }

  @Test
  void placesAndStacksThatAreShownElsewhere_areLeftOut() {
    assertThat(
            TlcWords.brief(
                "TLC expected a boolean value, but did not find one. line 15, col 15 to line 15,"
                    + " col 18 of module M\nWhile working on the initial state:\nx = 1\n"))
        .isEqualTo("TLC expected a boolean value, but did not find one.");
    assertThat(
            TlcWords.brief(
                "Attempted to select field \"b\" from [a |-> 1]\n"
                    + "line 1, col 2 to line 1, col 3 of module M"))
        .isEqualTo("Attempted to select field \"b\" from [a |-> 1]");
  }

  @Test
  void unicodeOperator_isShownWithWhatToWrite() {
    TlcWords words =
        TlcWords.ofParser(
            "Lexical error at line 4, column 6.  Encountered: \"\\u225c\" (8796), after : \"\"");
    assertThat(words.text()).startsWith("`≜` is no character of TLA+");
    assertThat(words.fix()).isEqualTo("Write `==`.");
  }

  @Test
  void strangeCharacter_isShownWithoutAWayOut() {
    assertThat(
            TlcWords.ofParser("Lexical error at line 4, column 6.  Encountered: \"?\" (63)").fix())
        .isNull();
  }
}
