package dev.sds.cli.bench;

import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Ratio;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Statistics;
import dev.sds.evaluators.Trial;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload.Role;
import dev.sds.stages.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Compares what a search found with baselines on seeds that no search has touched: the best of many
 * looks better than it is on the runs that chose it.
 */
public record FreshRuns(Lab lab, Spec spec, List<Trial> trials) {

  /** Far from any seed that a person would write in a spec. */
  private static final long FIRST = 7_000_000;

  public static FreshRuns of(Lab lab, Spec spec, int seeds) {
    List<Trial> trials =
        spec.workloads(Role.TRAIN).stream()
            .filter(w -> !w.replays())
            .flatMap(
                w ->
                    LongStream.range(FIRST, FIRST + seeds)
                        .filter(s -> !w.seeds().contains(s))
                        .mapToObj(s -> Trial.plain(w, s, 1)))
            .toList();
    return new FreshRuns(lab, spec, trials);
  }

  /** The objective of code by run. */
  public Map<String, Double> code(Hypothesis hypothesis) {
    return values(lab.code(spec, hypothesis, trials));
  }

  /** The objective of a baseline by run. */
  public Map<String, Double> baseline(String name) {
    return values(lab.baseline(spec, name, trials));
  }

  /** Every metric of code by run. */
  public Map<String, Sample> samples(Hypothesis hypothesis) {
    return sound(lab.code(spec, hypothesis, trials));
  }

  /** Every metric of a baseline by run. */
  public Map<String, Sample> baselineSamples(String name) {
    return sound(lab.baseline(spec, name, trials));
  }

  private Map<String, Double> values(List<Lab.Result> results) {
    String metric = Scores.of(spec).metric();
    var values = new TreeMap<String, Double>();
    sound(results).forEach((run, sample) -> values.put(run, sample.metric(metric)));
    return values;
  }

  private Map<String, Sample> sound(List<Lab.Result> results) {
    var samples = new TreeMap<String, Sample>();
    for (int i = 0; i < trials.size(); i++) {
      if (results.get(i) instanceof Lab.Result.Measured(Sample sample)
          && sample.broken().isEmpty()) {
        samples.put(trials.get(i).label(), sample);
      }
    }
    return samples;
  }

  /** The paired ratio on the runs that both finished soundly. */
  public static Ratio ratio(Map<String, Double> subject, Map<String, Double> reference) {
    var both = new ArrayList<String>(subject.keySet());
    both.retainAll(reference.keySet());
    return Statistics.pairedRatio(
        both.stream().mapToDouble(subject::get).toArray(),
        both.stream().mapToDouble(reference::get).toArray());
  }
}
