package dev.sds.cli.bench;

import dev.sds.agents.create.Creation.Found;
import dev.sds.agents.create.Front;
import dev.sds.agents.create.Front.Point;
import dev.sds.artifacts.Ratio;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Statistics;
import dev.sds.stages.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures fronts of two metrics on fresh seeds, against the front of all published baselines
 * together. The point of reference is the worst baseline in each metric.
 *
 * @param limits of the two metrics, from the baselines
 * @param published the hypervolume of the baselines' front
 */
public record FrontBench(
    FreshRuns fresh, List<String> metrics, List<Double> limits, double published) {

  private static final double LEAST = 1e-6;

  /**
   * A front on fresh seeds, and its hypervolume in that of the baselines.
   *
   * @param seed of the search
   */
  public record Result(long seed, Front<String> front, double share) {

    /** For means of logarithms, where the front of a search beats no point of reference. */
    public double positiveShare() {
      return Math.max(LEAST, share);
    }
  }

  public static FrontBench of(FreshRuns fresh, List<String> baselines, String second) {
    List<String> metrics = List.of(Scores.of(fresh.spec()).metric(), second);
    var points = new ArrayList<Point<String>>();
    for (String baseline : baselines) {
      points.add(point(baseline, fresh.baselineSamples(baseline), metrics));
    }
    double first = points.stream().mapToDouble(Point::first).max().orElseThrow();
    double other = points.stream().mapToDouble(Point::second).max().orElseThrow();
    double volume = Front.of(points).hypervolume(first, other);
    return new FrontBench(fresh, metrics, List.of(first, other), volume);
  }

  private static Point<String> point(
      String label, Map<String, Sample> samples, List<String> metrics) {
    double[] means =
        metrics.stream()
            .mapToDouble(
                m ->
                    Math.exp(
                        Statistics.mean(
                            samples.values().stream()
                                .mapToDouble(s -> Math.log(s.metric(m)))
                                .toArray())))
            .toArray();
    return new Point<>(label, means[0], means[1]);
  }

  /** What was found on train runs, measured on fresh ones. */
  public Result measure(long seed, Front<Found> found) {
    List<Point<String>> points =
        found.points().stream()
            .map(Point::of)
            .map(Found::hypothesis)
            .map(h -> point(h.decisions().toString(), fresh.samples(h), metrics))
            .toList();
    Front<String> front = Front.of(points);
    return new Result(
        seed, front, front.hypervolume(limits.getFirst(), limits.getLast()) / published);
  }

  /** The mean share over searches, with its interval. */
  public static Ratio over(List<Result> results) {
    double[] shares = results.stream().mapToDouble(Result::positiveShare).toArray();
    double[] ones = new double[shares.length];
    Arrays.fill(ones, 1);
    return Statistics.pairedRatio(shares, ones);
  }

  /** One search in a line. */
  public String line(Result result) {
    String knee =
        result
            .front()
            .knee()
            .map(k -> String.format(Locale.ROOT, "; knee at %.4g, %.4g", k.first(), k.second()))
            .orElse("");
    return String.format(
        Locale.ROOT,
        "front of %d, hypervolume x%.3f of the baselines'%s",
        result.front().points().size(),
        result.share(),
        knee);
  }
}
