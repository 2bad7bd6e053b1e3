package dev.sds.evaluators.java;

import java.util.List;

/** How a run of a harness against candidate code ended. */
public sealed interface Ran {

  /** The harness returned a result; the CPU time is that of the run alone, without the build. */
  record Completed(String result, long cpuNanos) implements Ran {}

  /** The code did not pass the build. */
  record Refused(List<Finding> findings) implements Ran {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Candidate code threw, which it will do again. The frame is the innermost one in candidate code,
   * empty if the exception has none.
   */
  record Crashed(String exception, String message, String frame) implements Ran {}

  /** The run gave no answer. */
  record Failed(Failure failure) implements Ran {}
}
