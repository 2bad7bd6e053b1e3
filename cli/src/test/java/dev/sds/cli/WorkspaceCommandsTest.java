package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Json;
import dev.sds.cli.Screen.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a workspace up to a gate, in the words of the terminal. */
final class WorkspaceCommandsTest {

  @TempDir Path folder;

  private Screen screen;

  @BeforeEach
  void open() {
    screen = new Screen(folder);
  }

  private Screen waiting() throws IOException {
    screen.write("in/spec.yaml", Screen.spec(Map.of()));
    Shown refined = screen.run("refine", "in", "--workspace", "ws", "--until", "architecture");
    assertThat(refined.code()).as(refined.err()).isEqualTo(4);
    assertThat(refined.out()).contains("then `sds approve architecture -C ws` or");
    return screen;
  }

  @Test
  void init_makesAWorkspaceNamedAfterItsFolder() {
    Shown shown = screen.run("init", "router", "--kit", "llm-serving");

    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("Made the workspace router").contains("sds refine");
    assertThat(folder.resolve("router/spec.yaml")).content().contains("system: router\n");
    assertThat(screen.run("status", "router").out())
        .contains("router (kit llm-serving), workspace router")
        .contains("code          not made")
        .contains("Next: `sds refine router`");
    assertThat(new Screen(folder.resolve("router")).run("status").out())
        .contains("Next: `sds refine`");
  }

