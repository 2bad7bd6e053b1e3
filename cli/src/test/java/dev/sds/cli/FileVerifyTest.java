package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sds.cli.Screen.Shown;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sds verify FILE.tla}: what people and tools see, and how it ends. */
final class FileVerifyTest {

  private static final Path ROOT = Path.of(System.getProperty("sds.root"));
  private static final Path GOLDEN = ROOT.resolve("cli/src/test/resources/golden/verify");

  private final Screen screen = new Screen(ROOT.resolve("verification/src/test/resources/models"));

  @ParameterizedTest
  @CsvSource({
    "verified, 0, Lock.tla",
    "invariant, 3, Lock.tla --config LockBroken.cfg",
    "lasso, 3, Lock.tla --config LockStarves.cfg",
    "explained, 3, Lock.tla --config LockStarves.cfg --explain --diagram",
    "deadlock, 3, Steps.tla --config StepsDeadlock.cfg",
    "assertion, 3, Steps.tla --config StepsAssert.cfg",
    "evaluation, 65, Steps.tla --config StepsEvaluation.cfg",
    "parse, 65, Broken.tla",
    "cfg, 65, Steps.tla --config StepsMisspelt.cfg",
    "constraint, 5, Steps.tla --config StepsConstraint.cfg",
    "states, 5, Steps.tla --config StepsEndless.cfg --states 50",
    "vacuous, 5, Steps.tla",
    "expected, 0, Steps.tla --never Down",
    "sample, 5, Lock.tla --simulate --behaviours 20",
    "random, 3, Lock.tla --config LockBroken.cfg --simulate --seed 7",
    "beyond, 3, Steps.tla --config StepsDeep.cfg --states 3"
  })
  void report_saysWhatWasFoundAndWhatItRestsOn(String golden, int code, String arguments)
      throws IOException {
    Shown shown = verify(arguments);
    assertThat(shown.code()).as(shown.out() + shown.err()).isEqualTo(code);
    compare(golden + ".txt", shown.out());
  }

  @Test
  void document_isStable() throws IOException {
    Shown shown = verify("Lock.tla --config LockBroken.cfg --json");
    assertThat(shown.code()).isEqualTo(3);
    compare(
        "invariant.json",
        shown
            .out()
            .replaceAll("\"millis\" : \\d+", "\"millis\" : 0")
            .replaceAll("\"start\" : \"[^\"]*\"", "\"start\" : \"\""));
  }

  @Test
  void constraintThatWasAccepted_endsWithSuccess() {
    assertThat(verify("Steps.tla --config StepsConstraint.cfg --within-constraints").code())
        .isZero();
  }

  @Test
  void replay_goesForthAndBackByPipedKeys() throws IOException {
    InputStream keyboard = System.in;
    System.setIn(
        new ByteArrayInputStream("n\n\n3\ns\np\nx\n99\nq\nn\n".getBytes(StandardCharsets.UTF_8)));
    try {
      Shown shown = verify("Lock.tla --config LockBroken.cfg --replay");
      assertThat(shown.code()).isEqualTo(3);
      compare("replay.txt", shown.out());
    } finally {
      System.setIn(keyboard);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Steps.tla --strength, --strength is about protocols in a FILE.yaml",
    "Steps.tla --under none, --under is about protocols",
    "Steps.tla --grow 5, --grow is about protocols",
    "Steps.tla --simulate --behaviours 0, Random behaviours cannot be 0 of at most 100 states.",
    "Steps.tla --depth 1, Random behaviours cannot be 200 of at most 1 states.",
    "Steps.cfg, Steps.cfg is neither a .tla file nor a .yaml file."
  })
  void whatATlaFileCannotBeAskedFor_isRefused(String arguments, String message) {
    Shown shown = verify(arguments);
    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains(message);
  }

  @Test
  void moduleWithoutItsEnding_isFound() {
    Shown shown = verify("Broken");
    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.out()).startsWith("Broken.tla: MODEL ERROR");
  }

  @Test
  void missingFile_isBadInput() {
    Shown shown = verify("Nowhere.tla");
    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("There is no Nowhere.tla.");
  }

  @Test
  void passOfTheSameContent_saysThatItWasKept() {
    assertThat(screen.run("verify", "Lock.tla").code()).isZero();
    Shown again = screen.run("verify", "Lock.tla");
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("Not run now: the same content passed before.");
    assertThat(screen.run("verify", "Lock.tla", "--json").out()).contains("\"kept\" : true");
    assertThat(verify("Lock.tla").out()).doesNotContain("Not run now");
  }

  private Shown verify(String arguments) {
    return screen.run(("verify --fresh " + arguments).split(" "));
  }

  private static void compare(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Files.notExists(file) || Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
      fail("Wrote " + file + ": read it, and run again.");
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
