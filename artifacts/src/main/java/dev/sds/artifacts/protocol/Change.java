package dev.sds.artifacts.protocol;

/**
 * One difference between two states.
 *
 * @param path where: a variable, with the keys that lead to the part that differs, such as {@code
 *     attempt[q1]}
 * @param before the old value; empty for what was added or is initial
 * @param after the new value; empty for what was removed
 */
public record Change(String path, Kind kind, String before, String after) {

  /** The change in one line. */
  public String render() {
    return switch (kind) {
      case INITIAL -> path + " = " + after;
      case CHANGED -> path + ": " + before + " -> " + after;
      case ADDED -> path + "  + " + after;
      case REMOVED -> path + "  - " + before;
    };
  }

  /** How a part of the state differs. */
  public enum Kind {
    /** A whole variable in the first state. */
    INITIAL,
    /** Another value. */
    CHANGED,
    /** A new element of a set or key of a map. */
    ADDED,
    /** An element of a set or key of a map that is gone. */
    REMOVED
  }
}
