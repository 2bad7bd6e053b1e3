package dev.sds.verification;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.artifacts.protocol.TraceOutcome;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Profile;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Subject;
import dev.sds.evaluators.Trial;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import dev.sds.spec.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks that what generated code does under faults is a behaviour of its design's model: the code
 * logs its protocol actions, and TLC's evaluator follows each log. A log with one event dropped,
 * doubled or redirected must be refused, or following it proves nothing.
 */
public final class TraceEvaluator implements Evaluator {

  private static final int REQUESTS = 48;

  private final Lab lab;
  private final TraceStepper stepper;
  private final Limits limits;

  public TraceEvaluator(Lab lab, TraceStepper stepper, Limits limits) {
    this.lab = lab;
    this.stepper = stepper;
    this.limits = limits;
  }

  @Override
  public Profile profile() {
    return new Profile(
        "traces",
        "1",
        Stage.CODE,
        Profile.Cost.FINAL,
        "Is what the code does under faults a behaviour of the model?");
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    if (subject.spec().temporal().isEmpty()) {
      return List.of();
    }
    var evidence = new ArrayList<Evidence>();
    Set<String> covered = new TreeSet<>();
    List<List<String>> sets = List.copyOf(faultSets(subject));
    for (List<String> faults : sets) {
      boolean last = faults.equals(sets.getLast());
      evidence.addAll(follow(subject, faults, covered, last ? Falsify.YES : Falsify.NO));
    }
    evidence.add(coverage(subject, covered));
    return evidence;
  }

  /** None, each alone, and each combination that a requirement names. */
  private static Set<List<String>> faultSets(Subject subject) {
    Set<List<String>> sets = new LinkedHashSet<>();
    sets.add(List.of());
    for (Requirement requirement : subject.spec().temporal()) {
      requirement.under().forEach(f -> sets.add(List.of(f)));
    }
    for (Requirement requirement : subject.spec().temporal()) {
      sets.add(requirement.under().stream().sorted().toList());
    }
    return sets;
  }

  private List<Evidence> follow(
      Subject subject, List<String> faults, Set<String> covered, Falsify falsify) {
    List<Workload> workloads = subject.spec().workloads(Workload.Role.TRAIN);
    if (workloads.isEmpty()) {
      return List.of();
    }
    Workload workload = workloads.getFirst();
    double share = share(workload);
    var trial =
        new Trial(workload, workload.seeds().getFirst(), share, faults, Trial.Log.ACTIONS, 1);
    return switch (lab.code(subject.spec(), subject.hypothesis(), List.of(trial)).getFirst()) {
      case Lab.Result.Measured m -> follow(subject, trial, m.sample(), covered, falsify);
      case Lab.Result.Crashed c ->
          List.of(finding(Weight.FATAL, "trace.crashed", trial.label() + ": " + c.why()));
      case Lab.Result.Unavailable u ->
          List.of(new Evidence.ToolFailure(profile().name(), ids(subject), u.why()));
    };
  }

  private static double share(Workload workload) {
    Workload.Arrivals arrivals = workload.arrivals();
    double requests =
        arrivals == null || workload.seconds() == 0
            ? 10_000
            : arrivals.perSecond() * workload.seconds();
    return Math.min(1, REQUESTS / requests);
  }

  private List<Evidence> follow(
      Subject subject, Trial trial, Sample sample, Set<String> covered, Falsify falsify) {
    Protocol protocol = subject.protocol();
    Instance instance = instance(subject, trial, sample);
    TraceOutcome outcome = outcome(protocol, instance, sample.actions());
    return switch (outcome) {
      case TraceOutcome.Accepted accepted -> {
        accepted.covered().forEach((action, times) -> note(covered, action, times));
        yield List.of(
            falsify == Falsify.YES
                ? strength(subject, trial, protocol, instance, sample.actions())
                : accepted(subject, trial, sample.actions(), ""));
      }
      case TraceOutcome.Rejected rejected ->
          List.of(
              finding(Weight.FATAL, "trace.rejected", trial.label() + ": " + rejected.render()));
      case TraceOutcome.Inconclusive unknown ->
          List.of(new Evidence.ToolFailure(profile().name(), ids(subject), unknown.why()));
    };
  }

  private static void note(Set<String> covered, String action, int times) {
    if (times > 0) {
      covered.add(action);
    }
  }

  /** The log was accepted; now that of a router that does something else must not be. */
  private Evidence strength(
      Subject subject, Trial trial, Protocol protocol, Instance instance, List<TraceEvent> events) {
    var survived = new ArrayList<String>();
    int tried = 0;
    for (LogMutant mutant : LogMutant.of(events)) {
      tried++;
      if (outcome(protocol, instance, mutant.events()) instanceof TraceOutcome.Accepted) {
        survived.add(mutant.name());
      }
    }
    String text =
        String.format(
            Locale.ROOT,
            "; %d of %d falsified logs were refused%s",
            tried - survived.size(),
            tried,
            survived.isEmpty() ? "" : ", but not the one with " + String.join(" or ", survived));
    boolean weak = survived.size() * 2 > tried;
    return weak
        ? finding(Weight.FATAL, "trace.weak", trial.label() + ": the model accepts too much" + text)
        : accepted(subject, trial, events, text);
  }

  private Evidence accepted(Subject subject, Trial trial, List<TraceEvent> events, String more) {
    return new Evidence.Finding(
        profile().name(),
        ids(subject),
        Weight.FOR,
        "trace.accepted",
        trial.label()
            + ": a log of "
            + events.size()
            + " actions is a behaviour of the model"
            + more,
        "");
  }

  private TraceOutcome outcome(Protocol protocol, Instance instance, List<TraceEvent> events) {
    try {
      return stepper.follow(protocol, instance, events, limits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
  }

  private static Instance instance(Subject subject, Trial trial, Sample sample) {
    List<Fault> faults =
        trial.faults().stream()
            .flatMap(f -> Optional.ofNullable(subject.spec().faults().get(f)).stream())
            .toList();
    Instance bounds = subject.kit().protocol().instance(faults);
    var constants = new TreeMap<>(bounds.constants());
    constants.putAll(sample.constants());
    return new Instance(constants, bounds.label());
  }

  private Evidence coverage(Subject subject, Set<String> covered) {
    Set<String> faults =
        subject.spec().temporal().stream()
            .flatMap(r -> r.under().stream())
            .collect(Collectors.toSet());
    List<String> missing =
        subject.protocol().actions().stream()
            .filter(a -> a.origin() == Action.Origin.SYSTEM)
            .map(Action::name)
            .filter(a -> !covered.contains(a))
            .toList();
    boolean complete = missing.isEmpty();
    return new Evidence.Finding(
        profile().name(),
        ids(subject),
        complete || faults.isEmpty() ? Weight.FOR : Weight.AGAINST,
        "trace.coverage",
        complete
            ? "the logs cover every action of the system"
            : "no log shows the actions " + missing,
        "");
  }

  private static List<String> ids(Subject subject) {
    return subject.spec().temporal().stream().map(Requirement::id).toList();
  }

  private Evidence finding(Weight weight, String code, String message) {
    return new Evidence.Finding(profile().name(), List.of(), weight, code, message, "");
  }

  /** Whether a log is also falsified, to see that the model refuses it then. */
  private enum Falsify {
    YES,
    NO
  }
}
