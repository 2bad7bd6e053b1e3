package dev.sds.artifacts;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where artifacts live: a work tree that people edit too, and the histories behind it. */
public interface Store {

  /**
   * Keeps an accepted step. What people changed meanwhile is kept first, and merged with.
   *
   * <p>The same step twice in a row is kept once.
   *
   * @throws MergeConflictException if a person and this step changed the same lines; nothing is
   *     written then
   */
  CommitId commit(Commit commit);

  /** Keeps a rejected hypothesis, apart from the work tree and its history. */
  void reject(Commit commit);

  /** A file of the work tree, as it is now. */
  Optional<String> read(String path);

  /** A file of the latest rejected hypothesis with this {@code Sds-Hypothesis}. */
  Optional<String> readRejected(String hypothesis, String path);

  /** What was kept, newest first. */
  List<Logged> log(History history);

  /** Which of the two histories. */
  enum History {
    /** The steps that the work tree stands on, those of people among them. */
    ACCEPTED,
    /** Hypotheses that were turned down. */
    REJECTED
  }

  /**
   * A kept step.
   *
   * @param files paths that it changed; for a rejected hypothesis, all its paths
   */
  record Logged(
      CommitId id,
      Instant at,
      String subject,
      String body,
      SortedMap<String, String> trailers,
      List<String> files) {

    public Logged {
      trailers = Collections.unmodifiableSortedMap(new TreeMap<>(trailers));
      files = List.copyOf(files);
    }
  }
}
