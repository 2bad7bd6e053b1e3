package dev.sds.agents.create;

import dev.sds.artifacts.kit.Kit;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Statistics;
import dev.sds.evaluators.Trial;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Spends a budget of simulated requests on a searcher's ideas by successive halving (Jamieson and
 * Talwalkar, AISTATS 2016): every idea gets one short run under pressure, the better ones whole
 * runs, all on the same seeds, so that differences are paired.
 */
final class Tournament {

  /** Ideas that tell which sketch strains them most. */
  private static final int PROBES = 3;

  private static final int FIRST_BATCH = 24;
  private static final int BATCH = 8;

  /** How many of a batch get whole runs. */
  private static final int PLACES = 1;

  private static final int FIRST_PLACES = 5;

  /** How many of these get more than one whole run. */
  private static final int WHOLE_PLACES = 2;

  /** By how much a sketch may misjudge an idea against the champion, as a share. */
  private static final double SKETCH_ERROR = 0.1;

  /** By how much one whole run may, of two that decide. */
  private static final double RUN_ERROR = 0.05;

  /** Who may be the best after all: how many, and how far behind, as a share. */
  private static final int RIVALS = 4;

  private static final double NEAR = 0.1;

  /** An improvement below this, as a share, may be noise and crowns nobody. */
  static final double NOISE_FLOOR = 0.002;

  private final Lab lab;
  private final Spec spec;
  private final Kit kit;
  private final Goal goal;
  private final Plan plan;
  private final Behaviour behaviour;
  private final Set<String> seen = new HashSet<>();

  /** The one that strains ideas most goes first, and is the one that is used. */
  private final List<Trial> sketches = new ArrayList<>();

  private final List<Point> curve = new ArrayList<>();
  private final List<double[]> firstAgainstWhole = new ArrayList<>();
  private final List<Tried> finished = new ArrayList<>();

  /** What was made smaller, and is a rival for that. */
  private final List<Tried> smaller = new ArrayList<>();

  private final Waiting waiting = new Waiting();

  private final List<String> met = new ArrayList<>();
  private final Map<String, Sample> measured = new HashMap<>();
  private @Nullable Tried champion;
  private long spent;
  private int tried;
  private int repeated;
  private boolean isBroken;

  Tournament(Lab lab, Spec spec, Kit kit, Goal goal, Plan plan) {
    this.lab = lab;
    this.spec = spec;
    this.kit = kit;
    this.goal = goal;
    this.plan = plan;
    this.behaviour = Behaviour.of(kit.catalogue());
  }

  /**
   * Which runs are made and how many requests they may hold.
   *
   * @param sketches cheap runs for the first levels
   * @param whole what the best ideas are tried on
   * @param further whole runs for a rematch of the best
   * @param requests the budget
   */
  record Plan(List<Trial> sketches, List<Trial> whole, List<Trial> further, double requests) {

    // A beginning says nothing of a queue that has not built up; a faster, shorter workload does,
    // and its agreement with whole runs is measured in every search.
    private static final double FASTER = 1.25;
    private static final double SHORTER = 0.3;
    private static final int SKETCHES = 3;
    private static final int WHOLE_RUNS = 3;

    /** Of no seed of the spec: so many that a rematch ends with its budget. */
    private static final int FRESH_RUNS = 12;

    /** Far from any seed that a person would write in a spec, and from those of other uses. */
    private static final long FIRST_FRESH = 9_000_000;

    static Plan of(Spec spec, double requests) {
      List<Trial> whole =
          spec.workloads(Role.TRAIN).stream()
              .flatMap(w -> w.seeds().stream().map(s -> Trial.plain(w, s, 1)))
              .toList();
      List<Trial> sketches =
          whole.stream()
              .limit(SKETCHES)
              .map(t -> Trial.plain(t.workload().pressed(FASTER, SHORTER), t.seed(), 1))
              .toList();
      return new Plan(
          sketches,
          whole.stream().limit(WHOLE_RUNS).toList(),
          Stream.concat(whole.stream().skip(WHOLE_RUNS), fresh(spec)).toList(),
          requests);
    }

