package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Store.History;
import dev.sds.artifacts.Verdict;
import dev.sds.cli.bench.Workshop;
import dev.sds.cli.report.RequirementStanding;
import dev.sds.cli.workspace.EditedCode;
import dev.sds.cli.workspace.Unjudged;
import dev.sds.cli.workspace.WorkspaceSteps;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Stage;
import dev.sds.stages.Steps;
import dev.sds.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of generated code that a person edited. */
final class EditedCodeTest {

  private static final String DISPATCHER = "code/src/main/java/router/Dispatcher.java";
  private static final String HELD_AGAIN =
      "held.add(new Waiting(sent.request, policy.priority(sent.request), sent.attempt + 1));";

  private final Dossier dossier = Tour.Base.TOUR.dossier();
  private final MemoryJournal journal = Tour.Base.JOURNAL.copy();

  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeEach
  void refine() throws BadInputException {
    workspace = Workspace.create(folder.resolve("ws"), Tour.spec());
    finish();
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  /** Ends a refinement in the workspace; what it holds then. */
  private Dossier finish() {
    try (var runner = new QuickCode(dossier.kit());
        var workshop = new Workshop(Tour.kit(), runner, journal)) {
      var context = workshop.context(dossier.spec(), _ -> {}, 1);
      var steps =
          new WorkspaceSteps(
              workspace,
              WorkspaceSteps.Gates.AUTO,
              new WorkspaceSteps.Edits(
                  _ -> List.of(),
                  d ->
                      EditedCode.of(workspace, d)
                          .map(code -> code.judge(d, context, workshop.finals(), journal))
                          .orElse(d)));
      workspace.store().adoptHumanEdits();
      for (Stage stage : List.of(Stage.ARCHITECTURE, Stage.DESIGN, Stage.CODE)) {
        assertThat(steps.pass(stage, dossier)).isInstanceOf(Steps.Passage.Open.class);
      }
      steps.finish(dossier, Stage.CODE);
      return steps.ended().orElseThrow();
    }
  }

  private void edit(String from, String to) throws IOException {
    Path file = workspace.root().resolve(DISPATCHER);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private String page(String name) {
    return workspace.store().read("evidence/" + name).orElse("");
  }

  private int commits() {
    return workspace.store().log(History.ACCEPTED).size();
  }

  private Unjudged unjudged(Dossier known) {
    return Unjudged.of(workspace, Optional.of(known));
  }

  @Test
  void codeThatLosesRequests_isRejectedAndThePagesSpeakOfIt() throws IOException {
    edit(HELD_AGAIN, "if (sent.attempt < 0) { " + HELD_AGAIN + " }");
    assertThat(unjudged(dossier).yet()).containsExactly(DISPATCHER);

    Dossier ended = finish();

    Judged lead = ended.leading().orElseThrow();
    assertThat(lead.verdict())
        .isInstanceOfSatisfying(
            Verdict.Rejected.class, r -> assertThat(r.requirement()).isEqualTo("R3"));
    assertThat(EditedCode.lines(ended))
        .first()
        .asString()
        .startsWith("Your code (edits of " + DISPATCHER + ") is REJECTED, it breaks R3: ")
        .contains("never answered");
    assertThat(RequirementStanding.all(ended).get(2).status())
        .isEqualTo(RequirementStanding.Status.FAILS);
    assertThat(page("README.md")).contains("see [edits](edits.md)").contains("**not met**");
    assertThat(page("edits.md")).contains("**Rejected**").contains("proposed by human");
    assertThat(page("code.md")).contains("**Accepted:**");
    assertThat(unjudged(ended)).isEqualTo(new Unjudged(List.of(), List.of()));

    journal.entries().forEach(workspace.journal()::append);
    assertThat(new Screen(folder).run("status", "ws").out())
        .contains("that is as generated; as you edited it: rejected");

    int commits = commits();
    int runs = journal.entries().size();
    assertThat(finish().leading().orElseThrow().verdict().because())
        .isEqualTo(lead.verdict().because());
    assertThat(commits()).as("nothing is new").isEqualTo(commits);
    assertThat(journal.entries()).hasSize(runs);
  }

  @Test
  void codeWithAnotherLayout_hasTheVerdictOfWhatWasGenerated() throws IOException {
    edit(HELD_AGAIN, "// once more\n        " + HELD_AGAIN);
    int judged = journal.entries().size();

    Dossier ended = finish();

    assertThat(ended.leading().orElseThrow().accepted()).isTrue();
    assertThat(ended.leading().orElseThrow().hypothesis().editedByHand()).isTrue();
    assertThat(journal.entries()).as("one entry that says so").hasSize(judged + 1);
    assertThat(page("edits.md")).contains("**Accepted:**").contains("in layout and comments alone");
  }

  @Test
  void editThatIsTakenBack_takesItsPageAlong() throws IOException {
    edit(HELD_AGAIN, "// once more\n        " + HELD_AGAIN);
    finish();
    edit("// once more\n        ", "");

    Dossier ended = finish();

    assertThat(ended).isEqualTo(dossier);
    assertThat(page("edits.md")).isEmpty();
    assertThat(page("README.md")).doesNotContain("edits.md");
  }

  @Test
  void editOfTheProject_isSaidToBeUnjudged() throws IOException {
    Path pom = workspace.root().resolve("code/pom.xml");
    Files.writeString(pom, Files.readString(pom) + "<!-- mine -->\n");
    int commits = commits();

    Dossier ended = finish();

    assertThat(ended.leading().orElseThrow().hypothesis().editedByHand()).isFalse();
    assertThat(unjudged(ended)).isEqualTo(new Unjudged(List.of("code/pom.xml"), List.of()));
    assertThat(unjudged(ended).words()).singleElement().asString().startsWith("Not judged: ");
    assertThat(commits()).as("the edit is one, and no step is").isEqualTo(commits + 1);
  }
}