  @Test
  void init_withANameThatNoSpecMayBear_saysWhichOneWouldDo() {
    Shown shown = screen.run("init", "My Router");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err())
        .contains("'My Router' cannot name a system.", "sds init my-router")
        .doesNotContain("spec.yaml");
  }

  @Test
  void unknownCommand_isAnsweredWithTheNearest_orAll() {
    assertThat(screen.run("statsu").err()).contains("Did you mean `status`?");
    assertThat(screen.run("frob").err()).contains("Known: ").doesNotContain("Did you mean");
  }

  @Test
  void init_intoAFolderWithFiles_refuses() throws IOException {
    screen.write("router/note.txt", "mine");

    Shown shown = screen.run("init", "router");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("exists and is not an empty folder");
    assertThat(folder.resolve("router")).isDirectoryContaining("glob:**note.txt");
    assertThat(folder.resolve("router/spec.yaml")).doesNotExist();
  }

  @Test
  void init_withAnUnknownKit_namesTheKnownOnes() {
    Shown shown = screen.run("init", "router", "--kit", "lm-serving");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("Did you mean `llm-serving`?");
    assertThat(folder.resolve("router")).doesNotExist();
  }

  @Test
  void status_atAHumanGate_saysWhoWaitsAndEndsIn4() throws IOException {
    Shown shown = waiting().run("status", "ws");

    assertThat(shown.code()).isEqualTo(4);
    assertThat(shown.out())
        .contains("architecture  waiting")
        .contains("a proposal waits for you")
        .contains("Next: `sds review architecture -C ws`, then approve or reject it");
  }

  @Test
  void status_asJson_isOneDocument() throws IOException {
    Map<String, Object> document = Json.readTree(waiting().run("status", "ws", "--json").out());

    assertThat(document).containsEntry("system", "tiny").containsEntry("noDesign", false);
    assertThat((List<?>) document.get("stages")).hasSize(3);
    assertThat((List<?>) document.get("requirements")).hasSize(3);
  }

  @Test
  void review_ofAProposal_showsWhatItChangesAndHowToDecide() throws IOException {
    Shown shown = waiting().run("review", "architecture", "-C", "ws");

    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains("architecture of tiny: waiting")
        .contains("queueing      held (pinned)")
        .containsPattern("\\+\\d+ +0  architecture/architecture.yaml")
        .contains("  sds approve architecture -C ws")
        .contains("  sds reject architecture -C ws --why \"...\"");
  }

  @Test
  void approve_landsTheProposalAndSaysHowToGoOn() throws IOException {
    Shown shown = waiting().run("approve", "architecture", "-C", "ws");

    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains("architecture is approved by")
        .contains("Go on with `sds refine ws`.");
    assertThat(folder.resolve("ws/architecture/architecture.yaml")).exists();
    Shown status = screen.run("status", "ws");
    assertThat(status.code()).isZero();
    assertThat(status.out()).contains("architecture  accepted").contains("approved by");
  }

  @Test
  void approval_ofEditedContent_isVoidAndSaysSo() throws IOException {
    waiting().run("approve", "architecture", "-C", "ws");
    Files.writeString(
        folder.resolve("ws/architecture/README.md"),
        "Mine.\n",
        java.nio.file.StandardOpenOption.APPEND);

    Shown status = screen.run("status", "ws");
    assertThat(status.out())
        .contains("is void: the content changed since")
        .contains("Your edits, not yet committed")
        .contains("Not judged: your edits of architecture/README.md.");
    assertThat(screen.run("review", "architecture", "-C", "ws").out())
        .contains("Not judged: your edits of architecture/README.md.")
        .contains("sds explain R1 -C ws");

    Shown again = screen.run("approve", "architecture", "-C", "ws");
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("is void");
    assertThat(screen.run("status", "ws").out()).doesNotContain("is void");
  }

  @Test
  void reject_keepsTheProposalWithItsReason() throws IOException {
    Shown shown = waiting().run("reject", "architecture", "-C", "ws", "--why", "Too central.");

    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("is turned down and kept");
    assertThat(folder.resolve("ws/architecture")).doesNotExist();
    assertThat(screen.run("status", "ws").out())
        .containsPattern("judged last, hypothesis \\w+, which neither stands nor waits:");
    assertThat(screen.run("log", "ws", "--rejected").out()).contains("a person: Too central.");
    Shown again = screen.run("reject", "architecture", "-C", "ws", "--why", "Again.");
    assertThat(again.code()).isEqualTo(65);
    assertThat(count(again.err(), "error: ")).isEqualTo(1);
  }

  @Test
  void decision_aboutAStageWithNothing_isRefused() throws IOException {
    waiting();
    for (String stage : List.of("design", "code", "spec")) {
      Shown shown = screen.run("approve", stage, "-C", "ws");
      assertThat(shown.code()).isEqualTo(65);
      assertThat(count(shown.err(), "error: ")).isEqualTo(1);
    }
  }

  @Test
  void status_afterASpecChange_namesWhatChanged() throws IOException {
    waiting();
    Path spec = folder.resolve("ws/spec.yaml");
    Files.writeString(spec, Files.readString(spec).replace("4000 s", "3000 s"));

    Shown shown = screen.run("status", "ws");

    assertThat(shown.out()).contains("The spec changed since: R2 asks for something else.");
  }

  @Test
  void status_afterACommentInTheSpec_saysThatNothingJudgedChanged() throws IOException {
    waiting();
    Path spec = folder.resolve("ws/spec.yaml");
    Files.writeString(spec, "# a remark\n" + Files.readString(spec));

    Shown shown = screen.run("status", "ws");

    assertThat(shown.out())
        .contains("The spec changed since: only its wording, nothing that is judged.");
  }

  @Test
  void refine_untilTheSpec_makesNothingOfIt() throws IOException {
    screen.write("in/spec.yaml", Screen.spec(Map.of("gates: {", "gates: {spec: human, ")));

    Shown shown = screen.run("refine", "in", "--workspace", "ws", "--until", "spec");

    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out()).contains("The spec is sound.");
    assertThat(shown.err()).contains("Nothing waits for `gates.spec`");
    assertThat(folder.resolve("ws/spec.yaml")).exists();
    assertThat(folder.resolve("ws/architecture")).doesNotExist();
  }

  @Test
  void status_withABrokenSpec_stillShowsTheStages() throws IOException {
    waiting();
    Files.writeString(folder.resolve("ws/spec.yaml"), "sds: 1\nnonsense: 2\n");

    Shown shown = screen.run("status", "ws");

    assertThat(shown.code()).isEqualTo(4);
    assertThat(shown.out())
        .contains("architecture  waiting")
        .contains("The spec cannot be used as it is:")
        .contains("it can no longer be read")
        .contains("Next: mend spec.yaml");
  }

  @Test
  void log_listsTheStepsNewestFirst() throws IOException {
    waiting().run("approve", "architecture", "-C", "ws");

    List<String> lines = screen.run("log", "ws").out().lines().toList();

    assertThat(lines).last().asString().contains("Start the workspace");
    assertThat(lines.getFirst()).contains("Approve architecture");
    assertThat(screen.run("log", "ws", "-n", "1").out().lines()).hasSize(1);
  }

  @Test
  void explain_ofADecision_listsTheAlternatives() throws IOException {
    Shown shown = waiting().run("explain", "queueing", "-C", "ws");

    assertThat(shown.code()).isZero();
    assertThat(shown.out())
        .contains("queueing: held")
        .contains("decided by you: spec.yaml pins it")
        .contains("* held:")
        .contains("  push:")
        .contains("never tried");
  }

  @Test
  void explain_ofSomethingUnknown_saysWhatIsKnown() throws IOException {
    Shown shown = waiting().run("explain", "R9", "-C", "ws");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("'R9' is no requirement").contains("R1, R2, R3");
    Shown value = screen.run("explain", "recovery=leger", "-C", "ws");
    assertThat(value.err()).contains("Did you mean `ledger`?");
  }

  @Test
  void verify_beforeADesign_saysThatNoneStands() throws IOException {
    Shown shown = waiting().run("verify", "ws");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("No design stands yet.");
  }

  @Test
  void bench_comparesBaselinesOnATrainWorkload() throws IOException {
    screen.write("spec.yaml", Screen.spec(Map.of()));

    Shown shown = screen.run("bench", "--baseline", "round-robin", "expert");

    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("Workload chat, 2 seeds")
        .contains("against least-outstanding")
        .containsPattern("round-robin .* x\\d\\.\\d{3} \\[")
        .containsPattern("least-outstanding .* - ")
        .doesNotContain("funsearch");
    assertThat(screen.run("bench", "--workload", "fresh-chat").err())
        .contains("is a holdout workload: only the last gate runs it");
    assertThat(screen.run("bench", "--baseline", "exprt").err()).contains("Did you mean `expert`?");
    assertThat(screen.run("bench", "--seeds", "0").code()).isEqualTo(65);
  }

  @Test
  void settle_withoutAConflict_saysSo() {
    screen.run("init", "ws");

    Shown shown = screen.run("settle", "code/x", "--mine", "-C", "ws");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("There is no conflict about 'code/x' to settle.");
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
