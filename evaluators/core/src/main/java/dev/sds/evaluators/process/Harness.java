package dev.sds.evaluators.process;

/**
 * What a kit runs against candidate code, such as a simulator. Found by {@link
 * java.util.ServiceLoader} in the child JVM, where one instance serves all runs, one at a time and
 * each on a thread of its own. It may remember what it made of a task, but nothing of a candidate.
 * Task and result are JSON texts that only the kit understands.
 */
public interface Harness {

  /** The name by which a run asks for this harness. */
  String name();

  /** What the candidate may use in a run of this task. */
  default Budget budget(String task) {
    return Budget.STANDARD;
  }

  /**
   * Runs the task. What the candidate throws passes through, and is told from a fault of the
   * harness by its stack trace; an answer of the candidate that breaks the rules belongs in the
   * result.
   */
  String run(Candidate candidate, String task) throws Exception;
}
