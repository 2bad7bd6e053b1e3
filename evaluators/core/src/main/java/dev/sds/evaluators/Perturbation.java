package dev.sds.evaluators;

/**
 * A change of a run that a sound design does not notice, and a design that fits the runs instead of
 * the task does.
 *
 * @param name of the change, as trials give it
 * @param meaning what changes, and what a design rests on that is worse for it
 * @param origin the change that it is compared with; empty for the run as it is
 * @param yardstick what a loss is measured by
 * @param floor the relative loss below which nothing is held against a design
 * @param reach which runs it is made of
 */
public record Perturbation(
    String name, String meaning, String origin, Yardstick yardstick, double floor, Reach reach) {

  public Perturbation {
    if (name.isEmpty() || !(floor >= 0)) {
      throw new IllegalArgumentException(
          "A perturbation needs a name and a floor: '%s', %s.".formatted(name, floor));
    }
  }

  /** By what the loss of a design is measured. */
  public enum Yardstick {
    /** The same task in other words: the design's own figure without the change. */
    ITSELF,
    /** Another task of the same kind: the lead over the kit's reference, with and without. */
    REFERENCE
  }

  /** On which runs a design must bear it. */
  public enum Reach {
    SOUND_RUNS,
    FAULTY_RUNS_TOO
  }
}
