package dev.sds.artifacts.protocol;

import java.util.List;

/** A named operator that guards, effects and properties may use. */
public record Definition(String name, List<String> parameters, String body, String comment) {

  public Definition {
    Tla.name(name);
    parameters = List.copyOf(parameters);
    parameters.forEach(Tla::name);
    body = Tla.expression(body);
  }

  /** A definition without parameters. */
  public static Definition of(String name, String body, String comment) {
    return new Definition(name, List.of(), body, comment);
  }
}
