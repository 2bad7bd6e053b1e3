package dev.sds.stages;

import dev.sds.artifacts.Comparison;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settles who is best among near equals on fresh seeds of the train workloads. The best of many on
 * the runs that chose it owes part of its lead to luck; on as many runs again, that luck is gone.
 */
final class Rematch {

  private static final int MOST = 4;

  /** A lead above this share needs no second look. */
  private static final double NEAR = 0.03;

  private static final long FRESH_SEEDS = 2_000_003;

  private final Lab lab;
  private final Spec spec;
  private final Scores scores;

  Rematch(Lab lab, Spec spec) {
    this.lab = lab;
    this.spec = spec;
    this.scores = Scores.of(spec);
  }

  /** The same hypotheses, the near equals at the head ordered by old and fresh runs together. */
  List<Judged> order(List<Judged> best) {
    List<Judged> near = nearEquals(best);
    List<Trial> trials = trials();
    if (near.size() < 2 || trials.isEmpty()) {
      return best;
    }
    Map<Judged, Double> means = new HashMap<>();
    near.forEach(j -> means.put(j, mean(j, trials)));
    var ordered = new ArrayList<>(near);
    ordered.sort(Comparator.comparingDouble(j -> means.getOrDefault(j, Double.POSITIVE_INFINITY)));
    best.stream().filter(j -> !near.contains(j)).forEach(ordered::add);
    return ordered;
  }

  private List<Trial> trials() {
    return spec.workloads(Role.TRAIN).stream()
        .filter(w -> !w.replays())
        .flatMap(w -> w.seeds().stream().map(s -> Trial.plain(w, s + FRESH_SEEDS, 1)))
        .toList();
  }

  /**
   * One of the near equals against the others, on the runs that chose them and on the fresh ones;
   * empty where there was no rematch, or it took no part.
   */
  List<Comparison> told(Hypothesis one, List<Judged> best) {
    List<Judged> near = nearEquals(best);
    Optional<Judged> own = near.stream().filter(j -> j.hypothesis().equals(one)).findFirst();
    var told = new ArrayList<Comparison>();
    if (own.isPresent() && near.size() > 1 && !trials().isEmpty()) {
      Map<String, Double> chosen = scores.runs(own.get(), Fidelity.FULL);
      Map<String, Double> fresh = fresh(own.get());
      for (Judged other : near) {
        if (!other.equals(own.get())) {
          String name = other.hypothesis().decisions().toString();
          scores
              .ratio(chosen, scores.runs(other, Fidelity.FULL))
              .map(r -> new Comparison("rematch", name, scores.metric(), "runs that chose", r))
              .ifPresent(told::add);
          scores
              .ratio(fresh, fresh(other))
              .map(r -> new Comparison("rematch", name, scores.metric(), "fresh seeds", r))
              .ifPresent(told::add);
        }
      }
    }
    return told;
  }

  private Map<String, Double> fresh(Judged judged) {
    List<Trial> trials = trials();
    List<Lab.Result> results = lab.code(spec, judged.hypothesis(), trials);
    var runs = new TreeMap<String, Double>();
    for (int i = 0; i < trials.size(); i++) {
      if (results.get(i) instanceof Lab.Result.Measured(Sample sample)
          && sample.broken().isEmpty()) {
        runs.put(trials.get(i).label(), sample.metric(scores.metric()));
      }
    }
    return runs;
  }

  /** The best of each design that comes near the very best. */
  private List<Judged> nearEquals(List<Judged> best) {
    Map<Decisions, Judged> near = new LinkedHashMap<>();
    if (!best.isEmpty()) {
      double top = scores.score(best.getFirst(), Fidelity.FULL).orElse(0);
      double reach = top + Math.abs(top) * NEAR;
      best.stream()
          .filter(j -> scores.score(j, Fidelity.FULL).orElse(Double.POSITIVE_INFINITY) <= reach)
          .forEach(j -> near.putIfAbsent(j.hypothesis().decisions(), j));
    }
    return near.values().stream().limit(MOST).toList();
  }

  /** Of the logarithms, to make small; infinite for one that fails a fresh run. */
  private double mean(Judged judged, List<Trial> trials) {
    var runs = new TreeMap<>(scores.runs(judged, Fidelity.FULL));
    Map<String, Double> fresh = fresh(judged);
    if (fresh.size() < trials.size()) {
      return Double.POSITIVE_INFINITY;
    }
    runs.putAll(fresh);
    return runs.values().stream()
        .mapToDouble(v -> scores.sign() * Math.log(Math.max(v, 1e-9)))
        .average()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
