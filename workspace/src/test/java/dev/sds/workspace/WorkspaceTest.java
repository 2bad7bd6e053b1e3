package dev.sds.workspace;

import static dev.sds.workspace.Steps.SPEC;
import static dev.sds.workspace.Steps.design;
import static dev.sds.workspace.Steps.git;
import static dev.sds.workspace.Steps.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.artifacts.Store.History;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Stage;
import dev.sds.workspace.files.Access;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceTest {

  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void create() throws Exception {
    root = temporary.resolve("router");
    Workspace.create(root, SPEC).close();
  }

  @Test
  void create_leavesACleanRepositoryAndNothingBesideIt() throws Exception {
    assertThat(Files.readString(root.resolve("spec.yaml"))).isEqualTo(SPEC);
    assertThat(git(root, "status", "--porcelain", "--branch")).isEqualTo("## main\n");
    assertThat(git(root, "ls-files")).isEqualTo(".gitattributes\n.gitignore\nspec.yaml\n");
    try (var names = Files.list(temporary)) {
      assertThat(names).containsExactly(root);
    }
  }

  @Test
  void create_overAnEmptyFolder_works_andOverAnotherIsRefused() throws Exception {
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    Workspace.create(empty, SPEC).close();

    assertThatThrownBy(() -> Workspace.create(root, "other"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("not an empty folder");
    assertThat(Files.readString(root.resolve("spec.yaml"))).isEqualTo(SPEC);
  }

  @Test
  void open_namesWhatIsWrongWithAFolder() throws Exception {
    refused(temporary.resolve("none")).hasMessageContaining("There is no folder");
    refused(temporary).hasMessageContaining("not the top folder of a Git repository");
    Path bare = temporary.resolve("bare");
    git(temporary, "init", "--bare", bare.toString());
    refused(bare).hasMessageContaining("bare repository");
    Files.delete(root.resolve("spec.yaml"));
    refused(root).hasMessageContaining("no spec.yaml");
  }

  @Test
  void open_duringAMerge_isRefused() throws Exception {
    git(root, "switch", "-qc", "other");
    Files.writeString(root.resolve("spec.yaml"), "other\n");
    git(root, "commit", "-qam", "other");
    git(root, "switch", "-q", "main");
    Files.writeString(root.resolve("spec.yaml"), "main\n");
    git(root, "commit", "-qam", "main");
    assertThatThrownBy(() -> git(root, "merge", "other")).hasMessageContaining("CONFLICT");

    refused(root).hasMessageContaining("in the middle of something");
  }

  @Test
  void open_withoutABranch_isRefused() throws Exception {
    git(root, "checkout", "-q", "--detach");

    refused(root).hasMessageContaining("No branch is checked out");
  }

  @Test
  void open_whileAnotherRunWrites_saysWho_andReadingStillWorks() throws Exception {
    try (var writer = Workspace.open(root, Access.WRITE)) {
      writer.store().commit(design("h1", Map.of("design/a", "a\n")));
      refused(root)
          .hasMessageContaining("Another run is using this workspace: process ")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
      try (var reader = Workspace.open(root, Access.READ)) {
        assertThat(reader.store().read("design/a")).contains("a\n");
      }
    }
    Workspace.open(root, Access.WRITE).close();
  }

  @Test
  void staleGitLocks_areCleared_butYoungOnesAreRespected() throws Exception {
    Path index = Files.createFile(root.resolve(".git/index.lock"));
    refused(root).hasMessageContaining("holds .git/index.lock");
    FileTime old = FileTime.from(Instant.now().minusSeconds(60));
    Files.setLastModifiedTime(index, old);
    Path main = Files.createFile(root.resolve(".git/refs/heads/main.lock"));
    Files.setLastModifiedTime(main, old);
    Files.createDirectories(root.resolve(".git/refs/sds"));
    Files.createFile(root.resolve(".git/refs/sds/rejected.lock"));

    try (var workspace = Workspace.open(root, Access.WRITE)) {
      workspace.store().commit(design("h1", Map.of("design/a", "a\n")));
      workspace.store().reject(design("h2", Map.of("design/a", "b\n")));
    }
    assertThat(index).doesNotExist();
  }

  @Test
  void stepKilledAfterItsBranchMoved_isFinished_andAPersonsFileStays() throws Exception {
    try (var workspace = Workspace.open(root, Access.WRITE)) {
      workspace.store().commit(design("h1", Map.of("design/a", "1\n", "design/b", "1\n")));
      workspace
          .store()
          .commit(design("h2", Map.of("design/a", "2\n", "design/b", "2\n", "design/c", "2\n")));
    }
    String to = git(root, "rev-parse", "HEAD").strip();
    String from = git(root, "rev-parse", "HEAD~").strip();
    git(root, "reset", "-q", "--hard", from);
    git(root, "update-ref", "refs/heads/main", to);
    Files.writeString(root.resolve(".sds/pending"), from + " " + to + "\n");
    Files.createFile(root.resolve(".git/index.lock"));
    Path mine = Files.writeString(root.resolve("design/b"), "mine\n");
    // So old that Git goes by size and time where the index has them.
    Files.setLastModifiedTime(mine, FileTime.from(Instant.now().minusSeconds(60)));

    try (var workspace = Workspace.open(root, Access.WRITE)) {
      assertThat(workspace.store().read("design/a")).contains("2\n");
      assertThat(workspace.store().read("design/c")).contains("2\n");
      assertThat(workspace.store().humanEdits()).containsExactly("design/b");
    }
    assertThat(git(root, "status", "--porcelain")).isEqualTo(" M design/b\n");
    assertThat(root.resolve(".sds/pending")).doesNotExist();
  }

  @Test
  void stepKilledBeforeItsBranchMoved_isForgotten() throws Exception {
    try (var workspace = Workspace.open(root, Access.WRITE)) {
      workspace.store().commit(design("h1", Map.of("design/a", "1\n")));
    }
    String to = git(root, "rev-parse", "HEAD").strip();
    String from = git(root, "rev-parse", "HEAD~").strip();
    git(root, "reset", "-q", "--hard", from);
    Files.writeString(root.resolve(".sds/pending"), from + " " + to + "\n");

    try (var workspace = Workspace.open(root, Access.WRITE)) {
      assertThat(workspace.store().read("design/a")).isEmpty();
      assertThat(workspace.store().log(History.ACCEPTED)).hasSize(1);
    }
  }

  @Test
  void repositoryMadeByHand_withoutACommit_becomesAWorkspace() throws Exception {
    Path own = Files.createDirectory(temporary.resolve("own"));
    git(own, "init", "-qb", "trunk");
    Files.writeString(own.resolve("spec.yaml"), SPEC);
    try (var workspace = Workspace.open(own, Access.WRITE)) {
      workspace.store().commit(design("h1", Map.of("design/a", "a\n")));
      assertThat(workspace.store().log(History.ACCEPTED)).hasSize(2);
    }
    assertThat(git(own, "log", "--format=%s", "trunk")).isEqualTo("Design h1\nEdit spec.yaml\n");
  }

  @Test
  void clone_mergesAsTheOriginalWould() throws Exception {
    try (var workspace = Workspace.open(root, Access.WRITE)) {
      workspace.store().commit(design("h1", Map.of("design/a", "1\n2\n3\n4\n5\n")));
      write(workspace, "design/a", "one\n2\n3\n4\n5\n");
      workspace.store().commit(design("h2", Map.of("design/a", "1\n2\n3\n4\nfive\n")));
    }
    git(temporary, "clone", "-q", root.toString(), "copy");
    try (var copy = Workspace.open(temporary.resolve("copy"), Access.WRITE)) {
      copy.store().commit(design("h3", Map.of("design/a", "1\n2\nthree\n4\n5\n")));
      assertThat(copy.store().read("design/a")).contains("one\n2\nthree\n4\n5\n");
    }
  }

  @Test
  void proposal_waitsOnItsBranch_andLandsWithWhatAPersonAddedToIt() throws Exception {
    try (var workspace = Workspace.open(root, Access.WRITE)) {
      var proposals = workspace.proposals();
      var step = design("h1", Map.of("design/a", "1\n2\n3\n4\n5\n"));
      assertThat(proposals.propose(Stage.DESIGN, step))
          .isEqualTo(proposals.propose(Stage.DESIGN, step));
      assertThat(workspace.store().read("design/a")).isEmpty();
      git(root, "switch", "-q", "sds/proposal/design");
      write(workspace, "design/a", "1\n2\n3\n4\nfive\n");
      git(root, "commit", "-qam", "Better");
      assertThatThrownBy(() -> proposals.accept(Stage.DESIGN, Approver.PERSON))
          .hasMessageContaining("itself is checked out");
      git(root, "switch", "-q", "main");
      write(workspace, "spec.yaml", SPEC + "# later\n");

      proposals.accept(Stage.DESIGN, Approver.AUTO);

      assertThat(workspace.store().read("design/a")).contains("1\n2\n3\n4\nfive\n");
      assertThat(workspace.store().read("spec.yaml")).contains(SPEC + "# later\n");
      var last = workspace.store().log(History.ACCEPTED).getFirst();
      assertThat(last.trailers())
          .containsEntry("Sds-Approved-By", "auto")
          .containsEntry("Sds-Hypothesis", "h1");
      assertThat(proposals.waiting(Stage.DESIGN)).isEmpty();
      workspace.store().commit(design("h2", Map.of("design/a", "one\n2\n3\n4\n5\n")));
      assertThat(workspace.store().read("design/a")).contains("one\n2\n3\n4\nfive\n");
    }
    assertThat(git(root, "status", "--porcelain")).isEmpty();
  }

  @Test
  void proposal_discarded_isKeptAmongTheRejected() throws Exception {
    try (var workspace = Workspace.open(root, Access.WRITE)) {
      workspace.proposals().propose(Stage.DESIGN, design("h1", Map.of("design/a", "a\n")));
      workspace.proposals().discard(Stage.DESIGN, "too\nslow");

      assertThat(workspace.store().readRejected("h1", "design/a")).contains("a\n");
      assertThat(workspace.store().log(History.REJECTED).getFirst().trailers())
          .containsEntry("Sds-Rejected", "too slow");
      assertThatThrownBy(() -> workspace.proposals().discard(Stage.DESIGN, "again"))
          .hasMessageContaining("Nothing waits");
    }
    assertThat(git(root, "branch", "--list", "sds/*")).isEmpty();
  }

  @Test
  void approval_isVoidOnceTheContentChanges() throws Exception {
    git(root, "config", "user.name", "Ada");
    git(root, "config", "user.email", "ada@example.org");
    try (var workspace = Workspace.open(root, Access.WRITE)) {
      workspace.store().commit(design("h1", Map.of("design/a", "a\n")));
      var approvals = workspace.approvals();
      var tree = workspace.tree();
      assertThat(approvals.state(Stage.DESIGN, tree.hash(Stage.DESIGN)))
          .isEqualTo(new ApprovalState.None());
      var approval = approvals.approve(Stage.DESIGN, Approver.PERSON, "fast\tenough");
      assertThat(approval.by()).isEqualTo("Ada <ada@example.org>");
      assertThat(approvals.state(Stage.DESIGN, tree.hash(Stage.DESIGN)))
          .isEqualTo(new ApprovalState.Approved(approval));

      write(workspace, "design/a", "b\n");
      String hash = tree.hash(Stage.DESIGN);
      assertThat(approvals.state(Stage.DESIGN, hash))
          .isEqualTo(new ApprovalState.Voided(approval, hash));
      approvals.approve(Stage.CODE, Approver.AUTO, "no code yet");
    }
    assertThat(git(root, "log", "-1", "--skip=1", "--format=%s|%an"))
        .startsWith("Edit design/a|Ada");
    assertThat(List.of(git(root, "status", "--porcelain"))).containsExactly("");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(Path folder) {
    return assertThatThrownBy(() -> Workspace.open(folder, Access.WRITE))
        .isInstanceOf(BadInputException.class);
  }
}
