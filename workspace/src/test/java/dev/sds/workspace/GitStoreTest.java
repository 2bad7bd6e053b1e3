package dev.sds.workspace;

import static dev.sds.workspace.Steps.SPEC;
import static dev.sds.workspace.Steps.design;
import static dev.sds.workspace.Steps.git;
import static dev.sds.workspace.Steps.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sds.artifacts.Commit;
import dev.sds.artifacts.CommitId;
import dev.sds.artifacts.MergeConflictException;
import dev.sds.artifacts.Store.History;
import dev.sds.workspace.GitStore.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitStoreTest {

  private static final String TEN = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n";

  @TempDir private Path temporary;
  private Workspace workspace;
  private GitStore store;

  @BeforeEach
  void create() throws Exception {
    workspace = Workspace.create(temporary.resolve("router"), SPEC);
    store = workspace.store();
  }

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void commit_writesFilesAndLeavesACleanTree() throws Exception {
    CommitId id = store.commit(design("h1", Map.of("design/a/design.yaml", "a: 1\n")));

    assertThat(store.read("design/a/design.yaml")).contains("a: 1\n");
    assertThat(git(workspace.root(), "status", "--porcelain")).isEmpty();
    assertThat(git(workspace.root(), "fsck", "--full", "--strict")).doesNotContain("error");
    assertThat(
            git(workspace.root(), "log", "-1", "--format=%H %cn <%ce> %(trailers:key=Sds-Stage)"))
        .startsWith(id + " SDS <sds@localhost> Sds-Stage: design");
  }

  @Test
  void commit_twiceInARow_isKeptOnce() {
    Commit step = design("h1", Map.of("design/a", "a\n"));

    assertThat(store.commit(step)).isEqualTo(store.commit(step));
    assertThat(store.log(History.ACCEPTED)).hasSize(2);
  }

  @Test
  void commit_repeatedAfterAHumanEdit_keepsTheEdit() throws Exception {
    Commit step = design("h1", Map.of("design/a", "a\n"));
    CommitId first = store.commit(step);
    write(workspace, "design/a", "mine\n");

    assertThat(store.commit(step)).isEqualTo(first);
    assertThat(store.read("design/a")).contains("mine\n");
  }

  @Test
  void unlikeGenerated_isWhatAPersonChanged_committedOrNot_untilItIsTakenBack() throws Exception {
    store.commit(design("h1", Map.of("design/a", "a\n", "design/b", "b\n")));
    assertThat(store.unlikeGenerated()).isEmpty();

    write(workspace, "design/a", "mine\n");
    write(workspace, "design/notes.txt", "mine\n");
    assertThat(store.unlikeGenerated()).containsExactly("design/a");
    store.adoptHumanEdits();
    assertThat(store.unlikeGenerated()).containsExactly("design/a");

    write(workspace, "design/a", "a\n");
    Files.delete(workspace.root().resolve("design/b"));
    assertThat(store.unlikeGenerated()).containsExactly("design/b");
  }

  @Test
  void commit_removesOtherGeneratedFilesOfItsRoots_butNotAPersons() throws Exception {
    store.commit(design("h1", Map.of("design/a/x", "x\n", "design/b/y", "y\n")));
    write(workspace, "design/a/notes.txt", "mine\n");
    store.commit(design("h2", Map.of("design/b/y", "y\n")));

    assertThat(store.read("design/a/x")).isEmpty();
    assertThat(store.read("design/a/notes.txt")).contains("mine\n");
    assertThat(git(workspace.root(), "status", "--porcelain")).isEmpty();
  }

  @Test
  void commit_mergesAHumanEditOfOtherLines_againAndAgain() throws Exception {
    store.commit(design("h1", Map.of("design/a", TEN)));
    write(workspace, "design/a", TEN.replace("2\n", "two\n"));
    store.commit(design("h2", Map.of("design/a", TEN.replace("9\n", "nine\n"))));
    assertThat(store.read("design/a"))
        .contains(TEN.replace("2\n", "two\n").replace("9\n", "nine\n"));

    store.commit(design("h3", Map.of("design/a", TEN.replace("6\n", "six\n"))));

    assertThat(store.read("design/a"))
        .contains(TEN.replace("2\n", "two\n").replace("6\n", "six\n"));
    assertThat(git(workspace.root(), "status", "--porcelain")).isEmpty();
  }

  @Test
  void commit_makesHumanEditsACommitOfTheirOwn_beforeItself() throws Exception {
    git(workspace.root(), "config", "user.name", "Ada");
    git(workspace.root(), "config", "user.email", "ada@example.org");
    write(workspace, "spec.yaml", SPEC + "intent: x\n");
    store.commit(design("h1", Map.of("design/a", "a\n")));

    assertThat(store.log(History.ACCEPTED))
        .extracting(logged -> logged.subject() + " " + logged.files())
        .startsWith("Design h1 [design/a]", "Edit spec.yaml [spec.yaml]");
    assertThat(git(workspace.root(), "log", "-1", "--skip=1", "--format=%an <%ae>"))
        .startsWith("Ada <ada@example.org>");
  }

  @Test
  void commit_leavesUnmanagedAndStagedFilesAlone() throws Exception {
    write(workspace, "notes.md", "staged\n");
    git(workspace.root(), "add", "notes.md");
    write(workspace, "notes.md", "later\n");
    write(workspace, "other.txt", "untracked\n");
    store.commit(design("h1", Map.of("design/a", "a\n")));

    assertThat(git(workspace.root(), "status", "--porcelain"))
        .isEqualTo("AM notes.md\n?? other.txt\n");
    assertThat(git(workspace.root(), "show", ":notes.md")).isEqualTo("staged\n");
  }

  @Test
  void commit_keepsWhatWasStagedOnly() throws Exception {
    write(workspace, "spec.yaml", SPEC + "# staged\n");
    git(workspace.root(), "add", "spec.yaml");
    write(workspace, "spec.yaml", SPEC + "# on disk\n");
    store.adoptHumanEdits();

    assertThat(git(workspace.root(), "show", "refs/sds/staged:spec.yaml")).contains("# staged");
    assertThat(git(workspace.root(), "show", "HEAD:spec.yaml")).contains("# on disk");
    assertThat(git(workspace.root(), "status", "--porcelain")).isEmpty();
  }

  @Test
  void commit_ignoresWhatGitIgnores() throws Exception {
    write(workspace, "code/target/a.class", "x");
    store.commit(design("h1", Map.of("design/a", "a\n")));

    assertThat(git(workspace.root(), "ls-files")).doesNotContain("target");
  }

  @Test
  void commit_ofClashingLines_reportsBothSidesAndWritesNothing() throws Exception {
    store.commit(design("h1", Map.of("design/a", TEN, "design/b", "b\n")));
    write(workspace, "design/a", TEN.replace("2\n", "two\n"));
    Commit step = design("h2", Map.of("design/a", TEN.replace("2\n", "II\n"), "design/b", "c\n"));

    MergeConflictException conflict =
        catchThrowableOfType(MergeConflictException.class, () -> store.commit(step));

    assertThat(conflict.conflicts()).hasSize(1);
    assertThat(conflict.conflicts().getFirst().mine()).contains("two");
    assertThat(conflict.conflicts().getFirst().generated()).contains("II");
    assertThat(conflict.conflicts().getFirst().marked()).contains("<<<<<<< yours", ">>>>>>> gen");
    assertThat(store.read("design/a")).contains(TEN.replace("2\n", "two\n"));
    assertThat(store.read("design/b")).contains("b\n");
  }

  @Test
  void settle_letsTheStepLand_withTheSideThePersonChose() throws Exception {
    store.commit(design("h1", Map.of("design/a", "1\n", "design/b", "1\n", "design/c", "1\n")));
    for (String name : List.of("a", "b", "c")) {
      write(workspace, "design/" + name, "mine\n");
    }
    Commit step = design("h2", Map.of("design/a", "2\n", "design/b", "2\n"));
    assertThatThrownBy(() -> store.commit(step))
        .isInstanceOf(MergeConflictException.class)
        .hasMessageContaining("design/a, design/b, design/c");

    store.settle("design/a", Side.MINE);
    store.settle("design/b", Side.GENERATED);
    store.settle("design/c", Side.MINE);
    store.commit(step);

    assertThat(store.read("design/a")).contains("mine\n");
    assertThat(store.read("design/b")).contains("2\n");
    assertThat(store.read("design/c")).contains("mine\n");
    assertThatThrownBy(() -> store.settle("design/a", Side.MINE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void commit_editsTheSpecInPlace() throws Exception {
    write(workspace, "spec.yaml", SPEC + "intent: mine\n");
    store.adoptHumanEdits();
    String answered = store.read("spec.yaml").orElseThrow() + "budget: {}\n";
    store.commit(
        new Commit(
            "Answer", "", new TreeMap<>(), new TreeMap<>(Map.of("spec.yaml", answered)), Set.of()));

    assertThat(store.read("spec.yaml")).contains(answered);
  }

  @Test
  void reject_keepsAChainApartFromTheWorkTree() throws Exception {
    store.reject(design("h1", Map.of("design/a", "one\n")));
    store.reject(design("h2", Map.of("design/a", "two\n")));
    store.reject(design("h2", Map.of("design/a", "two\n")));

    assertThat(store.log(History.REJECTED))
        .extracting(logged -> logged.trailers().get("Sds-Hypothesis") + " " + logged.files())
        .containsExactly("h2 [design/a]", "h1 [design/a]");
    assertThat(store.readRejected("h1", "design/a")).contains("one\n");
    assertThat(store.readRejected("h3", "design/a")).isEmpty();
    assertThat(store.log(History.ACCEPTED)).hasSize(1);
    assertThat(git(workspace.root(), "status", "--porcelain")).isEmpty();
    assertThat(git(workspace.root(), "fsck", "--full", "--strict")).doesNotContain("error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd", "../x", "design/../../x", ".git/config", "design/.GIT/hooks/x", "design//x",
        "design\\x", "README.md", ".sds/generated", ".sds/lock", "design/con", ""
      })
  void commit_outsideTheManagedPaths_isRefused(String path) {
    assertThatThrownBy(() -> store.commit(design("h", Map.of(path, "x"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void symbolicLinksOutOfTheWorkspace_areNotFollowed() throws Exception {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.writeString(outside.resolve("secret"), "s");
    Files.createSymbolicLink(workspace.root().resolve("design"), outside);

    assertThatThrownBy(() -> store.commit(design("h", Map.of("design/a", "x"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.read("design/secret"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(outside.resolve("a")).doesNotExist();
  }

  @Test
  void hooksAndFiltersOfTheRepository_areNotRun() throws Exception {
    Path trap = temporary.resolve("ran");
    for (String hook :
        List.of("pre-commit", "commit-msg", "post-commit", "reference-transaction")) {
      Path file = workspace.root().resolve(".git/hooks/" + hook);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "#!/bin/sh\necho " + hook + " >> " + trap + "\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    git(workspace.root(), "config", "filter.x.clean", "echo filter >> " + trap + "; cat");
    git(workspace.root(), "config", "filter.x.smudge", "echo filter >> " + trap + "; cat");
    git(workspace.root(), "config", "core.fsmonitor", "echo monitor >> " + trap);
    git(workspace.root(), "config", "commit.gpgsign", "true");
    write(workspace, ".gitattributes", "* filter=x\n");
    write(workspace, "spec.yaml", SPEC + "# edit\n");
    Files.deleteIfExists(trap);
    store.commit(design("h1", Map.of("design/a", "a\n")));
    store.reject(design("h2", Map.of("design/a", "b\n")));

    assertThat(Files.exists(trap) ? Files.readString(trap) : "").isEmpty();
  }
}
