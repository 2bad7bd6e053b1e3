package dev.sds.agents.create;

import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The best idea of each way to behave (MAP-Elites; Mouret and Clune, 2015). Ways to behave are
 * cells of two metrics, the edges being quantiles of the first batch, so that no metric's name or
 * scale need be known here.
 */
final class Archive {

  private static final int BINS = 4;

  /** How many cells compete to be a parent. */
  private static final int ROUNDS = 4;

  private final Axes axes;
  private final Map<String, Elite> cells = new TreeMap<>();

  Archive(Axes axes) {
    this.axes = axes;
  }

  /** What holds a cell. */
  record Elite(Tried tried, double goal) {}

  /**
   * The two metrics and the edges of their bins.
   *
   * @param metrics two names, or fewer where the samples have no more
   */
  record Axes(List<String> metrics, Map<String, List<Double>> edges) {

    /** The metrics that say least of the goal: where ideas differ in kind and not in quality. */
    static Axes of(Collection<Sample> samples, Goal goal) {
      List<Sample> sound = samples.stream().filter(s -> Double.isFinite(goal.of(s))).toList();
      double[] goals = sound.stream().mapToDouble(goal::of).toArray();
      var names = new java.util.TreeSet<String>();
      sound.forEach(s -> names.addAll(s.metrics().keySet()));
      List<String> chosen =
          names.stream()
              .filter(n -> values(sound, n).length >= 3)
              .sorted(
                  Comparator.<String>comparingDouble(n -> correlation(sound, n, goals))
                      .thenComparing(Comparator.naturalOrder()))
              .limit(2)
              .toList();
      Map<String, List<Double>> edges = new TreeMap<>();
      for (String name : chosen) {
        double[] sorted = values(sound, name);
        var cuts = new ArrayList<Double>();
        for (int i = 1; i < BINS; i++) {
          cuts.add(sorted[i * sorted.length / BINS]);
        }
        edges.put(name, cuts);
      }
      return new Axes(chosen, edges);
    }

    private static double correlation(List<Sample> samples, String name, double[] goals) {
      double[] values = samples.stream().mapToDouble(s -> s.metric(name)).toArray();
      return Math.abs(Statistics.kendallTau(values, goals));
    }

    private static double[] values(List<Sample> samples, String name) {
      return Arrays.stream(samples.stream().mapToDouble(s -> s.metric(name)).toArray())
          .filter(Double::isFinite)
          .sorted()
          .distinct()
          .toArray();
    }

    String cell(Sample sample) {
      var cell = new StringBuilder();
      for (String name : metrics) {
        double value = sample.metric(name);
        long bin = edges.getOrDefault(name, List.of()).stream().filter(e -> value > e).count();
        cell.append(bin).append(' ');
      }
      return cell.toString();
    }
  }

  /**
   * Offers an idea; whether it took a cell. Of equals the smaller program stays (parsimony);
   * equally small ones take turns, so that the search drifts where nothing can be gained (Kimura's
   * neutral evolution), and what pays only together is found.
   */
  boolean offer(Tried tried, Sample sample, double goal) {
    if (!Double.isFinite(goal)) {
      return false;
    }
    String cell = axes.cell(sample);
    Elite holder = cells.get(cell);
    boolean takes =
        holder == null
            || goal < holder.goal()
            || (goal == holder.goal()
                && tried.idea().program().size() <= holder.tried().idea().program().size());
    if (takes) {
      cells.put(cell, new Elite(tried, goal));
    }
    return takes;
  }

  /** A parent: the best of some drawn cells. */
  Tried parent(RandomGenerator random) {
    List<Elite> all = List.copyOf(cells.values());
    Elite best = all.get(random.nextInt(all.size()));
    for (int i = 1; i < ROUNDS; i++) {
      Elite other = all.get(random.nextInt(all.size()));
      best = other.goal() < best.goal() ? other : best;
    }
    return best.tried();
  }

  @Nullable Elite best() {
    return cells.values().stream().min(Comparator.comparingDouble(Elite::goal)).orElse(null);
  }
}
