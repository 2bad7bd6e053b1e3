package dev.sds.spec;

import java.util.Map;
import java.util.TreeMap;

/** A fault that the system must stand, with its parameters as the kit's vocabulary names them. */
public record Fault(String name, Map<String, Setting> parameters, Span span) {

  public Fault {
    parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** The value of a whole-number parameter such as {@code at-most}. */
  public int count(String parameter, int absent) {
    return parameters.get(parameter) instanceof Setting.Amount n
        ? (int) n.quantity().value()
        : absent;
  }

  /** The value of a numeric parameter, in the base unit of its dimension. */
  public double number(String parameter, double absent) {
    return parameters.get(parameter) instanceof Setting.Amount n ? n.quantity().value() : absent;
  }
}
