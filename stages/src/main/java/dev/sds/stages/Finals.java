package dev.sds.stages;

import dev.sds.artifacts.Comparison;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.Ratio;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Profile.Cost;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Subject;
import dev.sds.evaluators.Trial;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.spec.Workload;
import dev.sds.spec.Workload.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last gate: what would win is put before the dearest evaluators, and then compared with the
 * rest.
 */
public final class Finals {

  private static final int MOST_ATTEMPTS = 4;
  private static final long FRESH_SEEDS = 1_000_003;

  /** How many edits of code have holdout seeds of their own. */
  private static final int MOST_EDITS = 1_000_000;

  private final Lab lab;

  public Finals(Lab lab) {
    this.lab = lab;
  }

  /**
   * The best code that passes the last gate; among equals within the noise the simplest goes first.
   *
   * @param nogoods what is known not to stand; what the model checker proves here is added
   * @param attempts how often holdout workloads were run before
   */
  Choice choose(Context context, List<Judged> judged, List<Nogood> nogoods, int attempts) {
    var turnedDown = new ArrayList<Judged>();
    int holdoutAttempt = attempts;
    for (Judged candidate : order(context, judged)) {
      if (turnedDown.size() >= MOST_ATTEMPTS) {
        break;
      }
      if (nogoods.stream().anyMatch(n -> n.excludes(candidate.hypothesis().decisions()))) {
        continue;
      }
      Judged finished = put(context, candidate, nogoods, holdoutAttempt);
      if (finished.accepted()) {
        return new Choice(finished, turnedDown);
      }
      holdoutAttempt++;
      turnedDown.add(finished);
    }
    return new Choice(null, turnedDown);
  }

  private List<Judged> order(Context context, List<Judged> judged) {
    Scores scores = Scores.of(context.spec());
    List<Judged> best = new Rematch(lab, context.spec()).order(accepted(context, judged));
    if (best.isEmpty()) {
      return best;
    }
    double top = scores.score(best.getFirst(), Fidelity.FULL).orElse(0);
    double reach = top + Math.abs(top) * Policy.of(Stage.CODE).noiseFloor();
    Comparator<Judged> simplestOfEquals =
        Comparator.comparingInt(
            j ->
                scores.score(j, Fidelity.FULL).orElse(Double.POSITIVE_INFINITY) <= reach
                    ? complexity(context, j)
                    : Integer.MAX_VALUE);
    return best.stream().sorted(simplestOfEquals).toList();
  }

  private static List<Judged> accepted(Context context, List<Judged> judged) {
    return judged.stream()
        .filter(Judged::accepted)
        .sorted(Scores.of(context.spec()).order(Fidelity.FULL))
        .toList();
  }

  private static int complexity(Context context, Judged judged) {
    return context
        .kit()
        .protocol()
        .complexity(context.kit().catalogue(), judged.hypothesis().decisions());
  }

  private Judged put(Context context, Judged candidate, List<Nogood> nogoods, int attempt) {
    Spec spec = freshHoldouts(context.spec(), attempt);
    return climb(
        context,
        new Subject(spec, context.kit(), candidate.hypothesis()),
        context.ladder().rungs(Stage.CODE).stream()
            .filter(rung -> rung.profile().cost() == Cost.FINAL)
            .toList(),
        candidate.verdict().evidence(),
        (rung, objection, found) -> learned(context, rung, candidate, objection, found, nogoods));
  }

  /**
   * Code that a person wrote over what won, put before every level, cheap to dear, and compared
   * with what it replaces. Its holdout workloads have seeds of its own, so that no edit is fitted
   * to those of another.
   */
  public Held hold(Context context, Hypothesis code, Hypothesis generated) {
    long attempt = Long.parseLong(lab.program(code).substring(0, 15), 16) % MOST_EDITS;
    Context own = context.with(freshHoldouts(context.spec(), MOST_ATTEMPTS + (int) attempt));
    Judged judged =
        climb(
            own,
            new Subject(own.spec(), own.kit(), code),
            own.ladder().rungs(Stage.CODE),
            List.of(),
            (_, _, _) -> null);
    var comparisons = new ArrayList<Comparison>();
    if (Scores.of(own.spec()).score(judged, Fidelity.FULL).isPresent()) {
      var versus = new Versus(own, code);
      comparisons.addAll(versus.code("what was", generated, Role.TRAIN, 1));
      if (judged.accepted()) {
        comparisons.addAll(versus.code("what was", generated, Role.HOLDOUT, 1));
      }
    }
    return new Held(
        judged,
        comparisons.stream()
            .map(c -> new Comparison(c.question(), "generated", c.metric(), c.where(), c.ratio()))
            .toList());
  }

