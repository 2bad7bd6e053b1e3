package dev.sds.agents.create;

import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.stages.Scores;
import java.util.Comparator;
import java.util.List;

/**
 * What a search makes small: the logarithm of the spec's objective, with a penalty for each broken
 * bound that grows with the excess (an exterior penalty), so that bounds guide the search and need
 * not hold on the way. A second metric may take a share of it.
 *
 * @param second to make small as well; empty for none
 * @param share of the second metric, from 0 to 1
 */
record Goal(Scores scores, List<Check.Bound> bounds, String second, double share) {

  private static final double PENALTY = 3;

  static Goal of(Spec spec) {
    return new Goal(
        Scores.of(spec),
        spec.bounds().stream()
            .filter(r -> r.under().isEmpty())
            .map(Requirement::check)
            .filter(Check.Bound.class::isInstance)
            .map(Check.Bound.class::cast)
            .toList(),
        "",
        0);
  }

  /** The same bounds, and a compromise between the objective and another metric. */
  Goal and(String other, double itsShare) {
    return new Goal(scores, bounds, other, itsShare);
  }

  /**
   * The same without the bounds: for some of the runs, since a bound speaks of all of them together
   * and the run that strains it most may come first.
   */
  Goal unbounded() {
    return new Goal(scores, List.of(), second, share);
  }

  /** Whether the means over runs keep the bounds. */
  boolean keepsBounds(List<Sample> samples) {
    return bounds.stream()
        .allMatch(
            b ->
                b.holds(
                    samples.stream()
                        .mapToDouble(s -> s.metric(b.metric()))
                        .average()
                        .orElseThrow()));
  }

  /** The geometric mean of a metric over runs. */
  static double geometricMean(List<Sample> samples, String metric) {
    return Math.exp(
        samples.stream().mapToDouble(s -> Math.log(s.metric(metric))).average().orElseThrow());
  }

  /** Of one run; infinite for one that broke a law or measured nothing. */
  double of(Sample sample) {
    return of(List.of(sample));
  }

  /**
   * Over runs: the mean, with the penalties of the bounded metrics' means, for a bound speaks of
   * all runs together and not of each.
   */
  double of(Tried tried, List<Trial> trials) {
    return of(trials.stream().map(tried::sample).toList());
  }

  /** The best first by some runs, and of equals the smallest program. */
  Comparator<Tried> order(List<Trial> trials) {
    return Comparator.<Tried>comparingDouble(t -> of(t, trials))
        .thenComparingInt(t -> t.idea().program().size());
  }

  private double of(List<Sample> samples) {
    double goal = 0;
    for (Sample sample : samples) {
      double value = sample.metric(scores.metric());
      if (!sample.broken().isEmpty() || !(value > 0)) {
        return Double.POSITIVE_INFINITY;
      }
      goal += (1 - share) * scores.sign() * Math.log(value) / samples.size();
      goal += share == 0 ? 0 : share * Math.log(sample.metric(second)) / samples.size();
    }
    for (Check.Bound bound : bounds) {
      double measured =
          samples.stream().mapToDouble(s -> s.metric(bound.metric())).average().orElseThrow();
      if (measured > 0 && bound.limit().value() > 0 && !bound.holds(measured)) {
        goal += PENALTY * Math.abs(Math.log(measured / bound.limit().value()));
      }
    }
    return goal;
  }
}
