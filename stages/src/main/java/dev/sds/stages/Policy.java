package dev.sds.stages;

import dev.sds.spec.Stage;

/**
 * How a stage searches.
 *
 * @param survivors how many hypotheses the next stage gets at most
 * @param mostRounds a backstop; stopping rules end the search before
 * @param patience rounds without improvement beyond the noise floor after which it stops
 * @param noiseFloor the smallest relative improvement that counts as one
 * @param promoted the share of a round's hypotheses that the sketch level lets pass to whole runs,
 *     at least two
 */
public record Policy(
    int survivors, int mostRounds, int patience, double noiseFloor, double promoted) {

  /** The policy of a stage in the shipped product. */
  public static Policy of(Stage stage) {
    return switch (stage) {
      case SPEC, ARCHITECTURE -> new Policy(4, 1, 1, 0.01, 1);
      case DESIGN -> new Policy(4, 12, 2, 0.01, 1);
      case CODE -> new Policy(6, 12, 2, 0.01, 0.34);
    };
  }
}
