package dev.sds.evaluators;

/**
 * How a run differs from the run that its workload and seed name.
 *
 * @param name of a change that the kit knows; empty for none
 * @param draw tells several draws of the same change apart, from 0
 */
public record Change(String name, int draw) {

  /** The run as it is. */
  public static final Change NONE = new Change("", 0);

  public Change {
    if (draw < 0) {
      throw new IllegalArgumentException("The draw " + draw + " is negative.");
    }
  }

  /** Whether this is the run as it is. */
  boolean isNone() {
    return name.isEmpty();
  }
}
