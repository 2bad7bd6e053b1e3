package dev.sds.workspace;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryState;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** What must hold of a folder before a run may use it as a workspace. */
final class Opening {

  private Opening() {}

  /** The repository of a folder that has one and a spec. */
  static Repository open(Path root) throws IOException, BadInputException {
    QuietGit.install();
    if (!Files.isDirectory(root)) {
      throw bad("missing", "There is no folder '" + root + "'.", "Make one: sds init " + root);
    }
    if (!Files.exists(root.resolve(".git"))) {
      throw withoutGit(root);
    }
    Repository repository = repository(root);
    if (repository.getConfig().getBoolean("core", "bare", false)) {
      repository.close();
      throw bare(root);
    }
    if (!Files.isRegularFile(root.resolve(ManagedTree.SPEC), LinkOption.NOFOLLOW_LINKS)) {
      repository.close();
      throw bad(
          "no-spec",
          "'" + root + "' has no spec.yaml.",
          "Write one, or start from a kit's: sds init <name>");
    }
    return repository;
  }

  /** Refuses a repository in which a commit would be lost or would end what a person is doing. */
  static void requireWritable(Repository repository) throws IOException, BadInputException {
    RepositoryState state = repository.getRepositoryState();
    if (state != RepositoryState.SAFE) {
      throw bad(
          "unfinished",
          "The repository is in the middle of something (" + state.getDescription() + ").",
          "Finish or abort it first: git status says how.");
    }
    if (repository.readDirCache().hasUnmergedPaths()) {
      throw bad(
          "unmerged",
          "The repository has files with unresolved conflicts.",
          "Resolve them and git add them first.");
    }
    String branch = repository.getFullBranch();
    if (branch == null || !branch.startsWith("refs/")) {
      throw bad(
          "detached-head",
          "No branch is checked out, so new commits would be lost.",
          "Make one first: git switch -c <name>");
    }
  }

  private static Repository repository(Path root) throws IOException, BadInputException {
    try {
      return new FileRepositoryBuilder()
          .setWorkTree(root.toFile())
          .setMustExist(true)
          .setup()
          .build();
    } catch (RepositoryNotFoundException e) {
      throw withoutGit(root);
    }
  }

  private static BadInputException withoutGit(Path root) {
    if (Files.isRegularFile(root.resolve("HEAD")) && Files.isDirectory(root.resolve("objects"))) {
      return bare(root);
    }
    return bad(
        "not-a-repository",
        "'" + root + "' is not the top folder of a Git repository.",
        "Make a workspace with sds init, or this folder a repository with git init.");
  }

  private static BadInputException bare(Path root) {
    return bad(
        "bare",
        "'" + root + "' is a bare repository: it has no files to work on.",
        "Clone it and work in the clone: git clone " + root);
  }

  static BadInputException bad(String code, String message, String fix) {
    return new BadInputException(Diagnostic.error("workspace." + code, message, fix));
  }
}
