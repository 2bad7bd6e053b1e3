package dev.sds.spec.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.spec.BadInputException;
import java.util.ArrayList;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, it is read or refused with a reason. */
class HostileSpecTest {

  static IntStream seeds() {
    return IntStream.range(0, 600);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mutatedSpec_isReadOrRefused(int seed) {
    var random = new Random(seed);
    String text = Specs.good();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text = random.nextBoolean() ? characterMutant(text, random) : lineMutant(text, random);
    }
    try {
      assertThat(Specs.read(text).remarks()).allMatch(d -> !d.render().isEmpty());
    } catch (BadInputException refused) {
      assertThat(refused.diagnostics()).as("seed %s", seed).isNotEmpty();
      assertThat(refused.getMessage()).isNotBlank();
    } catch (RuntimeException crash) {
      throw new AssertionError("Seed " + seed + " with\n" + text, crash);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{%s}|a: ,",
        "{%s}|a,",
        "[%s]|[],",
        "{%s}|\"x\": 1,",
        "kit: llm-serving\nrequirements: {%s}|R: {},",
        "kit: llm-serving\nrequirements: {R: {bound: '%s'}}| ",
        "kit: llm-serving\nrequirements: {R: {interface: %s}}|a.",
        "kit: llm-serving\nrequirements: {R: {text: %s}}|fast ",
        "kit: llm-serving\nrequirements: {R: {minimize: %s}}|fast",
        "kit: llm-serving\nenvironment: {gpu: '%s'}|\u001b[31m",
        "%s|&a ",
        "%s|- ",
        "a: %s|'",
        "%s|? "
      })
  @Timeout(20)
  void hugeText_isRefusedSoonAndBriefly(String form) {
    String[] parts = form.split("\\|", 2);
    String part = parts[1].replace("\\u001b", "\u001b");
    String text = parts[0].formatted(part.repeat(1_000_000 / part.length()));
    assertThatThrownBy(() -> Specs.read(text))
        .isInstanceOf(BadInputException.class)
        .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400_000))
        .message()
        .doesNotContain("\u001b");
  }

  private static String characterMutant(String text, Random random) {
    int at = random.nextInt(text.length());
    String odd = ":,{}[]#&*!|>'\"%@`-? \t\n~x0\u0000\uD83Dé";
    return switch (random.nextInt(3)) {
      case 0 ->
          text.substring(0, at)
              + text.substring(Math.min(text.length(), at + 1 + random.nextInt(4)));
      case 1 ->
          text.substring(0, at) + odd.charAt(random.nextInt(odd.length())) + text.substring(at);
      default -> text.substring(0, at) + text.charAt(at) + text.substring(at);
    };
  }

  private static String lineMutant(String text, Random random) {
    var lines = new ArrayList<String>(text.lines().toList());
    int at = random.nextInt(lines.size());
    switch (random.nextInt(4)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, lines.get(random.nextInt(lines.size())));
      case 2 -> lines.set(at, "  " + lines.get(at));
      default -> lines.set(at, lines.get(at).stripLeading());
    }
    return String.join("\n", lines) + "\n";
  }
}
