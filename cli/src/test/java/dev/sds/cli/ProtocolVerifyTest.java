package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sds.cli.Screen.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sds verify FILE.yaml}: what people see of a protocol that stands by itself. */
final class ProtocolVerifyTest {

  /** A system of two modules that are alike and share nothing. */
  static final String PAIR =
      """
      name: Pair
      doc: Two effects, each by itself.
      modules:
        left: {is: once}
        right: {is: once}
      properties: []
      instance: {}
      faults: {}
      """;

  private static final Path ROOT = Path.of(System.getProperty("sds.root"));

  private final Screen screen =
      new Screen(ROOT.resolve("verification/src/main/resources/dev/sds/verification/protocols"));

  @ParameterizedTest
  @CsvSource({
    "held, 0, calls.yaml --under calls-duplication --grow 0",
    "grown, 0, atomic-commit.yaml --grow 200 --strength",
    "explained, 3, turns.yaml --decide taking=any-time --explain",
    "violated, 3, calls.yaml --decide answer=before-commit --under none --diagram",
    "document, 3, calls.yaml --decide answer=before-commit --under none --json",
    "open, 5, calls.yaml --states 50 --behaviours 20",
    "random, 3, calls.yaml --decide answer=before-commit --under none --simulate",
    "struck, 3, mirror.yaml --decide answer=on-arrival --under primary-crash --diagram",
    "departs, 3, two-phase.yaml --decide patience=gives-up --under none --diagram",
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
    "nowhere.yaml, There is no nowhere.yaml",
  })
  void whatIsNotThere_isBadInput(String arguments, String said) {
    Shown shown = screen.run(("verify " + arguments).split(" "));
    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains(said);
  }

  @ParameterizedTest
  @CsvSource({
    "--grow -5, Larger instances cannot have -5 states to spend., or 0 to check none",
    "--states 0, A check needs at least 1 second and 1 state., Give larger limits",
  })
  void limitsThatAreNone_areRefusedInTheirOwnWords(String option, String fact, String wayOut) {
    Shown shown = screen.run(("verify once.yaml " + option).split(" "));
    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains(fact).contains(wayOut);
  }

  @ParameterizedTest
  @CsvSource({"breaker, Breaker, ''", "commit, Commit, AtomicCommit"})
  void tla_isWhatIsChecked(String file, String module, String beside) throws IOException {
    Shown shown = screen.run("verify", file + ".yaml", "--tla");
    assertThat(shown.code()).isZero();
    String golden = "verification/src/test/resources/golden/library/" + file;
    assertThat(shown.out())
        .contains("MODULE " + module)
        .startsWith(
            Files.readString(ROOT.resolve(golden + ".tla"))
                + "\n"
                + Files.readString(ROOT.resolve(golden + ".cfg")));
    assertThat(shown.out().split(" MODULE ")).hasSize(beside.isEmpty() ? 2 : 3);
    assertThat(shown.out()).contains("MODULE " + beside);
  }

  @Test
  void protocolsOfTheLibrary_makeASystem_inWhichOneIsToBlame(@TempDir Path folder)
      throws IOException {
    var own = new Screen(folder);
    own.write("pair.yaml", PAIR);
    Shown shown =
        own.run(
            "verify", "pair.yaml", "--grow", "0", "--decide", "right-notice=right-before-effect");
    assertThat(shown.code()).as(shown.err()).isEqualTo(3);
    assertThat(shown.out())
        .contains("VIOLATED: RightKnownIsDone fails")
        .contains("RightLearn(c=rightA)")
        .contains("right-notice: right-before-effect");
  }

  @Test
  void protocolBesideItsFile_goesBeforeOneOfTheLibrary(@TempDir Path folder) throws IOException {
    var own = new Screen(folder);
    Path library = ROOT.resolve("verification/src/main/resources/dev/sds/verification/protocols");
    own.write("commit.yaml", Files.readString(library.resolve("commit.yaml")));
    assertThat(own.run("verify", "commit.yaml", "--tla").out()).contains("MODULE AtomicCommit");

    String other = Files.readString(library.resolve("atomic-commit.yaml"));
    own.write("atomic-commit.yaml", other.replace("name: AtomicCommit", "name: OwnCommit"));
    assertThat(own.run("verify", "commit.yaml", "--tla").out())
        .contains("MODULE OwnCommit")
        .doesNotContain("AtomicCommit");

    own.write(
        "commit.yaml", Files.readString(folder.resolve("commit.yaml")).replace("atomic-", ""));
    Shown circle = own.run("verify", "commit.yaml");
    assertThat(circle.code()).isEqualTo(65);
    assertThat(circle.err()).contains("'commit' refines itself").contains("protocol: commit");
  }
}
