package dev.sds.workspace;

import dev.sds.artifacts.Commit;
import dev.sds.artifacts.CommitId;
import dev.sds.artifacts.Store;
import dev.sds.workspace.GitObjects.Note;
import dev.sds.workspace.Lander.Landing;
import dev.sds.workspace.ThreeWay.Incoming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/** A store in a Git repository and its work tree. */
public final class GitStore implements Store {

  /** Whose side of a conflict to keep. */
  public enum Side {
    /** What is in the work tree now, with whatever the person took over by hand. */
    MINE,
    GENERATED
  }

  private static final ObjectId NOTHING = ObjectId.zeroId();

  private final GitObjects objects;
  private final ManagedTree tree;
  private final HumanEdits edits;
  private final Lander lander;
  private final CommitLog log;

  GitStore(GitObjects objects, ManagedTree tree, HumanEdits edits, Lander lander, CommitLog log) {
    this.objects = objects;
    this.tree = tree;
    this.edits = edits;
    this.lander = lander;
    this.log = log;
  }

  @Override
  public synchronized CommitId commit(Commit commit) {
    return attempt("commit", () -> lander.land(landing(commit)));
  }

  @Override
  public synchronized void reject(Commit commit) {
    attempt(
        "keep a rejected hypothesis",
        () -> {
          log.reject(commit);
          return commit;
        });
  }

  @Override
  public Optional<String> read(String path) {
    return attempt("read " + path, () -> tree.read(path));
  }

  @Override
  public Optional<String> readRejected(String hypothesis, String path) {
    return attempt("read " + path, () -> log.readRejected(hypothesis, path));
  }

  @Override
  public List<Logged> log(History history) {
    return attempt(
        "read the history",
        () ->
            switch (history) {
              case ACCEPTED -> log.accepted();
              case REJECTED -> log.rejected();
            });
  }

  /** Paths of managed files that a person changed since the last commit. */
  public Set<String> humanEdits() {
    return attempt("look for your edits", edits::changed);
  }

  /** Paths of generated files that people have changed, committed or not. */
  public Set<String> unlikeGenerated() {
    return attempt("look for your edits", edits::unlikeGenerated);
  }

  /** The texts of the managed files in a folder, by path, as they are on disk. */
  public SortedMap<String, String> under(String folder) {
    return attempt(
        "read " + folder,
        () -> {
          var texts = new TreeMap<String, String>();
          for (String path : tree.under(folder)) {
            tree.read(path).ifPresent(text -> texts.put(path, text));
          }
          return texts;
        });
  }

  /**
   * Whether some files were last generated as they are here. What people made of them since does
   * not count: to generate the same once more would change nothing.
   */
  public boolean isGenerated(SortedMap<String, String> files) {
    return attempt("look at what was generated", () -> edits.isGenerated(files));
  }

  /** Those of some paths whose content is not that of the last commit; none that do not exist. */
  public Set<String> uncommitted(Set<String> paths) {
    return attempt("look at what is committed", () -> edits.uncommitted(paths));
  }

  /**
   * Commits, as the person's, what they changed in managed files. A run does this before it reads
   * anything that it will generate from.
   */
  public synchronized void adoptHumanEdits() {
    attempt("commit your edits", () -> edits.adopt(Set.of()));
  }

  /** Settles a conflict of the last step that could not land, so that the step can be repeated. */
  public synchronized CommitId settle(String path, Side side) {
    return attempt(
        "settle " + path,
        () -> {
          ManagedTree.requireManaged(path);
          Head head = edits.adopt(Set.of());
          ObjectId theirs = conflicting(path);
          ObjectId base = side == Side.MINE ? theirs : head.at(path);
          String subject =
              "Keep " + (side == Side.MINE ? "my" : "the generated") + " side of " + path;
          var note = new Note(subject + "\n\nSds-Author: human\n", Person.of(objects.repository()));
          var generated = new TreeMap<>(Map.of(path, theirs));
          return lander.land(
              new Landing(note, List.of(new Incoming(path, base, theirs)), generated));
        });
  }

  private ObjectId conflicting(String path) throws IOException {
    ObjectId conflict = objects.resolve(Lander.CONFLICT);
    if (conflict.equals(NOTHING)
        || objects.parse(conflict).getFullMessage().lines().noneMatch(path::equals)) {
      throw new IllegalArgumentException("There is no conflict about '" + path + "' to settle.");
    }
    return new Head(Lander.CONFLICT, conflict, objects.files(conflict)).at(path);
  }

  /** A step against what the current branch was generated from. */
  Landing landing(Commit commit) throws IOException {
    Head head = Head.of(objects);
    Manifest manifest = Manifest.of(head, objects);
    var incoming = new ArrayList<Incoming>();
    SortedMap<String, ObjectId> generated = new TreeMap<>();
    for (Map.Entry<String, String> file : commit.files().entrySet()) {
      String path = file.getKey();
      ManagedTree.requireManaged(path);
      ObjectId theirs = objects.insert(file.getValue().getBytes(StandardCharsets.UTF_8));
      if (ManagedTree.isEditedInPlace(path)) {
        incoming.add(new Incoming(path, head.at(path), theirs));
      } else {
        incoming.add(new Incoming(path, manifest.at(path), theirs));
        generated.put(path, theirs);
      }
    }
    for (Map.Entry<String, ObjectId> old : manifest.generated().entrySet()) {
      String path = old.getKey();
      if (!commit.files().containsKey(path) && isUnder(path, commit.roots())) {
        incoming.add(new Incoming(path, old.getValue(), NOTHING));
        generated.put(path, NOTHING);
      }
    }
    return new Landing(new Note(commit.message(), Person.SDS), incoming, generated);
  }

  private static boolean isUnder(String path, Set<String> roots) {
    return roots.stream()
        .map(root -> root.endsWith("/") ? root : root + "/")
        .anyMatch(root -> (path + "/").startsWith(root));
  }

  /** Work on the repository. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /** Runs it to its end: an interrupt, which would break file channels, waits until then. */
  static <T> T attempt(String what, Work<T> work) {
    boolean interrupted = Thread.interrupted();
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot " + what + ": " + e.getMessage(), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