    private static Stream<Trial> fresh(Spec spec) {
      return LongStream.range(FIRST_FRESH, FIRST_FRESH + FRESH_RUNS)
          .boxed()
          .flatMap(
              seed ->
                  spec.workloads(Role.TRAIN).stream()
                      .filter(w -> !w.replays())
                      .map(w -> Trial.plain(w, seed, 1)));
    }
  }

  /** The best so far after some simulated requests, in the objective's own unit. */
  record Point(long requests, int ideas, double objective) {}

  /** Searches until the budget is spent or the searcher has no more ideas. */
  Optional<Tried> run(Searcher searcher) {
    return run(searcher, plan.requests());
  }

  /**
   * Goes on with another searcher.
   *
   * @param requests the budget, what is spent included
   */
  Optional<Tried> run(Searcher searcher, double requests) {
    while (spent < requests) {
      List<Idea> fresh = fresh(searcher);
      if (fresh.isEmpty()) {
        break;
      }
      if (sketches.isEmpty()) {
        rank(measure(untried(fresh.subList(0, Math.min(PROBES, fresh.size()))), plan.sketches()));
      }
      long before = spent;
      List<Tried> batch = measure(untried(fresh), sketches.subList(0, 1));
      searcher.learn(batch, sketches.getFirst());
      climb(batch);
      if (spent == before && isBroken) {
        break; // No run can be made any more.
      }
    }
    return Optional.ofNullable(champion);
  }

  /**
   * Runs the best few on seeds that chose none of them, one run after the other while the budget
   * lasts and until it is beyond doubt who is best: the best of many on a few runs was lucky on
   * them. All runs together decide; of equals the smallest stays.
   *
   * @param requests the budget, what is spent included
   */
  Optional<Tried> rematch(double requests) {
    Tried best = champion;
    if (best == null) {
      return Optional.empty();
    }
    List<Tried> rivals = rivals(best);
    var runs = new ArrayList<>(plan.whole());
    for (Trial trial : plan.further()) {
      if (spent >= requests || rivals.size() < 2) {
        break;
      }
      runs.add(trial);
      List<Tried> ranked = sorted(measure(rivals, List.of(trial)), runs);
      rivals = ranked.stream().filter(t -> !isWorse(t, ranked.getFirst(), runs)).toList();
    }
    double least = goal.of(sorted(rivals, runs).getFirst(), runs);
    champion =
        rivals.stream()
            .filter(t -> goal.of(t, runs) <= least + NOISE_FLOOR)
            .min(Comparator.comparingInt(t -> t.idea().program().size()))
            .orElseThrow();
    rivals.forEach(r -> met.add(told(r, runs)));
    return Optional.of(champion);
  }

  /** Who may be the best after all; of those that differ in constants or did all the same, one. */
  private List<Tried> rivals(Tried best) {
    double limit = goal.of(best, plan.whole()) + NEAR;
    var shapes = new HashSet<String>();
    var outcomes = new HashSet<List<Map<String, Double>>>();
    return Stream.concat(smaller.stream(), sorted(finished, plan.whole()).stream())
        .filter(t -> goal.of(t, plan.whole()) <= limit)
        .filter(t -> shapes.add(t.idea().shape()) && outcomes.add(outcome(t)))
        .limit(RIVALS)
        .toList();
  }

  private List<Map<String, Double>> outcome(Tried tried) {
    return plan.whole().stream()
        .<Map<String, Double>>map(run -> tried.sample(run).metrics())
        .toList();
  }

  /** Whether one is worse than another beyond doubt, by the objective on the same runs. */
  private boolean isWorse(Tried one, Tried other, List<Trial> runs) {
    Goal each = goal.unbounded();
    double[] behind =
        runs.stream().mapToDouble(t -> each.of(one.sample(t)) - each.of(other.sample(t))).toArray();
    return Statistics.lowerBound95(behind) > 0;
  }

  /** Takes in a smaller program that is as good as the champion on whole runs. */
  void enter(Tried as) {
    smaller.add(as);
    finished.add(as);
  }

