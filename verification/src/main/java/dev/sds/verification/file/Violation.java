package dev.sds.verification.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A property that does not hold.
 *
 * @param property its name in the cfg; for an assertion, what it says
 * @param text its definition as it stands in the module; empty where it has none
 * @param place where it is defined, or where the assertion stands
 * @param falseParts of an invariant that is a conjunction, what is false after the last step
 */
public record Violation(
    Kind kind,
    String property,
    String text,
    @Nullable Place place,
    List<String> falseParts,
    Behaviour behaviour) {

  public Violation {
    falseParts = List.copyOf(falseParts);
  }

  /** What was broken. */
  public enum Kind {
    INVARIANT("invariant"),
    ACTION_PROPERTY("action property"),
    TEMPORAL_PROPERTY("temporal property"),
    DEADLOCK("deadlock"),
    ASSERTION("assertion"),
    /** After a complete run. */
    POSTCONDITION("postcondition");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }
}
