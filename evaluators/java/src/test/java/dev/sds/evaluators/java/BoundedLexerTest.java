package dev.sds.evaluators.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundedLexerTest {

  private static BoundedLexer.Lexed lex(String text) {
    return new BoundedLexer(Limits.STANDARD).lex(JavaSources.of(Map.of("A.java", text)));
  }

  @Test
  void canonicalHash_ignoresLayoutAndCommentsOnly() {
    String hash = lex("class A { int x = 1; /* one */ }").canonicalHash();
    assertThat(lex("class A\n{\n  int x=1; // two\n}").canonicalHash()).isEqualTo(hash);
    assertThat(lex("class A { int x = 2; }").canonicalHash()).isNotEqualTo(hash);
    assertThat(lex("class A { String s = \"a b\"; }").canonicalHash())
        .isNotEqualTo(lex("class A { String s = \"a  b\"; }").canonicalHash());
  }

  @Test
  void literals_mayHoldWhatCodeMayNot() {
    String text = "class A { String s = \"ü \\\\ \\\" // {{{\"; char c = '\\''; /* é ( */ }";
    assertThat(lex(text).findings()).isEmpty();
    assertThat(lex("class A { String s = \"\"\"\n  a \"b\" \\\"\"\" c\n  \"\"\"; }").findings())
        .isEmpty();
  }

  @Test
  void finding_hasLineAndColumn() {
    var finding = lex("class A {\n  int \\u0061;\n}").findings().getFirst();
    assertThat(finding.line()).isEqualTo(2);
    assertThat(finding.column()).isEqualTo(7);
  }

  @Test
  void ordinaryConstants_areNoBombs() {
    assertThat(
            lex("class A { String name; A(String n) { String name = this.name + \"x\"; this.name ="
                    + " name; } String two() { String a = name + name; String b = a + a; return b;"
                    + " } }")
                .findings())
        .isEmpty();
  }
}
