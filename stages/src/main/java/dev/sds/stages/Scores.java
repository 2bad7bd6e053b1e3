package dev.sds.stages;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Ratio;
import dev.sds.evaluators.Statistics;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one metric out of evidence, smaller being better: the first objective of a spec, or where
 * it has none the metric of its first bound.
 */
public record Scores(String metric, double sign) {

  public static Scores of(Spec spec) {
    return Stream.concat(spec.objectives().stream(), spec.bounds().stream())
        .map(Requirement::check)
        .flatMap(c -> of(c).stream())
        .findFirst()
        .orElse(new Scores("", 1));
  }

  private static Optional<Scores> of(@Nullable Check check) {
    return switch (check) {
      case Check.Objective o ->
          Optional.of(new Scores(o.metric(), o.direction() == Check.Direction.MINIMIZE ? 1 : -1));
      case Check.Bound b ->
          Optional.of(new Scores(b.metric(), b.comparison() == Check.Comparison.AT_MOST ? 1 : -1));
      case null, default -> Optional.empty();
    };
  }

  /** The metric by run, at one fidelity. */
  public Map<String, Double> runs(Judged judged, Fidelity fidelity) {
    var runs = new TreeMap<String, Double>();
    for (Evidence evidence : judged.verdict().evidence()) {
      if (evidence instanceof Evidence.Measurement m
          && m.metric().equals(metric)
          && m.fidelity() == fidelity) {
        runs.put(m.workload() + "#" + m.seed(), m.value());
      }
    }
    return runs;
  }

  /** The geometric mean over runs, as a number to make small; empty where nothing was measured. */
  public OptionalDouble score(Judged judged, Fidelity fidelity) {
    double[] logs =
        runs(judged, fidelity).values().stream()
            .mapToDouble(v -> sign * Math.log(Math.max(v, 1e-9)))
            .toArray();
    return logs.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sign * Math.exp(sign * Statistics.mean(logs)));
  }

  /** The best measured score: whole runs before sketches. */
  public OptionalDouble score(Judged judged) {
    OptionalDouble full = score(judged, Fidelity.FULL);
    return full.isPresent() ? full : score(judged, Fidelity.SHORT);
  }

  /** Best first; unmeasured last, in the order given. */
  public Comparator<Judged> order(Fidelity fidelity) {
    return Comparator.comparingDouble(j -> score(j, fidelity).orElse(Double.POSITIVE_INFINITY));
  }

  /** The paired ratio on the runs that both have; empty where they share none. */
  public Optional<Ratio> ratio(Map<String, Double> subject, Map<String, Double> reference) {
    List<String> shared = subject.keySet().stream().filter(reference::containsKey).toList();
    return shared.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Statistics.pairedRatio(
                shared.stream().mapToDouble(subject::get).toArray(),
                shared.stream().mapToDouble(reference::get).toArray()));
  }

  /**
   * How much larger the ratios to a reference are in some runs than in others; empty where either
   * has none.
   */
  Optional<Ratio> change(
      Map<String, Double> subject,
      Map<String, Double> reference,
      Map<String, Double> earlierSubject,
      Map<String, Double> earlierReference) {
    double[] now = ratios(subject, reference);
    double[] earlier = ratios(earlierSubject, earlierReference);
    return now.length == 0 || earlier.length == 0
        ? Optional.empty()
        : Optional.of(Statistics.ratioOfMeans(now, earlier));
  }

  private static double[] ratios(Map<String, Double> subject, Map<String, Double> reference) {
    return subject.keySet().stream()
        .filter(reference::containsKey)
        .mapToDouble(run -> subject.getOrDefault(run, 1.0) / reference.getOrDefault(run, 1.0))
        .filter(ratio -> ratio > 0 && Double.isFinite(ratio))
        .toArray();
  }
}
