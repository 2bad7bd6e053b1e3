package dev.sds.artifacts.protocol;

import java.util.List;

/**
 * What must hold of a protocol.
 *
 * @param formula a state predicate for an invariant, else a temporal formula
 * @param requirements the ids of the requirements it stands for
 */
public record Property(
    String name, Kind kind, String formula, String comment, List<String> requirements) {

  public Property {
    Tla.name(name);
    formula = Tla.expression(formula);
    requirements = List.copyOf(requirements);
  }

  /** Whether a property speaks of states, of whole behaviours or of steps. */
  public enum Kind {
    INVARIANT,
    LIVENESS,
    /** That each step is one of a more abstract protocol: see {@link Refinement}. */
    REFINEMENT;

    /** Whether a finite behaviour is enough to break it. */
    public boolean safety() {
      return switch (this) {
        case INVARIANT, REFINEMENT -> true;
        case LIVENESS -> false;
      };
    }
  }
}
