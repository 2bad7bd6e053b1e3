package dev.sds.verification.child.newer;

import java.util.Arrays;
import java.util.List;

/**
 * What a cfg names by keywords of newer versions of TLC.
 *
 * @param alias the operator that says how a state is shown; empty for none
 * @param postconditions operators that must be true after a complete run
 */
public record Newer(String alias, List<String> postconditions) {

  /** Nothing. */
  public static final Newer NONE = new Newer("", List.of());

  public Newer {
    postconditions = List.copyOf(postconditions);
  }

  /** As a child's arguments. */
  public List<String> arguments() {
    return List.of(alias, String.join(",", postconditions));
  }

  /** From a child's arguments. */
  public static Newer of(List<String> arguments) {
    return new Newer(
        arguments.get(0),
        Arrays.stream(arguments.get(1).split(",", -1)).filter(name -> !name.isEmpty()).toList());
  }
}