  private String told(Tried rival, List<Trial> runs) {
    return String.format(
        Locale.ROOT,
        "%.4g on the %d runs that chose it, %.4g on all %d: %s",
        objective(rival, plan.whole()),
        plan.whole().size(),
        objective(rival, runs),
        runs.size(),
        rival.idea().inWords());
  }

  private double objective(Tried one, List<Trial> runs) {
    return Goal.geometricMean(runs.stream().map(one::sample).toList(), goal.scores().metric());
  }

  /**
   * A tournament that goes on from one of these, for another goal and with a budget of its own;
   * runs that were made are not paid for again.
   *
   * @param others that had every whole run and may be rivals
   */
  Tournament from(Tried best, List<Tried> others, Goal other, double requests) {
    var next =
        new Tournament(
            lab,
            spec,
            kit,
            other,
            new Plan(plan.sketches(), plan.whole(), plan.further(), requests));
    next.sketches.addAll(sketches);
    next.knows(this);
    next.seen.addAll(seen);
    next.finished.addAll(others);
    next.champion = best;
    return next;
  }

  /** Takes over what was measured elsewhere: it is not paid for again. */
  void knows(Tournament other) {
    measured.putAll(other.measured);
  }

  /** The first level, once something was tried. */
  Optional<Trial> sketch() {
    return sketches.stream().findFirst();
  }

  /**
   * Puts the sketches under the most strain first, by how the best of some ideas does: a run in
   * which nobody queues says nothing of an order of service, nor of a limit. How far the ideas
   * differ would say so too if there were many good ones; of a few drawn by chance it says how bad
   * the bad ones are.
   */
  private void rank(List<Tried> batch) {
    sketches.addAll(plan.sketches());
    sketches.sort(Comparator.comparingDouble(t -> -strain(batch, t)));
  }

