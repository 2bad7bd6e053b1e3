package dev.sds.artifacts.protocol;

/**
 * A part of the protocol's state.
 *
 * @param type the TLA+ set its values belong to
 * @param initial the TLA+ expression of its first value
 */
public record Variable(String name, String type, String initial, String comment, Role role) {

  /** What a variable is there for. */
  public enum Role {
    STATE,
    /**
     * It keeps what was, for properties and mappings to speak of; nothing that happens depends on
     * it (a history variable: Abadi and Lamport, "The existence of refinement mappings", 1991).
     */
    HISTORY
  }

  public Variable {
    Tla.name(name);
    type = Tla.expression(type);
    initial = Tla.expression(initial);
  }

  public Variable(String name, String type, String initial, String comment) {
    this(name, type, initial, comment, Role.STATE);
  }

  public boolean isHistory() {
    return role == Role.HISTORY;
  }
}
