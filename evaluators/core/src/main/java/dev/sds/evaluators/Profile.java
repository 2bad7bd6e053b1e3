package dev.sds.evaluators;

import dev.sds.spec.Stage;

/**
 * What an evaluator can judge and what it costs.
 *
 * @param version changes whenever its answers may
 * @param stage the stage whose hypotheses it judges
 * @param question what it answers, for a person
 */
public record Profile(String name, String version, Stage stage, Cost cost, String question) {

  /** The place of an evaluator in the ladder, cheap to dear. */
  public enum Cost {
    /** Microseconds: looks at the values. */
    STRUCTURE,
    /** Milliseconds: parses or solves a closed form. */
    ANALYSIS,
    /** Seconds, but shared by many hypotheses: explores a model. */
    MODEL,
    /** A share of the train workloads. */
    SKETCH,
    /** The train workloads, whole. */
    FULL,
    /** Only for what would otherwise win: faults, traces, tests and holdout workloads. */
    FINAL
  }
}
