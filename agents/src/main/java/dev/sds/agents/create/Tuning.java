package dev.sds.agents.create;

import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Moves the constants of the best program, one at a time, up and down by a step that is halved when
 * the move was no better (pattern search; Hooke and Jeeves, JACM 8, 1961). Each constant has a step
 * of its own for each direction. The first doubles it or halves it: by less a limit on whole
 * numbers such as {@code waiting <= 2.8} stays the same limit, and one that is far from where it
 * should be gets there by gains too small to notice. A move that changes nothing is not tried
 * again.
 */
final class Tuning implements Searcher {

  private static final Step FIRST = new Step(1);
  private static final Step NONE = new Step(0);
  private static final double FINE = 0.08;
  private static final double LEAST = 0.005;

  private final Supplier<Tried> best;
  private final Map<Move, Step> steps = new LinkedHashMap<>();
  private final Map<Idea, Move> proposed = new LinkedHashMap<>();
  private final Set<Idea> changed = new HashSet<>();
  private Idea centre;

  /** A constant of a decision, and whether it grows. */
  private record Move(String kind, int place, boolean grows) {}

  /** How far a constant moves, as a share of itself. */
  private record Step(double by) {
    Step afterNoGain() {
      return new Step(by > FINE ? FINE : by / 2);
    }

    Step afterGain() {
      return new Step(by > FINE ? by : 2 * by);
    }

    boolean isWorthwhile() {
      return by >= LEAST;
    }
  }

  /**
   * Tuning of whoever is the best at the time.
   *
   * @param best with a program
   */
  Tuning(Supplier<Tried> best) {
    this.best = best;
    this.centre = best.get().idea();
    begin(centre);
  }

  private void begin(Idea at) {
    steps.clear();
    at.program()
        .terms()
        .forEach(
            (kind, term) -> {
              for (int place = 0; place < term.size(); place++) {
                if (term.parts().get(place).op() == Op.CONSTANT) {
                  steps.put(new Move(kind, place, true), FIRST);
                  steps.put(new Move(kind, place, false), FIRST);
                }
              }
            });
  }

  @Override
  public List<Idea> next(int count) {
    Idea now = best.get().idea();
    if (now.shape().equals(centre.shape())) {
      proposed.forEach((idea, move) -> steps.put(move, step(move, idea.equals(now), idea)));
    } else {
      begin(now);
    }
    centre = now;
    changed.clear();
    proposed.clear();
    steps.values().removeIf(step -> !step.isWorthwhile());
    steps.forEach((move, step) -> proposed.put(moved(move, step), move));
    return List.copyOf(proposed.keySet());
  }

  private Step step(Move move, boolean gained, Idea idea) {
    Step before = steps.getOrDefault(move, FIRST);
    if (gained) {
      return before.afterGain();
    }
    return changed.contains(idea) ? before.afterNoGain() : NONE;
  }

  private Idea moved(Move move, Step step) {
    Term term = centre.program().term(move.kind());
    double value = term.parts().get(move.place()).value();
    double factor = 1 + step.by();
    Term other = Term.constant(move.grows() ? value * factor : value / factor);
    return centre.with(move.kind(), term.with(move.place(), other)).from("tuned");
  }

  /** What is not heard of was known before it was simulated, and changed nothing either. */
  @Override
  public void learn(List<Tried> batch, Trial trial) {
    Sample before = best.get().samples().get(trial.label());
    for (Tried tried : batch) {
      if (before == null || !tried.sample(trial).metrics().equals(before.metrics())) {
        changed.add(tried.idea());
      }
    }
  }
}