  private double strain(List<Tried> batch, Trial trial) {
    Goal each = goal.unbounded();
    return batch.stream()
        .mapToDouble(t -> each.of(t.sample(trial)))
        .filter(Double::isFinite)
        .min()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  private List<Idea> fresh(Searcher searcher) {
    for (int attempt = 0; attempt < 20; attempt++) {
      List<Idea> proposed = searcher.next(tried == 0 ? FIRST_BATCH : BATCH);
      List<Idea> fresh = proposed.stream().filter(i -> seen.add(behaviour.key(i))).toList();
      repeated += proposed.size() - fresh.size();
      if (!fresh.isEmpty() || proposed.isEmpty()) {
        return fresh;
      }
    }
    return List.of();
  }

  private static List<Tried> untried(List<Idea> ideas) {
    return ideas.stream().map(i -> new Tried(i, Map.of())).toList();
  }

  /**
   * Takes the best ideas that have only a sketch yet, of this batch or an earlier one, up to whole
   * runs (asynchronous halving; Li et al., MLSys 2020), one run at a time; who is so far behind the
   * champion on the same runs that those to come will not make it up goes no further. To ask for a
   * lead on every run would leave the champion whoever is lucky on one of them.
   */
  private void climb(List<Tried> batch) {
    tried += batch.size();
    Trial sketch = sketches.getFirst();
    boolean opens = champion == null;
    batch.stream().filter(t -> Double.isFinite(goal.of(t.sample(sketch)))).forEach(waiting::add);
    List<Tried> left =
        waiting.take(
            opens ? FIRST_PLACES : PLACES,
            sketch,
            goal,
            t -> mayWin(t, List.of(sketch), goal, SKETCH_ERROR));
    List<Trial> whole = plan.whole();
    for (int had = 1; had <= whole.size(); had++) {
      List<Trial> runs = whole.subList(0, had);
      Goal promise = had < whole.size() ? goal.unbounded() : goal;
      double error = RUN_ERROR * (whole.size() - had) / had;
      boolean begins = had == 1;
      left =
          measure(left, List.of(runs.getLast())).stream()
              .filter(t -> !begins || waiting.isNew(t, runs.getFirst()))
              .filter(t -> mayWin(t, runs, promise, error))
              .sorted(Comparator.comparingDouble(t -> promise.of(t, runs)))
              .limit(WHOLE_PLACES)
              .toList();
    }
    finished.addAll(left);
    for (Tried one : left) {
      firstAgainstWhole.add(new double[] {goal.of(one.sample(sketch)), goal.of(one, whole)});
      Tried best = champion;
      if (best == null || goal.of(one, whole) < goal.of(best, whole) - NOISE_FLOOR) {
        crown(one);
      }
    }
  }

  /**
   * Whether an idea may turn out ahead of the champion.
   *
   * @param runs that both have had
   * @param error by which these may misjudge it
   */
  private boolean mayWin(Tried challenger, List<Trial> runs, Goal by, double error) {
    Tried best = champion;
    return best == null || by.of(challenger, runs) < by.of(best, runs) + error;
  }

  private void crown(Tried whole) {
    champion = whole;
    curve.add(new Point(spent, tried, goal.of(whole, plan.whole())));
  }

  /** Measures each idea on each trial; only what was not measured before is run and paid for. */
  List<Tried> measure(List<Tried> batch, List<Trial> trials) {
    var jobs = new LinkedHashMap<String, Lab.Job>();
    for (Tried one : batch) {
      for (Trial trial : trials) {
        String run = run(one, trial);
        if (!measured.containsKey(run)) {
          jobs.computeIfAbsent(run, _ -> new Lab.Job(one.idea().hypothesis(kit), trial));
        }
      }
    }
    List<Lab.Result> results = lab.code(spec, List.copyOf(jobs.values()));
    var transients = new HashSet<String>();
    int next = 0;
    for (String run : jobs.keySet()) {
      Lab.Result result = results.get(next++);
      if (result instanceof Lab.Result.Unavailable) {
        transients.add(run);
        isBroken = true;
      }
      Sample sample = sample(result);
      spent += sample.requests();
      measured.put(run, sample);
    }
    List<Tried> all = batch.stream().map(one -> one.with(samples(one, trials))).toList();
    measured.keySet().removeAll(transients);
    return all;
  }

  private Map<String, Sample> samples(Tried one, List<Trial> trials) {
    Map<String, Sample> samples = new LinkedHashMap<>();
    for (Trial trial : trials) {
      samples.put(trial.label(), Objects.requireNonNull(measured.get(run(one, trial))));
    }
    return samples;
  }

  private static String run(Tried one, Trial trial) {
    return one.idea().key() + " " + trial.label();
  }

  /** The objective of one, by each whole run that it had. */
  List<Double> objective(Tried one) {
    return Stream.concat(plan.whole().stream(), plan.further().stream())
        .filter(t -> one.has(List.of(t)))
        .map(t -> one.sample(t).metric(goal.scores().metric()))
        .toList();
  }

  private static Sample sample(Lab.Result result) {
    return switch (result) {
      case Lab.Result.Measured m -> m.sample();
      case Lab.Result.Crashed c -> failed(c.why());
      case Lab.Result.Unavailable u -> failed(u.why());
    };
  }

  private static Sample failed(String why) {
    return new Sample(new java.util.TreeMap<>(), 0, List.of(why), List.of(), Map.of());
  }

  private List<Tried> sorted(List<Tried> batch, List<Trial> trials) {
    return batch.stream().sorted(goal.order(trials)).toList();
  }

  Goal goal() {
    return goal;
  }

  Plan plan() {
    return plan;
  }

  long spent() {
    return spent;
  }

  Optional<Tried> champion() {
    return Optional.ofNullable(champion);
  }

  /** All that had every whole run. */
  List<Tried> finished() {
    return List.copyOf(finished);
  }

  /** How those of the rematch did, a line each. */
  List<String> met() {
    return List.copyOf(met);
  }

  int tried() {
    return tried;
  }

  int repeated() {
    return repeated;
  }

  List<Point> curve() {
    return List.copyOf(curve);
  }

  /** Kendall's tau between the first level and whole runs, over all that had both. */
  double agreement() {
    double[] first = firstAgainstWhole.stream().mapToDouble(p -> p[0]).toArray();
    double[] whole = firstAgainstWhole.stream().mapToDouble(p -> p[1]).toArray();
    return Statistics.kendallTau(first, whole);
  }
}
