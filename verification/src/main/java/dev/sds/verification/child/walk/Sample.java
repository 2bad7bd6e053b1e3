package dev.sds.verification.child.walk;

import java.util.List;

/**
 * How many random behaviours are followed, and how far. The same sample of the same model is the
 * same behaviours.
 *
 * @param behaviours how many; 0 for an exhaustive search instead
 * @param depth the most states of each
 */
public record Sample(long behaviours, int depth, long seed) {

  /** Nothing at random: every state is examined. */
  public static final Sample NONE = new Sample(0, 0, 0);

  public Sample {
    if (behaviours < 0 || depth < 0 || (behaviours > 0) != (depth > 0)) {
      throw new IllegalArgumentException(
          "A sample cannot be of %d behaviours of %d states.".formatted(behaviours, depth));
    }
  }

  /** Of most models within a second. */
  public static Sample usual() {
    return new Sample(200, 100, 1);
  }

  public boolean wanted() {
    return behaviours > 0;
  }

  /** As a child's arguments. */
  public List<String> arguments() {
    return List.of(Long.toString(behaviours), Integer.toString(depth), Long.toString(seed));
  }

  /** From a child's arguments. */
  public static Sample of(List<String> arguments) {
    return new Sample(
        Long.parseLong(arguments.get(0)),
        Integer.parseInt(arguments.get(1)),
        Long.parseLong(arguments.get(2)));
  }
}
