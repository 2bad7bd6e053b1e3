package dev.sds.verification.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{q2,  q1, q10}; {q1, q10, q2}",
        "{10, 9, 9}; {9, 10}",
        "{}; {}",
        "<< 1,{b, a} >>; <<1, {a, b}>>",
        "<<>>; <<>>",
        "[req |-> q1, att |-> 0]; [att=0, req=q1]",
        "[req=q1,att=0]; [att=0, req=q1]",
        "(q2 :> 1 @@ q1 :> {}); [q1: {}, q2: 1]",
        "[q2: 1, q1: 0]; [q1: 0, q2: 1]",
        "\"two words\"; \"two words\"",
        "-3; -3",
        "{unclosed; {unclosed",
        "a b; a b"
      })
  void text_takesTheFormOfTheModelsValues(String text, String canonical) {
    assertThat(ValueText.canonical(text)).isEqualTo(canonical);
  }

  @Test
  void path_isAVariableWithKeys() {
    assertThat(ValuePath.parse("up")).isEqualTo(new ValuePath("up", List.of()));
    assertThat(ValuePath.parse("lease[w1].holder"))
        .isEqualTo(new ValuePath("lease", List.of("w1", "holder")));
    assertThat(ValuePath.parse("log[<<1, 2>>][3]"))
        .isEqualTo(new ValuePath("log", List.of("<<1, 2>>", "3")));
  }

  @Test
  void line_survivesAnyText() {
    Line line = Line.of("x", "", "a\tb", "c\nd\\n", "\u26a1");
    assertThat(Line.parse(line.text())).isEqualTo(line);
  }
}
