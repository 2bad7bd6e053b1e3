package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.cli.Screen.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say of a design that a small refinement made. */
final class DesignReportTest {

  @TempDir static Path folder;

  private static Shown refined = new Shown(-1, "", "");

  private final Screen screen = new Screen(folder);

  @BeforeAll
  static void refine() throws IOException {
    var screen = new Screen(folder);
    screen.write(
        "in/spec.yaml",
        Screen.spec(
            Map.of(
                "architecture: human",
                "architecture: auto",
                ", queueing: held}",
                "}",
                ", fencing: attempt",
                "")));
    refined = screen.run("refine", "in", "--workspace", "ws", "--until", "design");
  }

  @Test
  void refine_ofTheSmallSpec_endsWell() {
    assertThat(refined.code()).as(refined.err()).isZero();
  }

  @Test
  void explain_ofARequirement_showsProofAndCounterexample() {
    Shown shown = screen.run("explain", "r3", "-C", "ws");

    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("R3  No accepted request is lost when a replica crashes")
        .contains("In the current design: holds")
        .contains("reachable states")
        .contains("{recovery: forget}  proven, and no smaller set fails; architecture is to blame")
        .contains("Rejected because of it: 1 hypothesis")
        .contains("The shortest counterexample (! marks a fault):")
        .containsPattern("\\d ! Crash\\(");
  }

  @Test
  void explain_ofABound_saysWhatIsUnverified() {
    assertThat(screen.run("explain", "R2", "-C", "ws").out())
        .containsPattern("In the current design: (unverified|estimated only)")
        .contains("No hypothesis was rejected because of it.");
  }

  @Test
  void explain_withExamples_readsThePropertyAloudAndShowsBehaviours() {
    Shown shown = screen.run("explain", "R3", "-C", "ws", "--examples");

    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("read aloud  At every moment, for every r of accepted:")
        .contains("allowed, with every fault, to the end (at most 1 replica-crash):")
        .containsPattern("! Crash\\(p=s[12]\\)")
        .contains("forbidden; it would happen with one mistake (");
    assertThat(screen.run("explain", "R2", "-C", "ws", "--examples").out())
        .contains("R2 names no invariant");
  }

  @Test
  void explain_ofARejectedHypothesis_showsWhatWasLearned() {
    String rejected = screen.run("log", "ws", "--rejected").out().substring(0, 10);

    Shown shown = screen.run("explain", rejected, "-C", "ws");

    assertThat(shown.out())
        .contains("Hypothesis " + rejected)
        .contains("recovery: forget")
        .contains("Rejected by R3")
        .contains("VIOLATED");
  }

  @Test
  void review_ofTheDesign_showsDecisionsEvidenceAndRejections() {
    Shown shown = screen.run("review", "design", "-C", "ws");

    assertThat(shown.out())
        .contains("design of tiny: accepted")
        .contains("ws/design/router/Dispatching.tla")
        .contains("R3   holds")
        .contains("Nothing waits.")
        .contains("sds approve design -C ws");
  }

  @Test
  void verify_ofTheDesign_statesBoundsStatesAndGaps() throws IOException {
    Shown shown = screen.run("verify", "ws", "--grow", "2000");

    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("R3  invariant NoLostRequest under replica-crash")
        .contains("at most 1 replica-crash: held in all")
        .containsPattern("not completed: \\d Requests, \\d Replicas; at most 1 replica-crash \\(")
        .contains("Not covered:")
        .doesNotContain("somebody edited it");

    Path model = folder.resolve("ws/design/router/Dispatching.tla");
    String made = Files.readString(model);
    Files.writeString(model, made + "\\* mine\n");
    assertThat(screen.run("verify", "ws", "--grow", "0").out())
        .contains("somebody edited it")
        .doesNotContain("3 Requests");
    Files.writeString(model, made);
  }

  @Test
  void verify_withTooFewStates_leavesItOpen() {
    Shown shown = screen.run("verify", "ws", "--states", "20");

    assertThat(shown.code()).isEqualTo(5);
    assertThat(shown.out()).contains("not settled");
  }
}