  /** Whether two pieces of code differ in their layout and comments alone. */
  public boolean same(Hypothesis one, Hypothesis other) {
    return lab.program(one).equals(lab.program(other));
  }

  /** Up to the first level that speaks against the subject, or cannot tell. */
  private static Judged climb(
      Context context,
      Subject subject,
      List<Evaluator> rungs,
      List<Evidence> before,
      Lesson lesson) {
    Hypothesis hypothesis = subject.hypothesis();
    var evidence = new ArrayList<Evidence>(before);
    for (Evaluator rung : rungs) {
      context.listener().on(new Event.Judging(hypothesis, rung.profile().name()));
      List<Evidence> found = context.ladder().judge(rung, subject);
      evidence.addAll(found);
      Optional<Gate.Objection> against = Gate.objection(found);
      if (against.isPresent()) {
        Gate.Objection objection = against.get();
        context.ladder().tally(rung).reject();
        Nogood nogood = lesson.of(rung, objection, found);
        return new Judged(
            hypothesis,
            new Verdict.Rejected(evidence, objection.why(), objection.requirement(), nogood));
      }
      Optional<String> doubt = Gate.doubt(found);
      if (doubt.isPresent()) {
        return new Judged(hypothesis, new Verdict.Inconclusive(evidence, doubt.get()));
      }
    }
    return new Judged(hypothesis, Gate.accepted(evidence));
  }

  /** What a rejection teaches; null for nothing. */
  @FunctionalInterface
  private interface Lesson {
    @Nullable Nogood of(Evaluator rung, Gate.Objection objection, List<Evidence> found);
  }

  /**
   * What a counterexample of the model checker teaches: it speaks of the design, not of the code.
   */
  private static @Nullable Nogood learned(
      Context context,
      Evaluator rung,
      Judged candidate,
      Gate.Objection objection,
      List<Evidence> found,
      List<Nogood> nogoods) {
    boolean ofTheDesign =
        found.stream()
            .anyMatch(
                e ->
                    e instanceof Evidence.ModelCheck m
                        && m.outcome() instanceof CheckOutcome.Violated);
    if (!ofTheDesign) {
      return null;
    }
    var subject = new Subject(context.spec(), context.kit(), candidate.hypothesis());
    Nogood nogood =
        new Blame(context.ladder(), context.admission()).learn(rung, subject, objection, nogoods);
    nogoods.add(nogood);
    context.listener().on(new Event.Learned(nogood, 0));
    return nogood;
  }

  private static Spec freshHoldouts(Spec spec, int attempt) {
    List<Workload> workloads =
        spec.workloads().stream()
            .map(
                w ->
                    w.role() == Role.HOLDOUT
                        ? w.withSeeds(
                            w.seeds().stream().map(s -> s + attempt * FRESH_SEEDS).toList())
                        : w)
            .toList();
    return spec.with(workloads, spec.source());
  }

  /** The winner against the runner-up, every baseline and itself without each of its decisions. */
  List<Comparison> compare(Context context, Judged winner, List<Judged> judged) {
    var comparisons = new ArrayList<Comparison>();
    List<Judged> others =
        judged.stream()
            .filter(j -> !j.hypothesis().decisions().equals(winner.hypothesis().decisions()))
            .filter(j -> Scores.of(context.spec()).score(j, Fidelity.FULL).isPresent())
            .sorted(Scores.of(context.spec()).order(Fidelity.FULL))
            .toList();
    var versus = new Versus(context, winner.hypothesis());
    others.stream()
        .filter(Judged::accepted)
        .findFirst()
        .ifPresent(
            o -> {
              comparisons.addAll(versus.code("runner-up", o.hypothesis(), Role.TRAIN, 1));
              comparisons.addAll(versus.code("runner-up", o.hypothesis(), Role.HOLDOUT, 1));
              comparisons.addAll(versus.code("runner-up", o.hypothesis(), Role.TRAIN, 0.9));
              comparisons.addAll(versus.code("runner-up", o.hypothesis(), Role.TRAIN, 1.1));
            });
    for (String name : lab.baselines()) {
      comparisons.addAll(versus.baseline(name, Role.TRAIN, 1));
      comparisons.addAll(versus.baseline(name, Role.HOLDOUT, 1));
      comparisons.addAll(versus.gap("baseline", name));
    }
    if (!lab.baselines().isEmpty()) {
      comparisons.addAll(versus.gap("generalisation", lab.reference()));
    }
    comparisons.addAll(
        new Rematch(lab, context.spec()).told(winner.hypothesis(), accepted(context, judged)));
    versus
        .bestBaseline(comparisons)
        .ifPresent(
            name -> {
              comparisons.addAll(versus.baseline(name, Role.TRAIN, 0.9));
              comparisons.addAll(versus.baseline(name, Role.TRAIN, 1.1));
            });
    for (Ablation.Part part : new Ablation(context, winner.hypothesis()).parts(others)) {
      comparisons.addAll(versus.code("without its " + part.kind(), part.other(), Role.TRAIN, 1));
    }
    return comparisons;
  }

