package dev.sds.agents.create;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives the next trial to the variation with the highest upper confidence bound of its yield (UCB1;
 * Auer, Cesa-Bianchi and Fischer, Machine Learning 47, 2002).
 */
final class Bandit {

  /** How much an unsure variation is preferred: yields are small, so less than UCB1's own 1. */
  private static final double CURIOSITY = 0.25;

  private final Map<Variation, Arm> arms = new EnumMap<>(Variation.class);
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

  Bandit() {
    Stream.of(Variation.values()).forEach(v -> arms.put(v, new Arm(0, 0)));
  }

  /** The one to use; its use counts at once, so that a batch is spread before yields are known. */
  Variation next() {
    Variation best = Variation.TUNE;
    double highest = Double.NEGATIVE_INFINITY;
    for (Map.Entry<Variation, Arm> e : arms.entrySet()) {
      double bound = e.getValue().bound(total);
      if (bound > highest) {
        highest = bound;
        best = e.getKey();
      }
    }
    total++;
    arms.computeIfPresent(best, (_, arm) -> new Arm(arm.pulls() + 1, arm.paid()));
    return best;
  }

  /** Credits a use with a yield between 0 and 1. */
  void credit(Variation variation, double paid) {
    arms.computeIfPresent(variation, (_, arm) -> new Arm(arm.pulls(), arm.paid() + paid));
  }

  /** Uses and mean yields. */
  String inWords() {
    return arms.entrySet().stream()
        .map(
            e ->
                String.format(
                    Locale.ROOT,
                    "%s %d (%.2f)",
                    e.getKey().name().toLowerCase(Locale.ROOT),
                    e.getValue().pulls(),
                    e.getValue().mean()))
        .collect(Collectors.joining(", "));
  }
}
