package dev.sds.workspace;

import dev.sds.artifacts.Commit;
import dev.sds.artifacts.CommitId;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Stage;
import dev.sds.workspace.GitObjects.Blob;
import dev.sds.workspace.GitObjects.Note;
import dev.sds.workspace.Lander.Landing;
import dev.sds.workspace.ThreeWay.Incoming;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/**
 * Steps that wait for a person, each on the branch {@code sds/proposal/<stage>}: the person may
 * look at it, commit on it, or merge it with ordinary Git.
 */
public final class Proposals {

  private static final String BRANCHES = Constants.R_HEADS + "sds/proposal/";
  private static final ObjectId NOTHING = ObjectId.zeroId();

  private final GitObjects objects;
  private final GitStore store;
  private final HumanEdits edits;
  private final Lander lander;
  private final CommitLog log;
  private final InstantSource clock;

  Proposals(
      GitObjects objects, GitStore store, Writers writers, CommitLog log, InstantSource clock) {
    this.objects = objects;
    this.store = store;
    this.edits = writers.edits();
    this.lander = writers.lander();
    this.log = log;
    this.clock = clock;
  }

  /** What moves the current branch. */
  record Writers(HumanEdits edits, Lander lander) {}

  /** Puts a step on the stage's proposal branch; an older proposal goes to the rejected ones. */
  public CommitId propose(Stage stage, Commit commit) {
    return GitStore.attempt(
        "propose " + stage.label(),
        () -> {
          Landing landing = store.landing(commit);
          Head head = edits.adopt(landing.paths());
          SortedMap<String, Blob> files = lander.mergeOrReport(head, landing);
          Head old = waitingOn(stage);
          if (isSame(old, head, files, commit)) {
            return new CommitId(old.id().name());
          }
          if (!old.id().equals(NOTHING)) {
            reject(old, "a newer proposal took its place");
          }
          ObjectId id = objects.commit(files, head.asParents(), landing.note(), clock.instant());
          requireMoved(old.branch(), objects.move(old.branch(), old.id(), id));
          return new CommitId(id.name());
        });
  }

  /** The commit that waits for a person at this stage. */
  public Optional<CommitId> waiting(Stage stage) {
    return GitStore.attempt(
        "look for a proposal",
        () ->
            Optional.of(waitingOn(stage).id())
                .filter(id -> !id.equals(NOTHING))
                .map(id -> new CommitId(id.name())));
  }

  /** How the proposal differs from the current branch, file by file. */
  public List<FileChange> changes(Stage stage) throws BadInputException {
    Head proposal = require(stage);
    return GitStore.attempt(
        "compare the proposal",
        () -> {
          Head here = Head.of(objects);
          var changes = new ArrayList<FileChange>();
          for (String path : changedPaths(here, proposal)) {
            changes.add(FileChange.of(path, text(here, path), text(proposal, path)));
          }
          return changes;
        });
  }

  private byte[] text(Head head, String path) throws IOException {
    ObjectId id = head.at(path);
    return id.equals(NOTHING) ? new byte[0] : objects.bytes(id);
  }

  /**
   * Lands the proposal, with what was committed on its branch, on the current branch.
   *
   * @throws dev.sds.artifacts.MergeConflictException as {@code Store.commit}
   */
  public CommitId accept(Stage stage, Approver approver) throws BadInputException {
    Head proposal = require(stage);
    return GitStore.attempt(
        "accept the proposal",
        () -> {
          edits.adopt(changed(proposal).keySet());
          ObjectId fork = fork(proposal);
          CommitId landed =
              fork.equals(proposal.id())
                  ? new CommitId(fork.name())
                  : lander.land(landing(proposal, fork, approver));
          objects.delete(proposal.branch());
          return landed;
        });
  }

  /** Moves the proposal to the history of rejected hypotheses. */
  public void discard(Stage stage, String reason) throws BadInputException {
    Head proposal = require(stage);
    GitStore.attempt(
        "discard the proposal",
        () -> {
          reject(proposal, reason);
          objects.delete(proposal.branch());
          return proposal;
        });
  }

