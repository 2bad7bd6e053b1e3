package dev.sds.kits.llmserving;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Profile;
import dev.sds.evaluators.Subject;
import dev.sds.kits.llmserving.model.CapacityBounds;
import dev.sds.kits.llmserving.model.CapacityModel;
import dev.sds.spec.Check;
import dev.sds.spec.Quantity;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.spec.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Proves bounds that no router can keep, before anything is simulated: lower bounds on response
 * times from the offered load and from requests served alone, and memory that a request cannot fit.
 */
final class CapacityEvaluator implements Evaluator {

  private final Recordings recordings;

  CapacityEvaluator(Recordings recordings) {
    this.recordings = recordings;
  }

  @Override
  public Profile profile() {
    return new Profile(
        "capacity model",
        "1",
        Stage.ARCHITECTURE,
        Profile.Cost.ANALYSIS,
        "Could any router keep the bounds on these workloads?");
  }

  /** It does not depend on what is decided. */
  @Override
  public ContentHash inputs(Subject subject) {
    return ContentHash.of(subject.kit().version(), Subject.conditions(subject.spec()).hex());
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    var evidence = new ArrayList<Evidence>();
    for (Workload workload : subject.spec().workloads(Workload.Role.TRAIN)) {
      var runs = new ArrayList<CapacityBounds>();
      for (long seed : workload.seeds()) {
        CapacityBounds bounds = bounds(subject.spec(), workload, seed);
        runs.add(bounds);
        evidence.add(load(workload, seed, bounds));
        if (bounds.memory() == CapacityBounds.MemoryFit.CANNOT_FIT) {
          evidence.add(memory(subject.spec(), workload, seed));
        }
      }
      for (Requirement requirement : subject.spec().bounds()) {
        if (requirement.check() instanceof Check.Bound bound && requirement.under().isEmpty()) {
          evidence.addAll(judge(requirement.id(), bound, workload.name(), runs));
        }
      }
    }
    return evidence;
  }

  private CapacityBounds bounds(Spec spec, Workload workload, long seed) {
    Deployment deployment = Deployment.of(spec);
    Path file = Path.of(spec.source().name()).toAbsolutePath();
    Path folder = file.getParent() == null ? file : file.getParent();
    try {
      return new CapacityModel(deployment.replicas(), deployment.times(1), deployment.limits())
          .bounds(Demand.of(workload, seed, 1, folder, recordings).trace());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Evidence load(Workload workload, long seed, CapacityBounds bounds) {
    return finding(
        List.of(),
        Weight.NOTE,
        "capacity.load",
        String.format(
            Locale.ROOT,
            "%s#%d: offered load is at least %.0f%% of what the replicas can do at best",
            workload.name(),
            seed,
            100 * bounds.utilisation()));
  }

  private Evidence memory(Spec spec, Workload workload, long seed) {
    List<String> ids = spec.requirements().stream().map(Requirement::id).limit(1).toList();
    return finding(
        ids,
        Weight.FATAL,
        "capacity.memory",
        workload.name()
            + "#"
            + seed
            + ": some request is larger than a replica's whole memory and can never be answered;"
            + " more `kv-blocks` are needed");
  }

  /**
   * A bound is judged by an interval above the mean over seeds, so the mean of what is least
   * possible must keep it.
   */
  private List<Evidence> judge(
      String id, Check.Bound bound, String run, List<CapacityBounds> runs) {
    double least =
        switch (bound.metric()) {
          case "response_time.mean" -> mean(runs, CapacityBounds::meanResponse);
          case "response_time.p99" -> mean(runs, CapacityBounds::p99Response);
          default -> 0;
        };
    if (least == 0 || bound.comparison() != Check.Comparison.AT_MOST) {
      return List.of();
    }
    Quantity lowest = Quantity.of(Math.ceil(least * 100) / 100, bound.limit().dimension());
    return List.of(
        bound.holds(least)
            ? finding(
                List.of(id),
                Weight.NOTE,
                "capacity.possible",
                run + ": " + bound.metric() + " can be no lower than " + lowest)
            : finding(
                List.of(id),
                Weight.FATAL,
                "capacity.bound",
                run
                    + ": "
                    + bound.metric()
                    + " can be no lower than "
                    + lowest
                    + " whatever the router does; "
                    + id
                    + " asks for "
                    + bound.comparison().symbol()
                    + " "
                    + bound.limit()));
  }

  private static double mean(List<CapacityBounds> runs, ToDoubleFunction<CapacityBounds> figure) {
    return runs.stream().mapToDouble(figure).average().orElse(0);
  }

  private Evidence finding(List<String> ids, Weight weight, String code, String message) {
    return new Evidence.Finding(profile().name(), ids, weight, code, message, "");
  }
}
