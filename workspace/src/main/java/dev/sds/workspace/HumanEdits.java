package dev.sds.workspace;

import dev.sds.workspace.GitObjects.Blob;
import dev.sds.workspace.GitObjects.Note;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** What people changed in managed files since the last commit; it is kept before anything else. */
final class HumanEdits {

  /** Staged content of managed files that is neither committed nor on disk ends here. */
  static final String STAGED = "refs/sds/staged";

  private static final int TRIES = 5;

  private final GitObjects objects;
  private final ManagedTree tree;
  private final Step step;
  private final InstantSource clock;

  HumanEdits(GitObjects objects, ManagedTree tree, Step step, InstantSource clock) {
    this.objects = objects;
    this.tree = tree;
    this.step = step;
    this.clock = clock;
  }

  /**
   * Commits them as the person's, if there are any.
   *
   * @param also paths to look at even where Git ignores them
   * @return the branch after that, in accord with the managed files on disk
   */
  Head adopt(Set<String> also) throws IOException {
    step.recover();
    for (int tries = 0; tries < TRIES; tries++) {
      Head head = Head.of(objects);
      SortedMap<String, Blob> files = onDisk(head, also);
      if (files.equals(head.files())) {
        return head;
      }
      keepStaged(head, files);
      Note note = new Note(message(head, files), Person.of(objects.repository()));
      Optional<ObjectId> id = step.move(head, files, note);
      if (id.isPresent()) {
        return new Head(head.branch(), id.get(), files);
      }
    }
    throw new IOException("The files of the workspace keep changing while SDS reads them");
  }

  /** Paths of managed files that differ from the last commit. */
  Set<String> changed() throws IOException {
    Head head = Head.of(objects);
    return different(head.files(), onDisk(head, Set.of()));
  }

  /** Those of some paths whose content is not that of the last commit; none that do not exist. */
  Set<String> uncommitted(Set<String> paths) throws IOException {
    SortedMap<String, Blob> committed = Head.of(objects).files();
    var different = new TreeSet<String>();
    for (String path : paths) {
      ObjectId disk = tree.at(path);
      Blob blob = committed.get(path);
      if (!disk.equals(ObjectId.zeroId()) && (blob == null || !blob.id().equals(disk))) {
        different.add(path);
      }
    }
    return different;
  }

  /** Paths of generated files that are not as they were generated, whether committed or not. */
  Set<String> unlikeGenerated() throws IOException {
    Head head = Head.of(objects);
    SortedMap<String, Blob> files = onDisk(head, Set.of());
    var paths = new TreeSet<String>();
    Manifest.of(head, objects)
        .generated()
        .forEach(
            (path, id) -> {
              Blob blob = files.get(path);
              if (blob == null || !blob.id().equals(id)) {
                paths.add(path);
              }
            });
    return paths;
  }

  /** Whether some files are what was generated last, whatever people made of them. */
  boolean isGenerated(Map<String, String> files) throws IOException {
    Manifest manifest = Manifest.of(Head.of(objects), objects);
    for (Map.Entry<String, String> file : files.entrySet()) {
      byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
      try (var formatter = objects.repository().newObjectInserter()) {
        if (!formatter.idFor(Constants.OBJ_BLOB, content).equals(manifest.at(file.getKey()))) {
          return false;
        }
      }
    }
    return true;
  }

  private SortedMap<String, Blob> onDisk(Head head, Set<String> also) throws IOException {
    var known = new TreeSet<>(head.files().keySet());
    known.addAll(also);
    var files = new TreeMap<>(head.files());
    files
        .entrySet()
        .removeIf(
            file ->
                ManagedTree.isManaged(file.getKey())
                    && !file.getValue().mode().equals(FileMode.GITLINK));
    files.putAll(tree.blobs(known));
    return files;
  }

  private static Set<String> different(
      SortedMap<String, Blob> before, SortedMap<String, Blob> after) {
    var paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    paths.removeIf(
        path -> Optional.ofNullable(before.get(path)).equals(Optional.ofNullable(after.get(path))));
    return paths;
  }

  private static String message(Head head, SortedMap<String, Blob> files) {
    Set<String> paths = different(head.files(), files);
    String what = paths.size() == 1 ? paths.iterator().next() : paths.size() + " files";
    return "Edit " + what + "\n\nSds-Author: human\n";
  }

  private void keepStaged(Head head, SortedMap<String, Blob> files) throws IOException {
    Repository repository = objects.repository();
    DirCache index = repository.readDirCache();
    var staged = new TreeMap<String, Blob>();
    for (int i = 0; i < index.getEntryCount(); i++) {
      DirCacheEntry entry = index.getEntry(i);
      String path = entry.getPathString();
      var blob = new Blob(entry.getFileMode(), entry.getObjectId().copy());
      if (ManagedTree.isManaged(path)
          && entry.getStage() == DirCacheEntry.STAGE_0
          && objects.has(blob.id())
          && !blob.equals(head.files().get(path))
          && !blob.equals(files.get(path))) {
        staged.put(path, blob);
      }
    }
    if (!staged.isEmpty()) {
      ObjectId last = objects.resolve(STAGED);
      List<ObjectId> parents = last.equals(ObjectId.zeroId()) ? List.of() : List.of(last);
      var note = new Note("What was staged when SDS committed your edits\n", Person.SDS);
      objects.move(STAGED, last, objects.commit(staged, parents, note, clock.instant()));
    }
  }
}
