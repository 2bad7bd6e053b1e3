package dev.sds.workspace;

import dev.sds.artifacts.Commit;
import dev.sds.artifacts.CommitId;
import dev.sds.artifacts.Store.Logged;
import dev.sds.workspace.GitObjects.Blob;
import dev.sds.workspace.GitObjects.Note;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.FooterLine;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The histories, read; and the one of rejected hypotheses, written. */
final class CommitLog {

  /** One chain of commits; the tree of each holds the files of one hypothesis and nothing else. */
  static final String REJECTED = "refs/sds/rejected";

  private static final String HYPOTHESIS = "Sds-Hypothesis";
  private static final int TRIES = 5;

  private final GitObjects objects;
  private final InstantSource clock;

  CommitLog(GitObjects objects, InstantSource clock) {
    this.objects = objects;
    this.clock = clock;
  }

  List<Logged> accepted() throws IOException {
    var log = new ArrayList<Logged>();
    for (RevCommit commit : from(Head.of(objects).id())) {
      log.add(logged(commit, changed(commit)));
    }
    return log;
  }

  List<Logged> rejected() throws IOException {
    var log = new ArrayList<Logged>();
    for (RevCommit commit : from(objects.resolve(REJECTED))) {
      log.add(logged(commit, List.copyOf(objects.files(commit).keySet())));
    }
    return log;
  }

  Optional<String> readRejected(String hypothesis, String path) throws IOException {
    for (RevCommit commit : from(objects.resolve(REJECTED))) {
      if (hypothesis.equals(trailers(commit.getFullMessage()).get(HYPOTHESIS))) {
        Blob blob = objects.files(commit).get(path);
        return blob == null
            ? Optional.empty()
            : Optional.of(new String(objects.bytes(blob.id()), StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  void reject(Commit commit) throws IOException {
    var files = new TreeMap<String, Blob>();
    for (Map.Entry<String, String> file : commit.files().entrySet()) {
      ManagedTree.requireManaged(file.getKey());
      byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
      files.put(file.getKey(), Blob.regular(objects.insert(content)));
    }
    reject(files, commit.message());
  }

  /** Adds to the rejected, unless the last of them is the same. */
  void reject(SortedMap<String, Blob> files, String message) throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      ObjectId last = objects.resolve(REJECTED);
      boolean first = last.equals(ObjectId.zeroId());
      if (!first
          && objects.parse(last).getFullMessage().equals(message)
          && objects.files(last).equals(files)) {
        return;
      }
      List<ObjectId> parents = first ? List.of() : List.of(last);
      ObjectId id = objects.commit(files, parents, new Note(message, Person.SDS), clock.instant());
      if (objects.move(REJECTED, last, id)) {
        return;
      }
    }
    throw new IOException("Another Git program holds " + REJECTED);
  }

  private List<RevCommit> from(ObjectId start) throws IOException {
    var commits = new ArrayList<RevCommit>();
    if (start.equals(ObjectId.zeroId())) {
      return commits;
    }
    try (var walk = new RevWalk(objects.repository())) {
      walk.markStart(walk.parseCommit(start));
      for (RevCommit commit : walk) {
        walk.parseBody(commit);
        commits.add(commit);
      }
    }
    return commits;
  }

  private List<String> changed(RevCommit commit) throws IOException {
    if (commit.getParentCount() == 0) {
      return objects.files(commit).keySet().stream()
          .filter(path -> !Manifest.isBookkeeping(path))
          .toList();
    }
    var paths = new ArrayList<String>();
    try (var walk = new TreeWalk(objects.repository())) {
      walk.addTree(objects.parse(commit.getParent(0)).getTree());
      walk.addTree(commit.getTree());
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        if (!Manifest.isBookkeeping(walk.getPathString())) {
          paths.add(walk.getPathString());
        }
      }
    }
    return paths;
  }

  private static Logged logged(RevCommit commit, List<String> files) {
    String message = commit.getFullMessage();
    return new Logged(
        new CommitId(commit.name()),
        commit.getCommitterIdent().getWhenAsInstant(),
        commit.getShortMessage(),
        body(message),
        trailers(message),
        files);
  }

  static SortedMap<String, String> trailers(String message) {
    var trailers = new TreeMap<String, String>();
    for (FooterLine line : FooterLine.fromMessage(message)) {
      trailers.merge(line.getKey(), line.getValue(), (first, next) -> first + ", " + next);
    }
    return trailers;
  }

  /** The message without its subject and its trailers. */
  private static String body(String message) {
    List<FooterLine> trailers = FooterLine.fromMessage(message);
    int end = trailers.isEmpty() ? message.length() : trailers.getFirst().getStartOffset();
    int start = message.indexOf("\n\n");
    return start < 0 || start > end ? "" : message.substring(start, end).strip();
  }
}
