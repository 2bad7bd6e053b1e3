package dev.sds.evaluators.java;

/** Why a job gave no answer about the code, and whether asking again might help. */
public record Failure(Kind kind, Lasting lasting, String why) {

  /** What went wrong. */
  public enum Kind {
    TIMEOUT,
    MEMORY,
    WORKER_DIED,
    HARNESS
  }

  /** Whether the same job on the same code would fail again. */
  public enum Lasting {
    TRANSIENT,
    PERSISTENT
  }
}