  private Landing landing(Head proposal, ObjectId fork, Approver approver) throws IOException {
    var start = new Head(proposal.branch(), fork, objects.files(fork));
    Manifest before = Manifest.of(start, objects);
    Manifest after = Manifest.of(proposal, objects);
    var generated = new TreeMap<>(after.generated());
    before.generated().keySet().forEach(path -> generated.putIfAbsent(path, NOTHING));
    generated.entrySet().removeIf(file -> before.at(file.getKey()).equals(file.getValue()));
    List<Incoming> incoming =
        changedPaths(start, proposal).stream()
            .map(path -> new Incoming(path, start.at(path), proposal.at(path)))
            .toList();
    String by = approver.name(objects.repository());
    String message = withTrailer(message(proposal), "Sds-Approved-By", by);
    return new Landing(new Note(message, Person.SDS), incoming, generated);
  }

  private Head waitingOn(Stage stage) throws IOException {
    String branch = BRANCHES + stage.label();
    ObjectId id = objects.resolve(branch);
    return new Head(branch, id, objects.files(id));
  }

  private Head require(Stage stage) throws BadInputException {
    Head proposal = GitStore.attempt("look for a proposal", () -> waitingOn(stage));
    if (proposal.id().equals(NOTHING)) {
      throw new BadInputException(
          Diagnostic.error(
              "workspace.no-proposal",
              "Nothing waits for you at the stage " + stage.label() + ".",
              "See what does: sds status"));
    }
    String current = GitStore.attempt("read HEAD", () -> Head.of(objects).branch());
    if (proposal.branch().equals(current)) {
      throw new BadInputException(
          Diagnostic.error(
              "workspace.on-proposal",
              "The proposal itself is checked out.",
              "Go back to your branch first: git switch -"));
    }
    return proposal;
  }

  private boolean isSame(Head old, Head head, SortedMap<String, Blob> files, Commit commit)
      throws IOException {
    if (old.id().equals(NOTHING) || !old.files().equals(files)) {
      return false;
    }
    RevCommit tip = objects.parse(old.id());
    return tip.getFullMessage().equals(commit.message())
        && List.of(tip.getParents()).equals(head.asParents());
  }

  private void reject(Head proposal, String reason) throws IOException {
    String message = withTrailer(message(proposal), "Sds-Rejected", reason);
    log.reject(changed(proposal), message);
  }

  /** The proposal's own message, not that of what a person committed on top. */
  private String message(Head proposal) throws IOException {
    Optional<RevCommit> step = lander.lastStep(proposal);
    return step.isPresent()
        ? step.get().getFullMessage()
        : objects.parse(proposal.id()).getFullMessage();
  }

  private static String withTrailer(String message, String name, String value) {
    String gap = CommitLog.trailers(message).isEmpty() ? "\n\n" : "\n";
    String line = value.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "").strip();
    return message.stripTrailing() + gap + name + ": " + line + "\n";
  }

  /** What the proposal changes, by path, without what it deletes. */
  private SortedMap<String, Blob> changed(Head proposal) throws IOException {
    ObjectId fork = fork(proposal);
    var start = new Head(proposal.branch(), fork, objects.files(fork));
    var changed = new TreeMap<>(proposal.files());
    changed.keySet().retainAll(changedPaths(start, proposal));
    return changed;
  }

  private static SortedSet<String> changedPaths(Head start, Head proposal) {
    var paths = new TreeSet<>(start.files().keySet());
    paths.addAll(proposal.files().keySet());
    paths.removeIf(
        path -> start.at(path).equals(proposal.at(path)) || Manifest.isBookkeeping(path));
    return paths;
  }

  private ObjectId fork(Head proposal) throws IOException {
    ObjectId head = Head.of(objects).id();
    if (head.equals(NOTHING)) {
      return NOTHING;
    }
    try (var walk = new RevWalk(objects.repository())) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(head));
      walk.markStart(walk.parseCommit(proposal.id()));
      RevCommit base = walk.next();
      return base == null ? NOTHING : base.copy();
    }
  }

  private static void requireMoved(String branch, boolean moved) throws IOException {
    if (!moved) {
      throw new IOException("Another Git program holds " + branch);
    }
  }
}
