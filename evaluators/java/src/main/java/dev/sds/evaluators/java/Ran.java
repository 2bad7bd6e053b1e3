package dev.sds.evaluators.java;

import dev.sds.evaluators.java.metering.Resource;
import java.util.List;

/** How a run of a harness against candidate code ended. */
public sealed interface Ran {

  /** The harness returned a result; what was used is that of the run alone, without the build. */
  record Completed(String result, Used used) implements Ran {}

  /**
   * What a run used. Steps and bytes are those of candidate code, the same on every machine.
   *
   * @param cpuNanos of the harness and the candidate together
   */
  record Used(long steps, long bytes, long cpuNanos) {}

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

  /**
   * Candidate code used up a budget, which it will do again. The frame is the innermost one in
   * candidate code, empty where a library method ran out of stack.
   */
  record Exhausted(Resource resource, long limit, String frame) implements Ran {

    /** What was used up, and where. */
    public String why() {
      return "it used more than %,d %s".formatted(limit, resource.unit())
          + (frame.isEmpty() ? "" : ", last at " + frame);
    }
  }

  /** The run gave no answer. */
  record Failed(Failure failure) implements Ran {}
}
