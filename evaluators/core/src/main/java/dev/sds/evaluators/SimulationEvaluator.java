package dev.sds.evaluators;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Simulates generated code and measures every metric that a requirement speaks of. Bounds are
 * judged only where whole workloads were run: one holds when its one-sided 95% interval across
 * seeds holds on every workload; of a replayed trace, when its value does.
 */
public final class SimulationEvaluator implements Evaluator {

  private final Profile profile;
  private final Lab lab;
  private final Runs runs;

  public SimulationEvaluator(Profile profile, Lab lab, Runs runs) {
    this.profile = profile;
    this.lab = lab;
    this.runs = runs;
  }

  @Override
  public Profile profile() {
    return profile;
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    var evidence = new ArrayList<Evidence>();
    for (Workload workload : subject.spec().workloads(runs.role())) {
      List<Trial> trials = runs.trials(workload);
      List<Lab.Result> results = lab.code(subject.spec(), subject.hypothesis(), trials);
      for (int i = 0; i < trials.size(); i++) {
        evidence.addAll(of(subject.spec(), trials.get(i), results.get(i)));
      }
      if (runs.share() == 1) {
        evidence.addAll(bounds(subject.spec(), workload, evidence));
      }
    }
    return evidence;
  }

  private List<Evidence> of(Spec spec, Trial trial, Lab.Result result) {
    return switch (result) {
      case Lab.Result.Measured measured -> measurements(spec, trial, measured.sample());
      case Lab.Result.Crashed crashed ->
          List.of(
              finding(
                  List.of(),
                  Weight.FATAL,
                  "simulation.crashed",
                  trial.label() + ": " + crashed.why()));
      case Lab.Result.Unavailable failed ->
          List.of(new Evidence.ToolFailure(profile.name(), List.of(), failed.why()));
    };
  }

  private List<Evidence> measurements(Spec spec, Trial trial, Sample sample) {
    var evidence = new ArrayList<Evidence>();
    for (String broken : sample.broken()) {
      evidence.add(
          finding(
              List.of(), Weight.FATAL, "simulation.conservation", trial.label() + ": " + broken));
    }
    sample
        .metrics()
        .forEach(
            (metric, value) ->
                evidence.add(
                    new Evidence.Measurement(
                        profile.name(),
                        speakingOf(spec, metric),
                        metric,
                        trial.workload().name(),
                        trial.seed(),
                        value,
                        runs.fidelity())));
    return evidence;
  }

  private static List<String> speakingOf(Spec spec, String metric) {
    return spec.requirements().stream()
        .filter(
            r ->
                switch (r.check()) {
                  case Check.Bound b -> b.metric().equals(metric);
                  case Check.Objective o -> o.metric().equals(metric);
                  case null, default -> false;
                })
        .map(Requirement::id)
        .toList();
  }

  private List<Evidence> bounds(Spec spec, Workload workload, List<Evidence> evidence) {
    var judged = new ArrayList<Evidence>();
    for (Requirement requirement : spec.bounds()) {
      if (requirement.check() instanceof Check.Bound bound && requirement.under().isEmpty()) {
        double[] values = values(evidence, bound.metric(), workload.name());
        if (values.length > 0) {
          judged.add(judge(requirement.id(), bound, workload, values));
        }
      }
    }
    return judged;
  }

  private Evidence judge(String id, Check.Bound bound, Workload workload, double[] values) {
    double end = Statistics.worst(bound, workload, values);
    boolean holds = bound.holds(end);
    String message =
        "%s on %s: %s; required %s %s"
            .formatted(
                bound.metric(),
                workload.name(),
                told(bound, workload, values, end),
                bound.comparison().symbol(),
                bound.limit());
    return finding(
        List.of(id),
        holds ? Weight.FOR : Weight.AGAINST,
        holds ? "bound.holds" : "bound.fails",
        message);
  }

  private static String told(Check.Bound bound, Workload workload, double[] values, double end) {
    var dimension = bound.limit().dimension();
    if (workload.replays()) {
      return Figures.of(dimension, end) + " in the recorded run";
    }
    return "mean %s over %s, %s"
        .formatted(
            Figures.of(dimension, Statistics.mean(values)),
            Figures.count(values.length, "seed"),
            Double.isFinite(end)
                ? "95% bound " + Figures.of(dimension, end)
                : "which gives no 95% interval: at least two are needed");
  }

  private static double[] values(List<Evidence> evidence, String metric, String workload) {
    return evidence.stream()
        .flatMapToDouble(
            e ->
                e instanceof Evidence.Measurement m
                        && m.metric().equals(metric)
                        && m.workload().equals(workload)
                    ? DoubleStream.of(m.value())
                    : DoubleStream.empty())
        .toArray();
  }

  private Evidence finding(List<String> ids, Weight weight, String code, String message) {
    return new Evidence.Finding(profile.name(), ids, weight, code, message, "");
  }

  /**
   * Which runs are made: the role of the workloads and how much of each.
   *
   * @param share of all requests of a workload's seeds, above 0 and at most 1
   */
  public record Runs(Workload.Role role, double share, Fidelity fidelity) {

    /**
     * Few whole runs rather than the beginnings of many: a beginning says little of a tail, since
     * those who wait longest have not been answered by then. A single seed is cut short.
     */
    List<Trial> trials(Workload workload) {
      int all = workload.seeds().size();
      int seeds = Math.max(1, (int) (all * share));
      double each = Math.min(1, all * share / seeds);
      return workload.seeds().stream()
          .limit(seeds)
          .map(seed -> Trial.plain(workload, seed, each))
          .toList();
    }
  }
}
