package dev.sds.artifacts.protocol;

/** A bound or a set that each {@link Instance} of a protocol fixes. */
public record Constant(String name, String comment) {

  public Constant {
    Tla.name(name);
  }
}