  /** Pairs the winner's runs with another's. */
  private final class Versus {
    private final Context context;
    private final Hypothesis winner;
    private final Scores scores;

    Versus(Context context, Hypothesis winner) {
      this.context = context;
      this.winner = winner;
      this.scores = Scores.of(context.spec());
    }

    List<Comparison> code(String question, Hypothesis other, Role role, double costScale) {
      List<Trial> trials = trials(role, costScale);
      return compare(
          question,
          other.decisions().toString(),
          role,
          costScale,
          runs(trials, lab.code(context.spec(), other, trials)));
    }

    List<Comparison> baseline(String name, Role role, double costScale) {
      return compare("baseline", name, role, costScale, baselineRuns(name, role, costScale));
    }

    private Map<String, Double> baselineRuns(String name, Role role, double costScale) {
      List<Trial> trials = trials(role, costScale);
      return runs(trials, lab.baseline(context.spec(), name, trials));
    }

    /** By how much the lead over a baseline is another one on holdout runs. */
    List<Comparison> gap(String question, String baseline) {
      return scores
          .change(
              own(Role.HOLDOUT, 1),
              baselineRuns(baseline, Role.HOLDOUT, 1),
              own(Role.TRAIN, 1),
              baselineRuns(baseline, Role.TRAIN, 1))
          .map(r -> new Comparison(question, baseline, scores.metric(), "holdout over train", r))
          .stream()
          .toList();
    }

    private Map<String, Double> own(Role role, double costScale) {
      List<Trial> trials = trials(role, costScale);
      return runs(trials, lab.code(context.spec(), winner, trials));
    }

    Optional<String> bestBaseline(List<Comparison> comparisons) {
      return comparisons.stream()
          .filter(c -> c.question().equals("baseline") && c.where().equals("train"))
          .max(Comparator.comparingDouble(c -> scores.sign() * c.ratio().mean()))
          .map(Comparison::against);
    }

    private List<Comparison> compare(
        String question, String against, Role role, double costScale, Map<String, Double> other) {
      Map<String, Double> mine = own(role, costScale);
      String where =
          (role == Role.TRAIN ? "train" : "holdout")
              + (costScale == 1 ? "" : ", iteration times x" + costScale);
      return scores
          .ratio(mine, other)
          .map((Ratio r) -> new Comparison(question, against, scores.metric(), where, r))
          .stream()
          .toList();
    }

    private List<Trial> trials(Role role, double costScale) {
      return context.spec().workloads(role).stream()
          .flatMap(w -> w.seeds().stream().map(s -> Trial.plain(w, s, 1).withCostScale(costScale)))
          .toList();
    }

    private Map<String, Double> runs(List<Trial> trials, List<Lab.Result> results) {
      var runs = new TreeMap<String, Double>();
      for (int i = 0; i < trials.size(); i++) {
        if (results.get(i) instanceof Lab.Result.Measured(Sample sample)) {
          runs.put(trials.get(i).label(), sample.metric(scores.metric()));
        }
      }
      return runs;
    }
  }

  /** What became of a person's code, and how it does against what it replaces. */
  public record Held(Judged judged, List<Comparison> comparisons) {

    public Held {
      comparisons = List.copyOf(comparisons);
    }
  }

  /**
   * What the last gate let pass.
   *
   * @param winner null where nothing passed
   */
  record Choice(@Nullable Judged winner, List<Judged> turnedDown) {

    /** Everything the last gate has judged anew. */
    List<Judged> settled() {
      var settled = new ArrayList<>(turnedDown);
      Judged accepted = winner;
      if (accepted != null) {
        settled.add(accepted);
      }
      return settled;
    }
  }
}
