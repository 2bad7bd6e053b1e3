package dev.sds.agents.create;

import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.evaluators.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Moves the constants of the best program, one at a time, up and down by a step that is halved when
 * none of the moves was better (pattern search; Hooke and Jeeves, JACM 8, 1961).
 */
final class Tuning implements Searcher {

  private static final double FIRST_STEP = 0.08;
  private static final double LAST_STEP = 0.005;

  private final Supplier<Tried> best;
  private Idea centre;
  private double step = FIRST_STEP;

  /**
   * Tuning of whoever is the best at the time.
   *
   * @param best with a program
   */
  Tuning(Supplier<Tried> best) {
    this.best = best;
    this.centre = best.get().idea();
  }

  @Override
  public List<Idea> next(int count) {
    Idea now = best.get().idea();
    step = now.equals(centre) ? step : 2 * step;
    centre = now;
    List<Idea> moves = step < LAST_STEP ? List.of() : moves(step);
    step /= 2;
    return moves;
  }

  private List<Idea> moves(double by) {
    var moves = new ArrayList<Idea>();
    centre
        .program()
        .terms()
        .forEach(
            (kind, term) -> {
              List<Term> parts = term.parts();
              for (int place = 0; place < parts.size(); place++) {
                if (parts.get(place).op() == Op.CONSTANT) {
                  for (double factor : List.of(1 + by, 1 / (1 + by))) {
                    Term moved = Term.constant(parts.get(place).value() * factor);
                    moves.add(centre.with(kind, term.with(place, moved)).from("tuned"));
                  }
                }
              }
            });
    return moves;
  }

  @Override
  public void learn(List<Tried> batch, Trial trial) {}
}
