package dev.sds.verification;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Profile;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Model-checks a design's protocol: one run of TLC for each set of faults that a requirement names,
 * with the properties that are asked for under it.
 */
public final class ModelCheckEvaluator implements Evaluator {

  private final TlcRunner tlc;
  private final Limits limits;

  public ModelCheckEvaluator(TlcRunner tlc, Limits limits) {
    this.tlc = tlc;
    this.limits = limits;
  }

  @Override
  public Profile profile() {
    return new Profile(
        "TLC",
        "2",
        Stage.DESIGN,
        Profile.Cost.MODEL,
        "Do the invariants and liveness properties hold in every behaviour within the bounds?");
  }

  @Override
  public ContentHash inputs(Subject subject) {
    return inputs(limits, runs(subject));
  }

  /** What the answers of some runs depend on. */
  public static ContentHash inputs(Limits limits, List<Run> runs) {
    var parts = new ArrayList<String>();
    parts.add(limits.toString());
    for (Run run : runs) {
      parts.addAll(RefinementText.files(run.protocol()).values());
      parts.add(TlaText.cfg(run.protocol(), run.instance()));
    }
    return ContentHash.of(parts.toArray(String[]::new));
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    var evidence = new ArrayList<Evidence>();
    for (Run run : runs(subject)) {
      evidence.add(check(run));
    }
    return Occasions.among(evidence);
  }

  private Evidence check(Run run) {
    try {
      CheckOutcome outcome = tlc.check(run.protocol(), run.instance(), limits);
      if (outcome instanceof CheckOutcome.ToolFailure failure) {
        return new Evidence.ToolFailure(profile().name(), run.requirements(), failure.why());
      }
      return new Evidence.ModelCheck(
          profile().name(), speaksOf(outcome, run), run.instance().label(), outcome);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
  }

  /** A violation speaks of the property it breaks; of the others the run says nothing. */
  public static List<String> speaksOf(CheckOutcome outcome, Run run) {
    if (outcome instanceof CheckOutcome.Violated violated) {
      List<String> broken = violated.counterexample().requirements();
      return broken.isEmpty() ? run.requirements() : broken;
    }
    return run.requirements();
  }

  /** The runs that a spec asks for, in the order of its requirements. */
  public static List<Run> runs(Subject subject) {
    Map<List<String>, List<Requirement>> byFaults = new TreeMap<>(ModelCheckEvaluator::compare);
    for (Requirement requirement : subject.spec().temporal()) {
      byFaults
          .computeIfAbsent(requirement.under().stream().sorted().toList(), _ -> new ArrayList<>())
          .add(requirement);
    }
    return byFaults.values().stream().map(group -> run(subject, group)).toList();
  }

  /** The bounds under all faults together that some requirement names. */
  public static Instance widest(Subject subject) {
    List<Fault> faults =
        subject.spec().temporal().stream()
            .flatMap(r -> r.under().stream())
            .distinct()
            .sorted()
            .map(subject.spec().faults()::get)
            .filter(Objects::nonNull)
            .toList();
    return subject.kit().protocol().instance(faults);
  }

  private static int compare(List<String> left, List<String> right) {
    int bySize = Integer.compare(left.size(), right.size());
    return bySize != 0 ? bySize : left.toString().compareTo(right.toString());
  }

  private static Run run(Subject subject, List<Requirement> group) {
    Protocol protocol =
        subject
            .kit()
            .protocol()
            .compose(subject.kit().catalogue().traits(subject.hypothesis().decisions()), group);
    Instance instance = subject.kit().protocol().instance(subject.faults(group.getFirst()));
    return new Run(protocol, instance, group.stream().map(Requirement::id).toList());
  }

  /** One run of the checker. */
  public record Run(Protocol protocol, Instance instance, List<String> requirements) {}
}
