package dev.sds.agents.create;

import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What had a sketch and waits for whole runs. An idea that measured just what an earlier one did in
 * the same run decides as that one does: where a replica is never full, every order of service is
 * the same. Such ideas come last, for their whole runs would say nothing new.
 */
final class Waiting {

  private final List<Tried> left = new ArrayList<>();
  private final Set<Outcome> known = new HashSet<>();

  private record Outcome(String run, SortedMap<String, Double> metrics) {

    private Outcome(Trial trial, Sample sample) {
      this(trial.label(), sample.metrics());
    }
  }

  void add(Tried tried) {
    left.add(tried);
  }

  /**
   * Takes out the best, those that differ from all that were taken first.
   *
   * @param sketch that all have had
   * @param mayWin who is considered at all
   */
  List<Tried> take(int count, Trial sketch, Goal goal, Predicate<Tried> mayWin) {
    Set<Outcome> before = new HashSet<>(known);
    var different = new ArrayList<Tried>();
    var same = new ArrayList<Tried>();
    left.stream()
        .filter(mayWin)
        .sorted(goal.order(List.of(sketch)))
        .forEach(
            t -> (before.add(new Outcome(sketch, t.sample(sketch))) ? different : same).add(t));
    List<Tried> taken = Stream.concat(different.stream(), same.stream()).limit(count).toList();
    left.removeAll(taken);
    taken.forEach(t -> isNew(t, sketch));
    return taken;
  }

  /** Whether nobody measured the same in a run before; from now on somebody has. */
  boolean isNew(Tried tried, Trial trial) {
    return known.add(new Outcome(trial, tried.sample(trial)));
  }
}
