package dev.sds.artifacts.proposals;

import dev.sds.artifacts.protocol.Property;
import java.util.List;

/**
 * A property that a requirement may mean.
 *
 * @param origin where it comes from
 * @param score from 0 to 1: how much of the sentence it accounts for
 * @param because the words of the requirement that speak for it
 * @param under faults that the requirement speaks of
 */
public record Proposal(
    Property property, Origin origin, double score, List<String> because, List<String> under) {

  public Proposal {
    because = List.copyOf(because);
    under = List.copyOf(under);
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("The score " + score + " is not from 0 to 1.");
    }
  }

  /** The key that a requirement names it by. */
  public String key() {
    return switch (property.kind()) {
      case INVARIANT, REFINEMENT -> "invariant";
      case LIVENESS -> "liveness";
    };
  }

  /** The lines that a requirement of the spec would have more. */
  public List<String> lines() {
    String check = key() + ": " + property.name();
    return under.isEmpty()
        ? List.of(check)
        : List.of(check, "under: [" + String.join(", ", under) + "]");
  }

  /** Who knows a property. */
  public enum Origin {
    /** The kit, or what the workspace adds to it: a spec can name it as it is. */
    KNOWN,
    /** A template filled with the protocol's variables: the workspace has to adopt it. */
    TEMPLATE,
    /** A language model wrote it: the workspace has to adopt it. */
    MODEL
  }
}
