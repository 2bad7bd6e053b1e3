package dev.sds.workspace;

import dev.sds.artifacts.MergeConflictException.Conflict;
import dev.sds.workspace.GitObjects.Blob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;
import org.jspecify.annotations.Nullable;

/** Merges what a person has with what was generated, file by file and line by line. */
final class ThreeWay {

  /**
   * A change to merge in.
   *
   * @param base what both sides started from; the zero id if nothing
   * @param theirs what is wanted; the zero id to remove the file
   */
  record Incoming(String path, ObjectId base, ObjectId theirs) {}

  /** What came of it. */
  sealed interface Merged {

    /** The content to keep, or none. */
    record Clean(Optional<Blob> blob) implements Merged {}

    /** Both sides changed the same lines. */
    record Clash(Conflict conflict) implements Merged {}
  }

  private static final ObjectId NOTHING = ObjectId.zeroId();

  private final GitObjects objects;

  ThreeWay(GitObjects objects) {
    this.objects = objects;
  }

  Merged merge(Incoming change, @Nullable Blob mine) throws IOException {
    ObjectId ours = mine == null ? NOTHING : mine.id();
    ObjectId theirs = change.theirs();
    if (theirs.equals(ours) || theirs.equals(change.base())) {
      return new Merged.Clean(Optional.ofNullable(mine));
    }
    if (ours.equals(change.base())) {
      return new Merged.Clean(wanted(theirs, mine));
    }
    if (mine == null || theirs.equals(NOTHING) || mine.mode().equals(FileMode.SYMLINK)) {
      return new Merged.Clash(conflict(change, ours, ""));
    }
    return mergeLines(change, mine);
  }

  private static Optional<Blob> wanted(ObjectId theirs, @Nullable Blob mine) {
    if (theirs.equals(NOTHING)) {
      return Optional.empty();
    }
    boolean executable = mine != null && mine.mode().equals(FileMode.EXECUTABLE_FILE);
    return Optional.of(
        executable ? new Blob(FileMode.EXECUTABLE_FILE, theirs) : Blob.regular(theirs));
  }

  private Merged mergeLines(Incoming change, Blob mine) throws IOException {
    RawText base = text(change.base());
    RawText ours = text(mine.id());
    RawText theirs = text(change.theirs());
    if (RawText.isBinary(ours.getRawContent()) || RawText.isBinary(theirs.getRawContent())) {
      return new Merged.Clash(conflict(change, mine.id(), ""));
    }
    MergeResult<RawText> result =
        new MergeAlgorithm().merge(RawTextComparator.DEFAULT, base, ours, theirs);
    var lines = new ByteArrayOutputStream();
    new MergeFormatter()
        .formatMerge(
            lines, result, List.of("last generated", "yours", "generated"), StandardCharsets.UTF_8);
    if (result.containsConflicts()) {
      String marked = lines.toString(StandardCharsets.UTF_8);
      return new Merged.Clash(conflict(change, mine.id(), marked));
    }
    ObjectId merged = objects.insert(lines.toByteArray());
    return new Merged.Clean(Optional.of(new Blob(mine.mode(), merged)));
  }

  private Conflict conflict(Incoming change, ObjectId ours, String marked) throws IOException {
    return new Conflict(change.path(), side(ours), side(change.theirs()), marked);
  }

  private @Nullable String side(ObjectId id) throws IOException {
    return id.equals(NOTHING) ? null : new String(objects.bytes(id), StandardCharsets.UTF_8);
  }

  /** A base that a shallow clone lacks counts as empty: that yields conflicts, never a loss. */
  private RawText text(ObjectId id) throws IOException {
    return id.equals(NOTHING) || !objects.has(id)
        ? RawText.EMPTY_TEXT
        : new RawText(objects.bytes(id));
  }
}
