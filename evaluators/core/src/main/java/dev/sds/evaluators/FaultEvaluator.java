package dev.sds.evaluators;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import dev.sds.spec.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Simulates generated code under the faults that requirements name, and reports what the runs saw
 * broken.
 */
public final class FaultEvaluator implements Evaluator {

  private static final double SHARE = 0.25;

  /** Draws of each change that faulty runs must bear too. */
  private static final int DRAWS = 3;

  private final Lab lab;

  public FaultEvaluator(Lab lab) {
    this.lab = lab;
  }

  @Override
  public Profile profile() {
    return new Profile(
        "faults",
        "3",
        Stage.CODE,
        Profile.Cost.FINAL,
        "Does the code stand the spec's faults when simulated?");
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    var byFaults = new LinkedHashMap<List<String>, List<String>>();
    for (Requirement requirement : subject.spec().temporal()) {
      if (!requirement.under().isEmpty()) {
        byFaults.computeIfAbsent(requirement.under(), _ -> new ArrayList<>()).add(requirement.id());
      }
    }
    var evidence = new ArrayList<Evidence>();
    for (Map.Entry<List<String>, List<String>> group : byFaults.entrySet()) {
      for (Workload workload : subject.spec().workloads(Workload.Role.TRAIN)) {
        evidence.addAll(run(subject, workload, group.getKey(), group.getValue()));
      }
    }
    return evidence;
  }

  private List<Evidence> run(
      Subject subject, Workload workload, List<String> faults, List<String> ids) {
    List<Trial> trials = trials(workload, faults);
    List<Lab.Result> results = lab.code(subject.spec(), subject.hypothesis(), trials);
    var evidence = new ArrayList<Evidence>();
    for (int i = 0; i < trials.size(); i++) {
      String label = trials.get(i).label();
      switch (results.get(i)) {
        case Lab.Result.Measured m -> evidence.addAll(judge(subject, label, m.sample(), ids));
        case Lab.Result.Crashed c ->
            evidence.add(finding(ids, Weight.FATAL, "faults.crashed", label + ": " + c.why()));
        case Lab.Result.Unavailable u ->
            evidence.add(new Evidence.ToolFailure(profile().name(), ids, u.why()));
      }
    }
    return evidence;
  }

  /**
   * Every seed as it is, and the first one changed, so that no part of the cluster is spared by
   * chance.
   */
  private List<Trial> trials(Workload workload, List<String> faults) {
    var trials = new ArrayList<Trial>();
    for (long seed : workload.seeds()) {
      trials.add(new Trial(workload, seed, SHARE, faults, Trial.Log.OFF, 1));
    }
    Trial first = trials.getFirst();
    for (Perturbation change : lab.perturbations()) {
      if (change.reach() == Perturbation.Reach.FAULTY_RUNS_TOO) {
        for (int draw = 0; draw < DRAWS; draw++) {
          trials.add(first.with(new Change(change.name(), draw)));
        }
      }
    }
    return trials;
  }

  /**
   * What a run says of the requirements that name its faults. A run that is not in order breaks
   * them where one of them is that something happens in the end. Where they are only that something
   * never happens, such as a second answer, a request that is not answered breaks none of them: it
   * is the kit's own law that falls, under the faults that they name.
   */
  private List<Evidence> judge(Subject subject, String label, Sample sample, List<String> ids) {
    if (sample.broken().isEmpty()) {
      return List.of(
          finding(
              ids,
              Weight.FOR,
              "faults.sound",
              label + ": " + sample.requests() + " requests, each answered exactly once"));
    }
    boolean promised =
        subject.spec().temporal().stream()
            .anyMatch(r -> ids.contains(r.id()) && r.check() instanceof Check.Liveness);
    return sample.broken().stream()
        .map(
            b ->
                promised
                    ? finding(ids, Weight.FATAL, "faults.broken", label + ": " + b)
                    : finding(
                        List.of(),
                        Weight.FATAL,
                        "faults.broken",
                        label
                            + ": "
                            + b
                            + "; each has to be answered exactly once under the faults of "
                            + String.join(", ", ids)
                            + " too"))
        .toList();
  }

  private Evidence finding(List<String> ids, Weight weight, String code, String message) {
    return new Evidence.Finding(profile().name(), ids, weight, code, message, "");
  }
}
