package dev.sds.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds a minimal subset of some constraints that is still in conflict.
 *
 * <p>U. Junker, QuickXplain: Preferred Explanations and Relaxations for Over-Constrained Problems,
 * AAAI 2004. The test must be monotone: whatever contains a conflict is one.
 */
final class QuickXplain<T> {

  private final Predicate<List<T>> conflict;

  QuickXplain(Predicate<List<T>> conflict) {
    this.conflict = conflict;
  }

  /**
   * A minimal conflict within {@code all}, which must be one; earlier constraints are preferred to
   * stay out of it.
   */
  List<T> minimise(List<T> all) {
    if (conflict.test(List.of())) {
      return List.of();
    }
    return explain(List.of(), Background.UNCHANGED, all);
  }

  private List<T> explain(List<T> background, Background grown, List<T> candidates) {
    if (grown == Background.GROWN && conflict.test(background)) {
      return List.of();
    }
    if (candidates.size() == 1) {
      return candidates;
    }
    int middle = candidates.size() / 2;
    List<T> first = candidates.subList(0, middle);
    List<T> second = candidates.subList(middle, candidates.size());
    List<T> needed = explain(join(background, first), Background.GROWN, second);
    List<T> rest =
        explain(
            join(background, needed),
            needed.isEmpty() ? Background.UNCHANGED : Background.GROWN,
            first);
    return join(rest, needed);
  }

  private static <T> List<T> join(List<T> left, List<T> right) {
    var joined = new ArrayList<T>(left);
    joined.addAll(right);
    return joined;
  }

  private enum Background {
    GROWN,
    UNCHANGED
  }
}
