package dev.sds.evaluators;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Ratio;
import dev.sds.evaluators.Perturbation.Yardstick;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.spec.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs generated code again on runs that are changed so that a sound design does not notice, and
 * holds against it what it loses by that beyond doubt: the lower end of the 95% interval of the
 * paired ratio must not exceed the change's floor.
 */
public final class PerturbationEvaluator implements Evaluator {

  /** Pairs of runs that each change is judged on; where seeds are few, several draws of each. */
  private static final int PAIRS = 6;

  private final Lab lab;

  public PerturbationEvaluator(Lab lab) {
    this.lab = lab;
  }

  @Override
  public Profile profile() {
    return new Profile(
        "perturbation",
        "1",
        Stage.CODE,
        Profile.Cost.FINAL,
        "Is it as good where numbers, ties, the unit of time or unseen answers are others?");
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    List<Trial> plain = runs(subject.spec());
    List<Goal> goals = goals(subject.spec());
    var evidence = new ArrayList<Evidence>();
    if (!plain.isEmpty() && !goals.isEmpty()) {
      var origins = new HashMap<String, List<Lab.Result>>();
      for (Perturbation change : lab.perturbations()) {
        List<Trial> before = before(change, plain);
        List<Lab.Result> origin =
            origins.computeIfAbsent(
                change.origin(),
                _ -> each(before, runs -> lab.code(subject.spec(), subject.hypothesis(), runs)));
        evidence.addAll(judge(change, subject, plain, origin, goals));
      }
    }
    return evidence;
  }

  private static List<Trial> before(Perturbation change, List<Trial> plain) {
    Change origin = change.origin().isEmpty() ? Change.NONE : new Change(change.origin(), 0);
    return plain.stream().map(t -> t.with(origin)).toList();
  }

  /** The results of some trials, equal ones run once. */
  private static List<Lab.Result> each(
      List<Trial> trials, Function<List<Trial>, List<Lab.Result>> run) {
    List<Trial> distinct = trials.stream().distinct().toList();
    List<Lab.Result> results = run.apply(distinct);
    return trials.stream().map(t -> results.get(distinct.indexOf(t))).toList();
  }

  /** The first runs of every train workload, each with the draw that makes it another one. */
  private static List<Trial> runs(Spec spec) {
    List<Trial> all = new ArrayList<>();
    List<Workload> workloads = spec.workloads(Workload.Role.TRAIN);
    int most = workloads.stream().mapToInt(w -> w.seeds().size()).max().orElse(0);
    for (int i = 0; i < most; i++) {
      for (Workload workload : workloads) {
        if (i < workload.seeds().size()) {
          all.add(Trial.plain(workload, workload.seeds().get(i), 1));
        }
      }
    }
    var runs = new ArrayList<Trial>();
    for (int i = 0; i < PAIRS && !all.isEmpty(); i++) {
      runs.add(all.get(i % all.size()).with(new Change("", i / all.size())));
    }
    return runs;
  }

  /** What the spec wants small or large: its objectives, or where it has none its bounds. */
  private static List<Goal> goals(Spec spec) {
    Stream<Requirement> chosen =
        spec.objectives().isEmpty()
            ? spec.bounds().stream().filter(r -> r.under().isEmpty())
            : spec.objectives().stream();
    return chosen
        .flatMap(
            r ->
                switch (r.check()) {
                  case Check.Objective o ->
                      Stream.of(
                          new Goal(r.id(), o.metric(), o.direction() == Check.Direction.MINIMIZE));
                  case Check.Bound b ->
                      Stream.of(
                          new Goal(r.id(), b.metric(), b.comparison() == Check.Comparison.AT_MOST));
                  case null, default -> Stream.<Goal>empty();
                })
        .toList();
  }

  private record Goal(String requirement, String metric, boolean wantsLittle) {}

