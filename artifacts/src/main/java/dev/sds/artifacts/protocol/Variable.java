package dev.sds.artifacts.protocol;

/**
 * A part of the protocol's state.
 *
 * @param type the TLA+ set its values belong to
 * @param initial the TLA+ expression of its first value
 */
public record Variable(String name, String type, String initial, String comment) {

  public Variable {
    Tla.name(name);
    type = Tla.expression(type);
    initial = Tla.expression(initial);
  }
}
