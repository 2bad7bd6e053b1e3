package dev.sds.artifacts.documents.markup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\u0000',
      value = {
        "a | b ~ a \\| b",
        "wait.p99 <= 30 s ~ wait.p99 <= 30 s",
        "<b> & &lt; ~ &lt;b> &amp; &amp;lt;",
        "# one ~ \\# one",
        "- one ~ \\- one",
        "> one ~ \\> one",
        "1. one ~ 1\\. one",
        "snake_case and _this_ ~ snake_case and \\_this\\_",
        "see `x <= 1` or `open ~ see `x <= 1` or \\`open",
        "`a|b` ~ \\`a\\|b\\`",
        "[a](b) $x$ ~ \\[a\\](b) \\$x\\$"
      })
  void text_keepsWordsAndEscapesMarks(String raw, String expected) {
    assertThat(Markdown.text(raw)).isEqualTo(expected);
  }

  @Test
  void text_isOneLineWithoutInvisibleCharacters() {
    assertThat(Markdown.text(" a\n\tb\u2028c\u001b[0m\u202e\u200b ")).isEqualTo("a b c \\[0m");
  }

  @Test
  void block_fenceIsLongerThanAnyInside() {
    assertThat(Markdown.block("text", "a\n````\nb")).isEqualTo("`````text\na\n````\nb\n`````");
  }

  @Test
  void code_survivesBackticksAndBars() {
    assertThat(Markdown.code("plain: name")).isEqualTo("`plain: name`");
    assertThat(Markdown.code("a|`b`")).isEqualTo("<code>a&#124;&#96;b&#96;</code>");
    assertThat(Markdown.cell("x |-> 1")).isEqualTo("`x \\|-> 1`");
    assertThat(Markdown.expression("x |-> 1")).isEqualTo("`x |-> 1`");
  }

  @Test
  void label_hasNothingThatEndsADiagramLabel() {
    assertThat(Flowchart.label("end\"] --> `x`; <b>\n#1"))
        .isEqualTo("end#quot;] --#gt; #96;x#96;#59; #lt;b#gt; #35;1");
  }

  @Test
  void quoted_isOneYamlScalar() {
    assertThat(Yaml.quoted("no: \"x\"\n\\ \u0007é\u2028\ud83d\ude00"))
        .isEqualTo("\"no: \\\"x\\\"\\n\\\\ \\u0007é\\u2028\\U0001f600\"");
  }
}
