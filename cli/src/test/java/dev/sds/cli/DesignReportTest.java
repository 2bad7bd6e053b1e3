package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Json;
import dev.sds.cli.Screen.Shown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
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
                "",
                "faults:",
                """
                  R4:
                    text: No client ever gets an answer twice, even when a replica crashes
                  R5:
                    text: Operators understand the log
                  R6:
                    text: No replica is believed to be up and told to be down at once
                faults:""")));
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
  void requirementWithoutCheck_isToldWhichPropertyItMayMean() throws IOException {
    assertThat(refined.err()).contains("R4 may mean `invariant: AtMostOneAnswer`");
    assertThat(Files.readString(folder.resolve("ws/evidence/README.md")))
        .contains("It may mean `invariant: AtMostOneAnswer` (no client gets two answers)")
        .doesNotContain("sds explain R5");

    assertThat(screen.run("explain", "R4", "-C", "ws").out())
        .contains("AtMostOneAnswer (invariant, by: client, ")
        .contains("read aloud  At every moment, for every r of Requests:")
        .contains("write `    invariant: AtMostOneAnswer` as line 18 of spec.yaml")
        .contains("`    under: [replica-crash]` as line 19 of spec.yaml")
        .doesNotContain("no TLA+");
    assertThat(screen.run("explain", "R5", "-C", "ws").out())
        .contains("R5 says neither that something never or always happens");
    assertThat(screen.run("explain", "R4", "-C", "ws", "--examples").out())
        .contains("AtMostOneAnswer: no client gets two answers")
        .contains("allowed, with every fault, to the end (at most 1 replica-crash):")
        .contains("forbidden; the current design does it (at most 1 replica-crash):");
  }

  @Test
  void adoptedTemplate_isAPropertyLikeAnyOther() throws IOException {
    Path spec = folder.resolve("ws/spec.yaml");
    String before = Files.readString(spec);
    String name = "NeverBelievedAndDown";

    Shown adopted = screen.run("explain", "R6", "-C", "ws", "--adopt", name);

    assertThat(adopted.code()).as(adopted.err()).isZero();
    assertThat(Files.readString(spec)).contains("at once\n    invariant: " + name + "\n");
    assertThat(Files.readString(folder.resolve("ws/properties.yaml")))
        .contains("name: " + name)
        .contains("formula: ");
    assertThat(screen.run("verify", "ws", "--grow", "0").out())
        .contains("R6  invariant " + name)
        .contains("no faults: held in all");
    assertThat(screen.run("explain", "R6", "-C", "ws", "--adopt", name).err())
        .contains("R6 has a check already.");
    Files.writeString(spec, before);
    Files.delete(folder.resolve("ws/properties.yaml"));
  }

  @Test
  void askedModel_isAskedOnceAndMayBeAdopted() throws IOException {
    Path spec = folder.resolve("ws/spec.yaml");
    String before = Files.readString(spec);
    try (var model =
        AnsweringModel.with(
            """
            {"properties": [
              {"known": "AtMostOneAnswer", "because": ["Operators"]},
              {"name": "QuietLog", "kind": "invariant", "because": ["understand the log"],
               "formula": "\\\\A r \\\\in Requests : delivered[r] < 3", "comment": "few answers."},
              {"name": "Broken", "kind": "invariant", "formula": "delivered[", "comment": "no."}]}
            """)) {
      var asking = new Screen(folder, model.environment());
      assertThat(screen.run("explain", "R5", "-C", "ws", "--ask").err())
          .contains("No language model is named.")
          .contains("Set SDS_MODEL to openai:NAME");

      Shown asked = asking.run("explain", "R5", "-C", "ws", "--ask");

      assertThat(asked.code()).as(asked.err()).isZero();
      assertThat(asked.err()).contains("Asking openai:test: it is sent R5, the system's intent");
      assertThat(asked.out())
          .contains("AtMostOneAnswer (invariant, by: Operators): no client gets two answers")
          .contains("QuietLog (invariant, written by a language model, by: understand the log)")
          .contains("sds explain R5 -C ws --adopt QuietLog")
          .contains("openai:test named AtMostOneAnswer, QuietLog (31 tokens read, 4 written;")
          .contains("left out: Broken is no TLA+ here");
      assertThat(model.questions()).singleElement().asString().contains("understand the log");
      assertThat(asking.run("explain", "R5", "-C", "ws", "--ask").err())
          .contains("the reply is kept");
      assertThat(screen.run("explain", "R5", "-C", "ws").out()).contains("QuietLog");
      Map<String, Object> document =
          Json.readTree(screen.run("explain", "R5", "-C", "ws", "--json").out());
      assertThat(document.get("languageModel"))
          .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
          .containsEntry("model", "openai:test")
          .containsEntry("inputTokens", 31)
          .containsEntry("outputTokens", 4)
          .extractingByKey("leftOut")
          .asString()
          .contains("Broken is no TLA+ here");
      assertThat(String.valueOf(document.get("proposals"))).contains("readAloud=At every moment,");
      assertThat(model.questions()).hasSize(1);
    }

    assertThat(screen.run("explain", "R5", "-C", "ws", "--adopt", "Broken").code()).isEqualTo(65);
    assertThat(screen.run("explain", "R5", "-C", "ws", "--adopt", "QuietLog").code()).isZero();
    assertThat(Files.readString(spec)).contains("log\n    invariant: QuietLog\n");
    assertThat(screen.run("verify", "ws", "--grow", "0").out()).contains("R5  invariant QuietLog");
    Files.writeString(spec, before);
    Files.delete(folder.resolve("ws/properties.yaml"));
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(
              f ->
                  assertThat(Files.readString(f, StandardCharsets.ISO_8859_1))
                      .doesNotContain(AnsweringModel.KEY));
    }
  }

  @Test
  void ask_ofARequirementWithACheck_isRefused() {
    assertThat(screen.run("explain", "R3", "-C", "ws", "--ask").err())
        .contains("R3 has a check already.");
    assertThat(screen.run("explain", "R9", "-C", "ws", "--ask").err())
        .contains("The spec has no requirement 'R9'.");
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
        .containsPattern("  R3; at most 1 replica-crash: held in all [\\d,]+ reachable states")
        .containsPattern(
            "  R3.*: \\d+ of \\d+ deliberate faults in the protocol violate a property")
        .doesNotContain("3 Requests");
    Files.writeString(model, made);
  }

  /** Its own definition of the property says that all is well. */
  @Test
  void refine_withTlaOfAPersonThatBreaksARequirement_endsInThree() throws IOException {
    copy(folder.resolve("ws"), folder.resolve("own"));
    Path model = folder.resolve("own/design/router/Dispatching.tla");
    String made = Files.readString(model);
    String broken =
        made.replace("held' = held \\cup {m.req : m \\in At(ledger, p)}", "held' = held")
            .replaceFirst("(NoLostRequest ==\n).*", "$1  TRUE");
    assertThat(broken.length()).isLessThan(made.length() - 100);
    Files.writeString(model, broken);
    assertThat(screen.run("status", "own").out())
        .contains("Your edited design/router/Dispatching.tla was not held to the spec yet");

    Shown refinedAgain = screen.run("refine", "own", "--until", "design");

    assertThat(refinedAgain.code()).as(refinedAgain.err()).isEqualTo(3);
    assertThat(refinedAgain.out())
        .contains("own/design/router/Dispatching.tla: VIOLATED, invariant NoLostRequest")
        .contains("\\A r \\in accepted : delivered[r] > 0")
        .containsPattern("Down\\(p=s\\d\\) +Dispatching.tla:\\d+");
    assertThat(Files.readString(model)).isEqualTo(broken);
    assertThat(Files.readString(folder.resolve("own/evidence/README.md")))
        .contains(
            "The file in its place `design/router/Dispatching.tla` breaks R3 (NoLostRequest).");
    assertThat(Files.readString(folder.resolve("own/evidence/design.md")))
        .contains("## The model as it was edited")
        .contains("R3: at most 1 replica-crash: **violated**: `NoLostRequest` fails in ");
    String told = "Your edited design/router/Dispatching.tla breaks R3 (NoLostRequest).";
    assertThat(screen.run("status", "own").out()).contains(told);
    assertThat(screen.run("review", "design", "-C", "own").out()).contains(told);
    Shown verified = screen.run("verify", "own", "--grow", "0", "--json");
    assertThat(verified.code()).isEqualTo(3);
    assertThat(Json.readTree(verified.out()))
        .extracting("own", InstanceOfAssertFactories.LIST)
        .hasSize(1);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }

  @Test
  void verify_ofAPromise_saysWhatFairnessItRestsOn() throws IOException {
    copy(folder.resolve("ws"), folder.resolve("promise"));
    Path spec = folder.resolve("promise/spec.yaml");
    Files.writeString(
        spec,
        Files.readString(spec).replace("invariant: NoLostRequest", "liveness: EventuallyAnswered"));

    assertThat(screen.run("verify", "promise", "--grow", "0").out())
        .containsPattern("fairness assumed, so that they happen when possible for good: .*Finish");
  }

  @Test
  void verify_withTooFewStates_leavesItOpen() {
    Shown shown = screen.run("verify", "ws", "--states", "20");

    assertThat(shown.code()).isEqualTo(5);
    assertThat(shown.out()).contains("not settled");
  }
}
