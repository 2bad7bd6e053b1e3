package dev.sds.artifacts;

/**
 * Why a stage stopped looking.
 *
 * @param rule the rule with its numbers, in a sentence
 */
public record Stop(Reason reason, String rule) {

  /** The kinds of reason. */
  public enum Reason {
    EXHAUSTED,
    DIMINISHING_RETURNS,
    BUDGET,
    SUCCESS,
    NOTHING_STANDS
  }
}
