package dev.sds.verification.trace;

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
import dev.sds.verification.Limits;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.TraceStepper;
import dev.sds.verification.child.TraceWorker.Count;
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

  /** Counterexamples are short; a design that is sound is not explored for long. */
  private static final long STORY_STATES = 4_000;

  private final Lab lab;
  private final TraceStepper stepper;
  private final Stories stories;
  private final Limits limits;

  public TraceEvaluator(Lab lab, TraceStepper stepper, TlcRunner tlc, Limits limits) {
    this.lab = lab;
    this.stepper = stepper;
    this.stories = new Stories(tlc, new Limits(limits.seconds(), limits.heapMiB(), STORY_STATES));
    this.limits = limits;
  }

  @Override
  public Profile profile() {
    return new Profile(
        "traces",
        "3",
        Stage.CODE,
        Profile.Cost.FINAL,
        "Is what the code does under faults a behaviour of the model?");
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    List<Workload> workloads = subject.spec().workloads(Workload.Role.TRAIN);
    if (subject.spec().temporal().isEmpty() || workloads.isEmpty()) {
      return List.of();
    }
    Set<String> covered = new TreeSet<>();
    var evidence = new ArrayList<>(simulate(subject, workloads.getFirst(), covered));
    if (evidence.stream().noneMatch(TraceEvaluator::fatal)) {
      evidence.addAll(rehearse(subject, OtherFaults.named(subject.spec()), covered));
    }
    if (evidence.stream().noneMatch(TraceEvaluator::fatal)) {
      evidence.add(coverage(subject, covered));
    }
    return evidence;
  }

  private static boolean fatal(Evidence evidence) {
    return evidence instanceof Evidence.Finding f && f.weight() == Weight.FATAL;
  }

  /** All faults together, at any time and in any order, in a world that is small. */
  private List<Evidence> rehearse(Subject subject, List<String> faults, Set<String> covered) {
    try {
      return new RehearsalEvidence(profile().name(), subject, ids(subject))
          .of(faults, new RehearsalEvidence.Tools(lab, stepper, stories, limits), covered);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
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

  /** Follows the logs of some requests of a workload, under each set of faults. */
  private List<Evidence> simulate(Subject subject, Workload workload, Set<String> covered) {
    var evidence = new ArrayList<Evidence>();
    var logs = new ArrayList<Logged>();
    List<Trial> trials =
        faultSets(subject).stream()
            .map(
                faults ->
                    new Trial(
                        workload,
                        workload.seeds().getFirst(),
                        share(workload),
                        faults,
                        Trial.Log.ACTIONS,
                        1))
            .toList();
    List<Lab.Result> results = lab.code(subject.spec(), subject.hypothesis(), trials);
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      switch (results.get(i)) {
        case Lab.Result.Measured(Sample sample) -> {
          if (!sample.broken().isEmpty()) {
            evidence.add(fatal("trace.broken", trial, String.join("; ", sample.broken())));
          }
          if (!sample.actions().isEmpty()) {
            logs.add(new Logged(trial, sample));
          }
        }
        case Lab.Result.Crashed c -> evidence.add(fatal("trace.crashed", trial, c.why()));
        case Lab.Result.Unavailable u ->
            evidence.add(new Evidence.ToolFailure(profile().name(), ids(subject), u.why()));
      }
    }
    if (!logs.isEmpty()) {
      evidence.addAll(follow(subject, logs, covered));
    }
    return evidence;
  }

  /** What the code did in one run. */
  private record Logged(Trial trial, Sample sample) {}

  private static double share(Workload workload) {
    Workload.Arrivals arrivals = workload.arrivals();
    double requests =
        arrivals == null || workload.seconds() == 0
            ? 10_000
            : arrivals.perSecond() * workload.seconds();
    return Math.min(1, REQUESTS / requests);
  }

  /** All logs, and then the one with the most faults falsified, in one child JVM. */
  private List<Evidence> follow(Subject subject, List<Logged> logs, Set<String> covered) {
    Protocol protocol = subject.protocol();
    Logged widest = logs.getLast();
    List<LogMutant> mutants = LogMutant.of(widest.sample().actions(), idle(protocol));
    List<List<TraceEvent>> all = new ArrayList<>();
    logs.forEach(log -> all.add(log.sample().actions()));
    mutants.forEach(mutant -> all.add(mutant.events()));
    List<TraceOutcome> outcomes =
        outcomes(protocol, instance(subject, widest.trial(), widest.sample()), all);
    var evidence = new ArrayList<Evidence>();
    for (int i = 0; i < logs.size(); i++) {
      Logged log = logs.get(i);
      switch (outcomes.get(i)) {
        case TraceOutcome.Accepted accepted -> {
          accepted.covered().forEach((action, times) -> note(covered, action, times));
          evidence.add(
              log.equals(widest)
                  ? strength(subject, log, mutants, outcomes.subList(logs.size(), outcomes.size()))
                  : accepted(subject, log, ""));
        }
        case TraceOutcome.Rejected rejected ->
            evidence.add(fatal("trace.rejected", log.trial(), rejected.render()));
        case TraceOutcome.UnderInstrumented open -> evidence.add(tooLittle(subject, log, open));
        case TraceOutcome.Inconclusive unknown ->
            evidence.add(new Evidence.ToolFailure(profile().name(), ids(subject), unknown.why()));
      }
    }
    return evidence;
  }

  /** Nothing is known of the code, and trying again would not help. */
  private Evidence tooLittle(Subject subject, Logged log, TraceOutcome.UnderInstrumented open) {
    return new Evidence.Finding(
        profile().name(),
        ids(subject),
        Weight.AGAINST,
        "trace.under-instrumented",
        log.trial().label() + ": " + open.render(),
        "");
  }

  private static void note(Set<String> covered, String action, int times) {
    if (times > 0) {
      covered.add(action);
    }
  }

  /** The log was accepted; now that of a router that does something else must not be. */
  private Evidence strength(
      Subject subject, Logged log, List<LogMutant> mutants, List<TraceOutcome> outcomes) {
    var survived = new ArrayList<String>();
    int tried = mutants.size();
    for (int i = 0; i < tried; i++) {
      if (outcomes.get(i) instanceof TraceOutcome.Accepted) {
        survived.add(mutants.get(i).name());
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
        ? fatal("trace.weak", log.trial(), "the model accepts too much" + text)
        : accepted(subject, log, text);
  }

  private Evidence accepted(Subject subject, Logged log, String more) {
    return new Evidence.Finding(
        profile().name(),
        ids(subject),
        Weight.FOR,
        "trace.accepted",
        log.trial().label()
            + ": a log of "
            + log.sample().actions().size()
            + " actions is a behaviour of the model"
            + more,
        "");
  }

  private static Set<String> idle(Protocol protocol) {
    return protocol.actions().stream()
        .filter(action -> action.effects().isEmpty())
        .map(Action::name)
        .collect(Collectors.toSet());
  }

  private List<TraceOutcome> outcomes(
      Protocol protocol, Instance instance, List<List<TraceEvent>> logs) {
    try {
      return stepper.follow(protocol, instance, logs, Count.NOTHING, limits).stream()
          .map(TraceStepper.Followed::outcome)
          .toList();
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

  /** Whether each action of the system was seen, under other faults where these do not do. */
  private Evidence coverage(Subject subject, Set<String> covered) {
    List<String> named = OtherFaults.named(subject.spec());
    List<String> missing = missing(subject, covered);
    if (missing.isEmpty()) {
      return coverage(subject, Weight.FOR, "the logs cover every action of the system");
    }
    String none = "no log shows the actions " + missing;
    if (named.isEmpty()) {
      return coverage(subject, Weight.FOR, none);
    }
    OtherFaults others = OtherFaults.of(subject);
    Set<String> elsewhere = new TreeSet<>();
    List<Evidence> found =
        others.isEmpty()
            ? List.of()
            : rehearse(others.widened(subject), others.with(named), elsewhere);
    Optional<Evidence> failed =
        found.stream().filter(Evidence.ToolFailure.class::isInstance).findFirst();
    if (failed.isPresent()) {
      return failed.get();
    }
    boolean sound = found.stream().noneMatch(TraceEvaluator::speaksAgainst);
    return sound && elsewhere.containsAll(missing)
        ? coverage(
            subject,
            Weight.FOR,
            "the logs cover every action of the system; "
                + String.join(", ", missing)
                + " only with "
                + others.names()
                + ", which no property names")
        : coverage(subject, Weight.AGAINST, none);
  }

  private static boolean speaksAgainst(Evidence evidence) {
    return evidence instanceof Evidence.Finding f
        && (f.weight() == Weight.FATAL || f.weight() == Weight.AGAINST);
  }

  private static List<String> missing(Subject subject, Set<String> covered) {
    return subject.protocol().actions().stream()
        .filter(a -> a.origin() == Action.Origin.SYSTEM)
        .map(Action::name)
        .filter(a -> !covered.contains(a))
        .toList();
  }

  private Evidence coverage(Subject subject, Weight weight, String message) {
    return new Evidence.Finding(
        profile().name(), ids(subject), weight, "trace.coverage", message, "");
  }

  private static List<String> ids(Subject subject) {
    return subject.spec().temporal().stream().map(Requirement::id).toList();
  }

  private Evidence fatal(String code, Trial trial, String why) {
    return new Evidence.Finding(
        profile().name(), List.of(), Weight.FATAL, code, trial.label() + ": " + why, "");
  }
}
