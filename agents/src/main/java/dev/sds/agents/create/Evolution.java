package dev.sds.agents.create;

import dev.sds.evaluators.Trial;
import java.util.List;

/** Evolves programs in a tournament, in turns with the neighbours of the best one. */
record Evolution(Rewriting rewriting, Islands islands, Tournament tournament) {

  /** Where, as shares of what may be spent, evolving gives way to the neighbours of the best. */
  private static final List<Double> EVOLVED = List.of(0.4, 0.76);

  /** Where, each time, evolving goes on with what they made of it. */
  private static final List<Double> EXCHANGED = List.of(0.65, 0.86);

  /** Starts from the simplest programs. */
  void run(double until) {
    run(0, until);
  }

  /** Goes on from designs of declared choices, all tried on one trial. */
  void run(List<Tried> declared, Trial trial, double until) {
    islands.settle(declared, trial);
    run((double) tournament.spent(), until);
  }

  /**
   * Spends a part of a budget.
   *
   * @param from what is spent before
   * @param until what may be spent by the end of it, in the end on the constants of the best
   */
  private void run(double from, double until) {
    var exchanges = new Exchanges(rewriting.spaces(), this::best);
    for (int turn = 0; turn < EVOLVED.size(); turn++) {
      tournament.run(islands, from + EVOLVED.get(turn) * (until - from));
      if (tournament.champion().isPresent()) {
        double exchanged = from + EXCHANGED.get(turn) * (until - from);
        tournament.run(exchanges, exchanged);
        islands.welcome(best());
      }
    }
    if (tournament.champion().isPresent()) {
      tournament.run(new Tuning(this::best), until);
      islands.welcome(best());
    }
    tournament.run(islands, until);
  }

  /** The champion, as a program as far as it can be told as one. */
  private Tried best() {
    Tried champion = tournament.champion().orElseThrow();
    return new Tried(rewriting.of(champion.idea()), champion.samples());
  }
}
