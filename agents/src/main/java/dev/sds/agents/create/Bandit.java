package dev.sds.agents.create;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Gives the next trial to the one of some ways with the highest upper confidence bound of its yield
 * (UCB1; Auer, Cesa-Bianchi and Fischer, Machine Learning 47, 2002).
 */
final class Bandit<T> {

  /** How much an unsure way is preferred: yields are small, so less than UCB1's own 1. */
  private static final double CURIOSITY = 0.25;

  private final Map<T, Arm> arms = new LinkedHashMap<>();
  private int total;

  private record Arm(int pulls, double paid) {
    double bound(int total) {
      return pulls == 0
          ? Double.POSITIVE_INFINITY
          : mean() + CURIOSITY * Math.sqrt(2 * Math.log(total) / pulls);
    }

    double mean() {
      return pulls == 0 ? 0 : paid / pulls;
    }
  }

  Bandit(List<T> ways) {
    ways.forEach(w -> arms.put(w, new Arm(0, 0)));
  }

  /** The one to use; its use counts at once, so that a batch is spread before yields are known. */
  T next() {
    T best = arms.keySet().iterator().next();
    double highest = Double.NEGATIVE_INFINITY;
    for (Map.Entry<T, Arm> e : arms.entrySet()) {
      double bound = e.getValue().bound(total);
      if (bound > highest) {
        highest = bound;
        best = e.getKey();
      }
    }
    used(best);
    return best;
  }

  /** Counts a use that was decided elsewhere. */
  void used(T way) {
    total++;
    arms.computeIfPresent(way, (_, arm) -> new Arm(arm.pulls() + 1, arm.paid()));
  }

  /** Credits a use with a yield between 0 and 1. */
  void credit(T way, double paid) {
    arms.computeIfPresent(way, (_, arm) -> new Arm(arm.pulls(), arm.paid() + paid));
  }

  /** Uses and mean yields. */
  String inWords() {
    return arms.entrySet().stream()
        .map(
            e ->
                String.format(
                    Locale.ROOT,
                    "%s %d (%.2f)",
                    e.getKey().toString().toLowerCase(Locale.ROOT),
                    e.getValue().pulls(),
                    e.getValue().mean()))
        .collect(Collectors.joining(", "));
  }
}
