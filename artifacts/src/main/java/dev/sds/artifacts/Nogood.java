package dev.sds.artifacts;

import dev.sds.spec.Stage;

/**
 * A set of decisions that cannot stand together.
 *
 * @param decisions minimal, unless {@code strength} says otherwise
 * @param requirement the id of the requirement that fails; empty where a person said no
 * @param blame the stage to go back to
 * @param strength whether it prunes or only lowers priority
 * @param key hash of the requirement revisions, environment, workloads and faults it was found
 *     under; it says nothing under another key
 * @param why the evidence in a sentence
 */
public record Nogood(
    Decisions decisions,
    String requirement,
    Stage blame,
    Strength strength,
    ContentHash key,
    String why) {

  /** Whether a hypothesis with these decisions is known to fail. */
  public boolean excludes(Decisions candidate) {
    return strength != Strength.STATISTICAL && candidate.includes(decisions);
  }

  /** How much a nogood is worth. */
  public enum Strength {
    /** A model checker, a compiler or a capacity model proved it, and no smaller set fails. */
    PROVEN,
    /** Proven, but it may contain decisions that do not matter. */
    PROVEN_UNMINIMISED,
    /** A person said no to them together: it prunes, and proves nothing. */
    REFUSED,
    /**
     * Measured: no code that was built on just this hypothesis meets the spec. It prunes that one.
     */
    UNBUILT,
    /** Measured: it lowers priority and prunes nothing. */
    STATISTICAL
  }
}
