package dev.sds.artifacts;

import dev.sds.spec.Stage;
import java.util.List;

/**
 * A return to the stage that is to blame.
 *
 * @param dropped the hypotheses of that stage which the nogood excludes
 */
public record Backtrack(Stage from, Stage to, Nogood nogood, List<String> dropped) {
  public Backtrack {
    dropped = List.copyOf(dropped);
  }
}
