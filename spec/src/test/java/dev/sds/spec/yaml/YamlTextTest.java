package dev.sds.spec.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.spec.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {

  private static final List<String> AWKWARD =
      List.of(
          "",
          " ",
          "a: b",
          "a #b",
          "#a",
          "- a",
          "yes",
          "NO",
          "null",
          "~",
          "12",
          "-1",
          "1.5e3",
          "0x1F",
          "12:30",
          "2001-01-01",
          "a, b",
          "{a}",
          "[a]",
          "line\nline\n",
          "line\nline",
          "\n",
          "a\n\n",
          " a\nb",
          "a\n b\n",
          "a \nb",
          "tab\there",
          "quote\"s",
          "it's",
          "back\\slash",
          "*a",
          "&a",
          "!a",
          "|",
          ">",
          "%",
          "@",
          "`",
          "?",
          "? a",
          ":",
          "a:",
          "...",
          "---",
          "é ü",
          "\u2028",
          "\ufeff",
          "\u0007",
          "\uD83D\uDE00",
          "600 s",
          "7.5/s",
          "5%",
          "a\r\nb",
          ".inf",
          "<<",
          "=",
          "a\n\nb\n",
          "# not a comment\nmore\n",
          "--- \nx",
          "1_000",
          "0.",
          "+.e");

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tree_comesBackAsItWasWritten(int seed) throws Exception {
    Object tree = tree(new Random(seed), 4);
    String block = YamlText.write(tree);
    String inline = YamlText.inline(tree);
    assertThat(read(block)).as("seed %s as\n%s", seed, block).isEqualTo(tree);
    assertThat(read(inline)).as("seed %s as\n%s", seed, inline).isEqualTo(tree);
    assertThat(YamlText.write(read(block))).isEqualTo(block);
  }

  @Test
  void everyAwkwardText_comesBackAsItWasWritten() throws Exception {
    for (String text : AWKWARD) {
      assertThat(read(YamlText.write(Map.of("k", List.of(text, text)))))
          .as("'%s'", text)
          .isEqualTo(Map.of("k", List.of(text, text)));
      assertThat(read(YamlText.write(text))).as("'%s' alone", text).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "held-queue",
        "600 s",
        "7.5/s",
        "5%",
        "Route requests, fast (and well).",
        "it's",
        "a/b.csv",
        "response_time.p99 <= 600 s"
      })
  void ordinaryText_isWrittenWithoutQuotes(String text) {
    assertThat(YamlText.write(text)).isEqualTo(text + "\n");
  }

  @Test
  void tree_isWrittenInBlockStyle() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("system", "llm-router");
    tree.put("intent", "Route requests.\nLose none.\n");
    tree.put("modules", List.of(Map.of("name", "router", "answers", List.of("R1", "R2")), "none"));
    tree.put("empty", List.of());
    tree.put("version", "1.0");
    tree.put("count", 4);
    assertThat(YamlText.write(tree))
        .isEqualTo(
            """
            system: llm-router
            intent: |
              Route requests.
              Lose none.
            modules:
              - answers:
                  - R1
                  - R2
                name: router
              - none
            empty: []
            version: "1.0"
            count: 4
            """);
  }

  @Test
  void infinity_isRefused() {
    assertThatThrownBy(() -> YamlText.write(Double.POSITIVE_INFINITY))
        .hasMessage("The number Infinity is not finite.");
  }

  private static Object tree(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 7)) {
      case 0 -> random.nextBoolean();
      case 1 -> new BigDecimal(random.nextInt(2000) - 1000).movePointLeft(random.nextInt(3));
      case 2 -> AWKWARD.get(random.nextInt(AWKWARD.size()));
      case 3 -> randomText(random);
      case 4, 5 -> {
        var map = new LinkedHashMap<String, Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put("k" + randomText(random), tree(random, depth - 1));
        }
        yield map;
      }
      default -> {
        var list = new ArrayList<Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(tree(random, depth - 1));
        }
        yield list;
      }
    };
  }

  private static String randomText(Random random) {
    String alphabet = "ab1:- #,[]{}'\"\n\t\\é.?!&*%@|>~";
    var text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static Object read(String text) throws Exception {
    return plain(YamlDocument.read(new Source("t.yaml", text)));
  }

  private static Object plain(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping mapping -> {
        var map = new LinkedHashMap<String, Object>();
        mapping.entries().forEach(e -> map.put(e.name(), plain(e.value())));
        yield map;
      }
      case YamlNode.Sequence list -> list.items().stream().map(YamlTextTest::plain).toList();
      case YamlNode.Scalar scalar ->
          switch (scalar.kind()) {
            case TEXT -> scalar.text();
            case NUMBER -> new BigDecimal(scalar.text());
            case BOOLEAN -> Boolean.valueOf(scalar.text());
            case NOTHING -> throw new AssertionError("nothing at " + scalar.place());
          };
    };
  }
}
