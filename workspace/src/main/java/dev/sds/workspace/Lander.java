package dev.sds.workspace;

import dev.sds.artifacts.CommitId;
import dev.sds.artifacts.MergeConflictException;
import dev.sds.artifacts.MergeConflictException.Conflict;
import dev.sds.workspace.GitObjects.Blob;
import dev.sds.workspace.GitObjects.Note;
import dev.sds.workspace.ThreeWay.Incoming;
import dev.sds.workspace.ThreeWay.Merged;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Merges generated changes into the current branch, after what people changed. */
final class Lander {

  /** The generated sides of the last conflict, until a step lands; its message lists the paths. */
  static final String CONFLICT = "refs/sds/conflict";

  /**
   * Changes that belong together.
   *
   * @param generated what the manifest says from then on; zero ids for what is generated no more
   */
  record Landing(Note note, List<Incoming> incoming, SortedMap<String, ObjectId> generated) {

    Landing {
      incoming = List.copyOf(incoming);
      generated = Collections.unmodifiableSortedMap(new TreeMap<>(generated));
    }

    Set<String> paths() {
      return incoming.stream().map(Incoming::path).collect(Collectors.toUnmodifiableSet());
    }
  }

  private static final int TRIES = 5;
  private static final ObjectId NOTHING = ObjectId.zeroId();

  private final GitObjects objects;
  private final HumanEdits edits;
  private final Step step;
  private final InstantSource clock;

  Lander(GitObjects objects, HumanEdits edits, Step step, InstantSource clock) {
    this.objects = objects;
    this.edits = edits;
    this.step = step;
    this.clock = clock;
  }

  /** The commit of the landing; the one there already, if the same landing was the last. */
  CommitId land(Landing landing) throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      Head head = edits.adopt(landing.paths());
      SortedMap<String, Blob> files = mergeOrReport(head, landing);
      if (content(files).equals(content(head.files()))) {
        Optional<RevCommit> last = lastStep(head);
        if (last.isPresent() && last.get().getFullMessage().equals(landing.note().message())) {
          return new CommitId(last.get().name());
        }
      }
      Optional<ObjectId> id = step.move(head, files, landing.note());
      if (id.isPresent()) {
        if (landing.note().author().equals(Person.SDS)) {
          objects.delete(CONFLICT);
        }
        return new CommitId(id.get().name());
      }
    }
    throw new IOException("The branch or its files keep changing while SDS writes to them");
  }

  private SortedMap<String, Blob> merge(Head head, Landing landing) throws IOException {
    Manifest manifest = Manifest.of(head, objects);
    var files = new TreeMap<>(head.files());
    var conflicts = new ArrayList<Conflict>();
    var threeWay = new ThreeWay(objects);
    for (Incoming change : landing.incoming()) {
      switch (threeWay.merge(rebased(change, manifest), head.files().get(change.path()))) {
        case Merged.Clean(Optional<Blob> blob) -> put(files, change.path(), blob);
        case Merged.Clash(Conflict conflict) -> conflicts.add(conflict);
      }
    }
    if (!conflicts.isEmpty()) {
      throw new MergeConflictException(conflicts);
    }
    keepGenerated(files, manifest.with(landing.generated()), landing);
    return files;
  }

  /** A change that the person has settled already is merged against itself: theirs stays. */
  private static Incoming rebased(Incoming change, Manifest manifest) {
    ObjectId theirs = change.theirs();
    return !theirs.equals(NOTHING) && manifest.at(change.path()).equals(theirs)
        ? new Incoming(change.path(), theirs, theirs)
        : change;
  }

  private static SortedMap<String, Blob> content(SortedMap<String, Blob> files) {
    var content = new TreeMap<>(files);
    content.keySet().removeIf(Manifest::isBookkeeping);
    return content;
  }

  private static void put(SortedMap<String, Blob> files, String path, Optional<Blob> blob) {
    if (blob.isPresent()) {
      files.put(path, blob.get());
    } else {
      files.remove(path);
    }
  }

  private void keepGenerated(SortedMap<String, Blob> files, Manifest manifest, Landing landing)
      throws IOException {
    if (!manifest.generated().isEmpty() || files.containsKey(Manifest.PATH)) {
      files.put(Manifest.PATH, Blob.regular(objects.insert(manifest.format())));
    }
    for (Map.Entry<String, ObjectId> file : landing.generated().entrySet()) {
      Blob kept = files.get(file.getKey());
      boolean needless =
          file.getValue().equals(NOTHING) || (kept != null && kept.id().equals(file.getValue()));
      put(
          files,
          Manifest.BASE + file.getKey(),
          needless ? Optional.empty() : Optional.of(Blob.regular(file.getValue())));
    }
  }

  /** As {@link #merge}; a conflict is kept, for the person to settle. */
  SortedMap<String, Blob> mergeOrReport(Head head, Landing landing) throws IOException {
    try {
      return merge(head, landing);
    } catch (MergeConflictException e) {
      keepConflict(e, landing);
      throw e;
    }
  }

  private void keepConflict(MergeConflictException conflict, Landing landing) throws IOException {
    List<String> paths = conflict.conflicts().stream().map(Conflict::path).toList();
    var theirs = new TreeMap<String, Blob>();
    for (Incoming change : landing.incoming()) {
      if (paths.contains(change.path()) && !change.theirs().equals(NOTHING)) {
        theirs.put(change.path(), Blob.regular(change.theirs()));
      }
    }
    var note = new Note("Conflicts\n\n" + String.join("\n", paths) + "\n", Person.SDS);
    ObjectId id = objects.commit(theirs, List.of(), note, clock.instant());
    objects.move(CONFLICT, objects.resolve(CONFLICT), id);
  }

  /** The last commit that SDS made for itself, rather than for a person. */
  Optional<RevCommit> lastStep(Head head) throws IOException {
    if (head.id().equals(NOTHING)) {
      return Optional.empty();
    }
    try (var walk = new RevWalk(objects.repository())) {
      walk.setFirstParent(true);
      walk.markStart(walk.parseCommit(head.id()));
      for (RevCommit commit : walk) {
        if (commit.getCommitterIdent().getEmailAddress().equals(Person.SDS.email())
            && !commit.getFullMessage().endsWith("Sds-Author: human\n")) {
          walk.parseBody(commit);
          return Optional.of(commit);
        }
      }
    }
    return Optional.empty();
  }
}
