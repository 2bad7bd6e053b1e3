package dev.sds.artifacts.protocol;

import java.util.List;

/**
 * What must hold of a protocol.
 *
 * @param formula a state predicate for an invariant, a temporal formula for liveness
 * @param requirements the ids of the requirements it stands for
 */
public record Property(
    String name, Kind kind, String formula, String comment, List<String> requirements) {

  public Property {
    Tla.name(name);
    formula = Tla.expression(formula);
    requirements = List.copyOf(requirements);
  }

  /** Whether a property speaks of states or of whole behaviours. */
  public enum Kind {
    INVARIANT,
    LIVENESS
  }
}
