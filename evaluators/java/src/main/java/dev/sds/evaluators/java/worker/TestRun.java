package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.java.Finding;
import dev.sds.evaluators.java.Ran;
import java.util.List;

/** How generated tests ended. */
public sealed interface TestRun {

  /** A test that failed, and what it said. */
  record FailedTest(String name, String message) {}

  /** The tests ran to their end. */
  record Completed(int passed, List<FailedTest> failed, int skipped) implements TestRun {
    public Completed {
      failed = List.copyOf(failed);
    }
  }

  /** Sources or tests do not compile. */
  record Refused(List<Finding> findings) implements TestRun {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  /** What the tests or the tested code did used up a budget. */
  record Exhausted(Ran.Exhausted end) implements TestRun {}

  /** The tests gave no answer. */
  record Failed(Failure failure) implements TestRun {}
}
