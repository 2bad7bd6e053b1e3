package dev.sds.cli.terminal;

import dev.sds.spec.BadInputException;

/** Options that say how many. */
public final class Counts {

  private Counts() {}

  /**
   * Refuses less than one.
   *
   * @param option as it is written, with its dashes
   * @param without what a command does not do with none, for example "runs nothing"
   */
  public static void requireSome(String option, int value, String without)
      throws BadInputException {
    if (value < 1) {
      throw BadInputException.of(
          "cli.count", "%s %d %s.".formatted(option, value, without), "Give 1 or more.");
    }
  }
}
