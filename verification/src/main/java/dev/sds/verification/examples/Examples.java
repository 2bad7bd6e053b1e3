package dev.sds.verification.examples;

import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Property;
import java.util.Optional;

/**
 * A property with what a person needs to confirm it.
 *
 * @param allowed a behaviour of the protocol in which what the property speaks of happens
 * @param allowedNote what is particular about that behaviour, or why there is none
 * @param forbidden a behaviour that breaks the property, of the protocol with one mistake, or as it
 *     is
 * @param mistake the mistake, or why no such behaviour was found
 */
public record Examples(
    Property property,
    Reading reading,
    Optional<Counterexample> allowed,
    String allowedNote,
    Optional<Counterexample> forbidden,
    String mistake) {

  /** The mistake where none is needed. */
  static final String NOW = "none: the design as it is";

  /** Whether the protocol itself breaks the property. */
  public boolean brokenNow() {
    return mistake.equals(NOW);
  }
}
