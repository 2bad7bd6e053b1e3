package dev.sds.workspace;

import dev.sds.workspace.GitObjects.Blob;
import dev.sds.workspace.GitObjects.Note;
import dev.sds.workspace.Pending.Move;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Moves the current branch, the work tree and the index to new content, together: a kill at any
 * moment leaves the old state, or a {@link Pending} note from which {@link #recover} finishes.
 */
final class Step {

  private static final int LOCK_TRIES = 50;
  private static final long LOCK_PAUSE_MILLIS = 100;

  private record Change(String path, @Nullable Blob from, @Nullable Blob to) {

    ObjectId before() {
      return from == null ? ObjectId.zeroId() : from.id();
    }

    ObjectId after() {
      return to == null ? ObjectId.zeroId() : to.id();
    }
  }

  private final GitObjects objects;
  private final ManagedTree tree;
  private final Pending pending;
  private final InstantSource clock;

  Step(GitObjects objects, ManagedTree tree, Pending pending, InstantSource clock) {
    this.objects = objects;
    this.tree = tree;
    this.pending = pending;
    this.clock = clock;
  }

  /** The new commit; empty if the branch or a file moved since {@code head} was read. */
  Optional<ObjectId> move(Head head, SortedMap<String, Blob> files, Note note) throws IOException {
    ObjectId id = objects.commit(files, head.asParents(), note, clock.instant());
    List<Change> changes = changes(head.files(), files);
    pending.write(head.id(), id);
    DirCache index = lockIndex();
    try {
      if (!isAsSeen(head, changes) || !objects.move(head.branch(), head.id(), id)) {
        pending.clear();
        return Optional.empty();
      }
      write(changes);
      update(index, changes);
    } finally {
      index.unlock();
    }
    pending.clear();
    return Optional.of(id);
  }

  /** Finishes what a killed run left half done. Files that a person changed since stay. */
  void recover() throws IOException {
    Optional<Move> found = pending.read();
    if (found.isEmpty()) {
      return;
    }
    Move move = found.get();
    if (Head.of(objects).id().equals(move.to())) {
      List<Change> changes = changes(objects.files(move.from()), objects.files(move.to()));
      DirCache index = lockIndex();
      try {
        write(changes.stream().filter(this::isUnwritten).toList());
        update(index, changes);
      } finally {
        index.unlock();
      }
    }
    pending.clear();
  }

  private boolean isUnwritten(Change change) {
    try {
      return tree.at(change.path()).equals(change.before());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Change> changes(
      SortedMap<String, Blob> before, SortedMap<String, Blob> after) {
    var paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    var changes = new ArrayList<Change>();
    for (String path : paths) {
      var change = new Change(path, before.get(path), after.get(path));
      if (change.from() == null || !change.from().equals(change.to())) {
        changes.add(change);
      }
    }
    return changes;
  }

  private boolean isAsSeen(Head head, List<Change> changes) throws IOException {
    for (Change change : changes) {
      ObjectId disk = tree.at(change.path());
      if (!disk.equals(change.before()) && !disk.equals(change.after())) {
        return false;
      }
    }
    return head.branch().equals(objects.repository().getFullBranch());
  }

  private void write(List<Change> changes) throws IOException {
    for (Change change : changes) {
      if (change.to() == null) {
        tree.delete(change.path());
      }
    }
    for (Change change : changes) {
      Blob to = change.to();
      if (to != null && !tree.at(change.path()).equals(to.id())) {
        tree.write(change.path(), to);
      }
    }
  }

  private DirCache lockIndex() throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        // Without the repository: with it, JGit would run the repository's filters on the files.
        return DirCache.lock(objects.repository().getIndexFile(), objects.repository().getFS());
      } catch (LockFailedException e) {
        if (tries == LOCK_TRIES) {
          pending.clear();
          throw new IOException("Another Git program is at work: it holds .git/index.lock", e);
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(LOCK_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while another Git program was at work", e);
    }
  }

  private void update(DirCache index, List<Change> changes) throws IOException {
    DirCacheEditor editor = index.editor();
    for (Change change : changes) {
      Blob to = change.to();
      if (to == null) {
        editor.add(new DirCacheEditor.DeletePath(change.path()));
      } else {
        editor.add(new Staged(change.path(), to, seen(change.path(), to)));
      }
    }
    editor.finish();
    index.write();
    if (!index.commit()) {
      throw new IOException("Cannot replace the index of the repository");
    }
  }

  /**
   * What Git may go by instead of reading a file again; nothing if the file holds something else,
   * such as what a person wrote meanwhile. The content is read last: what comes later shows in the
   * time.
   */
  private Optional<Seen> seen(String path, Blob blob) throws IOException {
    Path file = tree.file(path);
    if (blob.mode().equals(FileMode.SYMLINK)
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    var seen = new Seen(Files.size(file), Files.getLastModifiedTime(file).toInstant());
    return tree.at(path).equals(blob.id()) ? Optional.of(seen) : Optional.empty();
  }

  private record Seen(long length, Instant modified) {}

  private static final class Staged extends DirCacheEditor.PathEdit {

    private final Blob blob;
    private final Optional<Seen> seen;

    Staged(String path, Blob blob, Optional<Seen> seen) {
      super(path);
      this.blob = blob;
      this.seen = seen;
    }

    @Override
    public void apply(DirCacheEntry entry) {
      entry.setFileMode(blob.mode());
      entry.setObjectId(blob.id());
      entry.setLength(seen.map(Seen::length).orElse(0L)); // With none, Git compares the content.
      entry.setLastModified(seen.map(Seen::modified).orElse(Instant.EPOCH));
    }
  }
}
