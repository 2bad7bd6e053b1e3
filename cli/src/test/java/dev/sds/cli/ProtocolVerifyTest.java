package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sds.cli.Screen.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sds verify FILE.yaml}: what people see of a protocol that stands by itself. */
final class ProtocolVerifyTest {

  private static final Path ROOT = Path.of(System.getProperty("sds.root"));

  private final Screen screen =
      new Screen(ROOT.resolve("verification/src/main/resources/dev/sds/verification/protocols"));

  @ParameterizedTest
  @CsvSource({
    "held, 0, calls.yaml --under calls-duplication",
    "violated, 3, calls.yaml --decide answer=before-commit --under none --diagram",
    "document, 3, calls.yaml --decide answer=before-commit --under none --json",
    "open, 5, calls.yaml --states 50",
  })
  void report_namesTheBoundsAndTheChannelsAssumed(String golden, int code, String arguments)
      throws IOException {
    Shown shown = screen.run(("verify " + arguments).split(" "));
    assertThat(shown.code()).as(shown.out() + shown.err()).isEqualTo(code);
    Path file = ROOT.resolve("cli/src/test/resources/golden/verify/protocol-" + golden + ".txt");
    if (Files.notExists(file) || Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(file, shown.out());
      fail("Wrote " + file + ": read it, and run again.");
    }
    assertThat(shown.out()).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource({
    "calls.yaml --decide table=maybe, table=looks-up|forgets",
    "calls.yaml --under calls-loss --decide tables=forgets, has no decision tables=forgets",
    "calls.yaml --under rain, has no fault 'rain'",
    "nowhere.yaml, nowhere.yaml cannot be read",
  })
  void whatIsNotThere_isBadInput(String arguments, String said) {
    Shown shown = screen.run(("verify " + arguments).split(" "));
    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains(said);
  }

  @ParameterizedTest
  @CsvSource({"calls, Calls", "commit, Commit"})
  void tla_isWhatIsChecked(String file, String module) throws IOException {
    Shown shown = screen.run("verify", file + ".yaml", "--tla");
    assertThat(shown.code()).isZero();
    String golden = "verification/src/test/resources/golden/library/" + file;
    assertThat(shown.out())
        .contains("MODULE " + module)
        .isEqualTo(
            Files.readString(ROOT.resolve(golden + ".tla"))
                + "\n"
                + Files.readString(ROOT.resolve(golden + ".cfg")));
  }
}