  private List<Evidence> judge(
      Perturbation change,
      Subject subject,
      List<Trial> plain,
      List<Lab.Result> origin,
      List<Goal> goals) {
    List<Trial> after =
        plain.stream().map(t -> t.with(new Change(change.name(), t.change().draw()))).toList();
    List<Lab.Result> perturbed = lab.code(subject.spec(), subject.hypothesis(), after);
    var evidence = new ArrayList<Evidence>();
    for (int i = 0; i < after.size(); i++) {
      evidence.addAll(soundness(after.get(i), perturbed.get(i)));
    }
    if (evidence.isEmpty()) {
      boolean other = change.yardstick() == Yardstick.REFERENCE;
      var mine = new Figures(origin, perturbed);
      var reference =
          other
              ? new Figures(
                  each(
                      before(change, plain),
                      runs -> lab.baseline(subject.spec(), lab.reference(), runs)),
                  lab.baseline(subject.spec(), lab.reference(), after))
              : new Figures(List.of(), List.of());
      goals.forEach(g -> evidence.addAll(compare(change, g, mine, reference)));
    }
    return evidence;
  }

  private List<Evidence> soundness(Trial trial, Lab.Result result) {
    return switch (result) {
      case Lab.Result.Measured(Sample sample) ->
          sample.broken().stream()
              .map(b -> fatal("perturbation.conservation", trial.label() + ": " + b))
              .toList();
      case Lab.Result.Crashed crashed ->
          List.of(fatal("perturbation.crashed", trial.label() + ": " + crashed.why()));
      case Lab.Result.Unavailable failed ->
          List.of(new Evidence.ToolFailure(profile().name(), List.of(), failed.why()));
    };
  }

  private Evidence fatal(String code, String message) {
    return new Evidence.Finding(profile().name(), List.of(), Weight.FATAL, code, message, "");
  }

  /** Runs without and with a change, in the same order. */
  private record Figures(List<Lab.Result> before, List<Lab.Result> after) {

    int count() {
      return before.size();
    }

    /** By how many times the change makes a metric worse in one run; NaN where unmeasured. */
    double loss(int run, Goal goal) {
      double ratio = metric(after.get(run), goal) / metric(before.get(run), goal);
      return goal.wantsLittle() ? ratio : 1 / ratio;
    }

    private static double metric(Lab.Result result, Goal goal) {
      return result instanceof Lab.Result.Measured(Sample sample)
          ? sample.metric(goal.metric())
          : Double.NaN;
    }
  }

  private List<Evidence> compare(Perturbation change, Goal goal, Figures mine, Figures reference) {
    var own = new ArrayList<Double>();
    var theirs = new ArrayList<Double>();
    for (int i = 0; i < mine.count(); i++) {
      double loss = mine.loss(i, goal);
      double common = reference.count() == 0 ? 1 : reference.loss(i, goal);
      if (isPositive(loss) && isPositive(common)) {
        own.add(loss);
        theirs.add(common);
      }
    }
    if (own.isEmpty()) {
      return List.of();
    }
    Ratio loss =
        Statistics.pairedRatio(
            own.stream().mapToDouble(Double::doubleValue).toArray(),
            theirs.stream().mapToDouble(Double::doubleValue).toArray());
    boolean noticed = own.size() > 1 && loss.interval().low() > 1 + change.floor();
    return List.of(
        new Evidence.Finding(
            profile().name(),
            List.of(goal.requirement()),
            noticed ? Weight.AGAINST : Weight.FOR,
            noticed ? "perturbation.noticed" : "perturbation.survived",
            message(change, goal, loss, noticed),
            ""));
  }

  private static boolean isPositive(double value) {
    return value > 0 && Double.isFinite(value);
  }

  private String message(Perturbation change, Goal goal, Ratio loss, boolean noticed) {
    boolean same = loss.interval().low() == 1 && loss.interval().high() == 1;
    String figures =
        same
            ? "the same in all " + loss.pairs() + " pairs of runs"
            : String.format(
                Locale.ROOT,
                "%.3f times as bad [%.3f, %.3f] over %d pairs of runs",
                loss.mean(),
                loss.interval().low(),
                loss.interval().high(),
                loss.pairs());
    String by = change.yardstick() == Yardstick.REFERENCE ? ", measured by " + lab.reference() : "";
    return change.name()
        + " ("
        + change.meaning()
        + "): "
        + goal.metric()
        + " is "
        + figures
        + by
        + String.format(
            Locale.ROOT,
            "; %s the %.0f%% that are allowed",
            noticed ? "beyond doubt more than" : "not beyond doubt more than",
            100 * change.floor());
  }
}
