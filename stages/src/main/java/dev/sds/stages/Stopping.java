package dev.sds.stages;

import dev.sds.artifacts.Stop;
import dev.sds.artifacts.documents.markup.Figures;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Decides after each round whether a stage goes on, and says why not. */
final class Stopping {

  private static final double RESERVE = 0.2;

  private final Policy policy;
  private final Purse purse;
  private int barren;
  private double best = Double.POSITIVE_INFINITY;

  /** The best score when the last improvement was made. */
  private double before = Double.POSITIVE_INFINITY;

  Stopping(Policy policy, Purse purse) {
    this.policy = policy;
    this.purse = purse;
  }

  /**
   * The reason to stop, if there is one.
   *
   * @param score of the best hypothesis so far, to make small; empty where none is measured
   */
  Optional<Stop> after(int round, int proposed, OptionalDouble score) {
    if (proposed == 0) {
      return stop(
          Stop.Reason.EXHAUSTED, "the author had nothing more to propose after round " + round);
    }
    if (round + 1 >= policy.mostRounds()) {
      return stop(
          Stop.Reason.EXHAUSTED,
          Figures.count(policy.mostRounds(), "round") + ", the most a stage makes");
    }
    if (purse.left() < RESERVE) {
      return stop(
          Stop.Reason.BUDGET,
          String.format(
              Locale.ROOT,
              "less than %.0f%% of the simulation budget was left, which the last gate needs",
              100 * RESERVE));
    }
    return score.isPresent() ? diminishing(score.getAsDouble()) : Optional.empty();
  }

  private Optional<Stop> diminishing(double score) {
    boolean improved =
        best == Double.POSITIVE_INFINITY || score < best - Math.abs(best) * policy.noiseFloor();
    barren = improved ? 0 : barren + 1;
    best = Math.min(best, score);
    before = improved ? best : before;
    return barren < policy.patience()
        ? Optional.empty()
        : stop(
            Stop.Reason.DIMINISHING_RETURNS,
            String.format(
                Locale.ROOT,
                "%d rounds in a row brought no improvement above the noise floor of %.1f%%: the best"
                    + " score was %.4g before them and is %.4g now",
                barren,
                100 * policy.noiseFloor(),
                Math.abs(before),
                Math.abs(best)));
  }

  private static Optional<Stop> stop(Stop.Reason reason, String rule) {
    return Optional.of(new Stop(reason, rule));
  }
}
