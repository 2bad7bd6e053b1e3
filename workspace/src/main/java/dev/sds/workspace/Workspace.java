package dev.sds.workspace;

import dev.sds.artifacts.Journal;
import dev.sds.spec.BadInputException;
import dev.sds.workspace.files.Access;
import dev.sds.workspace.files.FileJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/** The Git repository that holds spec, artifacts, evidence and history, opened for one run. */
public final class Workspace implements AutoCloseable {

  private final Path root;
  private final Repository repository;
  private final FileJournal journal;
  private final Optional<RunLock> lock;
  private final GitStore store;
  private final ManagedTree tree;
  private final Approvals approvals;
  private final Proposals proposals;

  private Workspace(Path root, Repository repository, Opened opened) {
    this.root = root;
    this.repository = repository;
    this.journal = opened.journal();
    this.lock = opened.lock();
    var objects = new GitObjects(repository);
    this.tree = new ManagedTree(root, objects);
    var step = new Step(objects, tree, new Pending(root), opened.clock());
    var edits = new HumanEdits(objects, tree, step, opened.clock());
    var lander = new Lander(objects, edits, step, opened.clock());
    var log = new CommitLog(objects, opened.clock());
    this.store = new GitStore(objects, tree, edits, lander, log);
    this.approvals = new Approvals(objects, tree, edits, lander);
    var writers = new Proposals.Writers(edits, lander);
    this.proposals = new Proposals(objects, store, writers, log, opened.clock());
    if (lock.isPresent()) {
      GitStore.attempt(
          "finish what the last run left",
          () -> {
            step.recover();
            return step;
          });
    }
  }

  private record Opened(FileJournal journal, Optional<RunLock> lock, InstantSource clock) {}

  /**
   * Makes a workspace out of a spec and opens it.
   *
   * @param dir a folder that does not exist, or is empty
   */
  public static Workspace create(Path dir, String specText) throws BadInputException {
    return create(dir, Map.of(ManagedTree.SPEC, specText), InstantSource.system());
  }

  /**
   * Makes a workspace out of its first files, wholly or not at all, and opens it.
   *
   * @param files by path; {@code spec.yaml} is one of them
   */
  public static Workspace create(Path dir, Map<String, String> files, InstantSource clock)
      throws BadInputException {
    Path root = dir.toAbsolutePath().normalize();
    try {
      Creation.create(root, files, clock.instant());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a workspace in " + root, e);
    }
    return open(root, Access.WRITE, clock);
  }

  public static Workspace open(Path dir, Access access) throws BadInputException {
    return open(dir, access, InstantSource.system());
  }

  /** Opens a workspace; for writing, as its only writer until it is closed. */
  public static Workspace open(Path dir, Access access, InstantSource clock)
      throws BadInputException {
    Path root = dir.toAbsolutePath().normalize();
    try {
      Repository repository = Opening.open(root);
      Optional<RunLock> lock = Optional.empty();
      try {
        if (access == Access.WRITE) {
          lock = Optional.of(RunLock.take(root));
          boolean killed = new Pending(root).read().isPresent();
          new StaleLocks(root, repository, killed).clear();
          Opening.requireWritable(repository);
        }
        FileJournal journal = FileJournal.open(root.resolve(".sds/journal"), access);
        return new Workspace(root, repository, new Opened(journal, lock, clock));
      } catch (IOException | BadInputException | RuntimeException e) {
        repository.close();
        if (lock.isPresent()) {
          lock.get().close();
        }
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the workspace " + root, e);
    }
  }

  public Path root() {
    return root;
  }

  public Journal journal() {
    return journal;
  }

  public GitStore store() {
    return store;
  }

  public ManagedTree tree() {
    return tree;
  }

  public Approvals approvals() {
    return approvals;
  }

  public Proposals proposals() {
    return proposals;
  }

  /** The other process that writes here now, in words. */
  public Optional<String> otherWriter() {
    return lock.isPresent()
        ? Optional.empty()
        : GitStore.attempt("look at the lock", () -> RunLock.holder(root));
  }

  @Override
  public void close() {
    try {
      repository.close();
      journal.close();
      if (lock.isPresent()) {
        lock.get().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the workspace " + root, e);
    }
  }
}
