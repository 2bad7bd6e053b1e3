package dev.sds.spec.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Dimension;
import dev.sds.spec.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlDocumentTest {

  @Test
  void places_coverExactlyWhatIsWritten() throws Exception {
    String text =
        """
        # a comment
        é😀: "quo ted" # more
        list:
          - one
          - {a: b,  c: }

        intent: |
          Two
          lines

        # end
        """;
    YamlNode.Mapping root = read(text).asMapping();
    assertThat(root.entry("é😀").orElseThrow().key().place().raw()).isEqualTo("é😀");
    assertThat(root.required("é😀").place().raw()).isEqualTo("\"quo ted\"");
    assertThat(root.required("list").place().raw()).isEqualTo("- one\n  - {a: b,  c: }");
    assertThat(root.required("list").asList().get(1).place().raw()).isEqualTo("{a: b,  c: }");
    assertThat(root.required("intent").place().raw()).isEqualTo("|\n  Two\n  lines");
    assertThat(root.required("intent").asText()).isEqualTo("Two\nlines\n");
    assertThat(root.required("intent").place()).hasToString("t.yaml:7:9");
  }

  @Test
  void accessors_giveJavaValues() throws Exception {
    YamlNode.Mapping root =
        read("{n: 2.5, w: 3, f: true, q: 600 ms, t: yes, l: [a, 1], m: {x: y}}").asMapping();
    assertThat(root.required("n").asNumber()).isEqualTo(2.5);
    assertThat(root.required("w").asWhole()).isEqualTo(3);
    assertThat(root.required("f").asFlag()).isTrue();
    assertThat(root.required("q").asQuantity(Dimension.TIME).value()).isEqualTo(0.6);
    assertThat(root.required("t").asText()).isEqualTo("yes");
    assertThat(root.required("l").asTexts()).containsExactly("a", "1");
    assertThat(root.required("m").asTextMap()).containsEntry("x", "y");
    assertThat(root.asMap()).containsOnlyKeys("n", "w", "f", "q", "t", "l", "m");
    assertThat(root.optional("z")).isEmpty();
  }

  @Test
  void wrongForm_isRefusedWhereItStands() throws Exception {
    YamlNode.Mapping root = read("a: [1]\nba: text\nc:\n").asMapping();
    assertThat(refusal(() -> root.required("a").asText()))
        .isEqualTo(
            """
            t.yaml:1:4: error: A single value is expected here, not a list.
                1 | a: [1]
                  |    ^^^
              Write one value.""");
    assertThat(refusal(() -> root.required("ba").asNumber())).contains("not the text `text`");
    assertThat(refusal(() -> root.required("c").asText())).contains("but there is none");
    assertThat(refusal(() -> root.required("d"))).contains("`d` is missing", "It has: a, ba, c");
    assertThat(refusal(() -> root.only(List.of("a", "bab", "c"))))
        .contains("There is no key `ba` here.", "Did you mean `bab`?");
  }

  @Test
  void alias_repeatsTheNodeItNames() throws Exception {
    YamlNode.Mapping root = read("a: &x {k: v}\nb: *x\n").asMapping();
    assertThat(root.required("b").asTextMap()).containsEntry("k", "v");
  }

  @Test
  void tooLongText_isRefused() {
    assertThat(refusal(() -> read("a: " + "x".repeat(YamlDocument.MOST_CHARACTERS))))
        .contains("too long");
  }

  private interface Action {
    void run() throws BadInputException;
  }

  private static String refusal(Action action) {
    return String.valueOf(catchThrowableOfType(BadInputException.class, action::run).getMessage());
  }

  private static YamlNode read(String text) throws BadInputException {
    return YamlDocument.read(new Source("t.yaml", text));
  }
}
