package dev.sds.artifacts.kit.reader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifiersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "done \\cup {m.done}                     ; <done> \\cup {m.done}",
        "[done |-> done, x |-> 1] ; [done |-> <done>, x |-> 1]",
        "[x : S, done : done] ; [x : S, done : <done>]",
        "[r EXCEPT !.done = done, ![done] = @] ; [r EXCEPT !.done = <done>, ![<done>] = @]",
        "[x \\in done |-> \"done\"] ; [x \\in <done> |-> \"done\"]",
        "\\A x \\in done : x \\in 1..done ; \\A x \\in <done> : x \\in 1..<done>",
        "{f[a, done] : x \\in done} ; {f[a, <done>] : x \\in <done>}",
        "[a |-> b, done |-> c] @@ (done :> 1) ; [a |-> b, done |-> c] @@ (<done> :> 1)",
        "undone /\\ done_ /\\ done' ; undone /\\ done_ /\\ <done>'",
        "\\done ; \\done",
      })
  void renaming_touchesNamesAndNothingElse(String text, String renamed) {
    assertThat(Identifiers.renamed(text, n -> n.equals("done") ? "<done>" : n)).isEqualTo(renamed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\\A done \\in S : done > 1    | true",
        "\\E x, done \\in S : x = done | true",
        "{<<done, n>> \\in S : TRUE}   | true",
        "LET done == 1 IN done         | true",
        "done \\in S                   | false",
        "x \\in done                   | false",
      })
  void aName_isBoundWhereAQuantifierOrALetBindsIt(String text, boolean bound) {
    assertThat(Identifiers.binds(text, "done")).isEqualTo(bound);
  }
}
