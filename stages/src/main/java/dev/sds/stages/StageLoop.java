package dev.sds.stages;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.RungReport;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.Stop;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Profile.Cost;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.spec.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The search of one stage: propose, climb the ladder, judge, learn, decide whether to go on. */
final class StageLoop {

  private Context context;
  private final Stage stage;
  private final Policy policy;
  private final Scores scores;
  private final List<Nogood> nogoods;
  private final List<Judged> judged = new ArrayList<>();
  private final List<String> pruned = new ArrayList<>();
  private final RankAgreement agreement = new RankAgreement();

  /** Nogoods are shared with the other stages: what one learns, all obey. */
  StageLoop(Context context, Stage stage, Policy policy, List<Nogood> nogoods) {
    this.context = context;
    this.stage = stage;
    this.policy = policy;
    this.scores = Scores.of(context.spec());
    this.nogoods = nogoods;
  }

  /** Searches on from these parents; what was judged in an earlier call stays judged. */
  StageReport run(List<Hypothesis> parents) {
    context.listener().on(new Event.StageStarted(stage, parents.size()));
    var stopping = new Stopping(policy, context.purse());
    Optional<Stop> stop = Optional.empty();
    for (int round = 0; stop.isEmpty(); round++) {
      List<Hypothesis> live = standing(parents);
      if (live.isEmpty() && !parents.isEmpty()) {
        stop = Optional.of(new Stop(Stop.Reason.NOTHING_STANDS, "nogoods exclude every parent"));
      } else {
        List<Hypothesis> batch = propose(live, round);
        climb(batch);
        stop = stopping.after(round, batch.size(), bestScore());
      }
    }
    List<Judged> survivors = survivors();
    context.listener().on(new Event.Stopped(stage, stop.get(), survivors.size()));
    return report(survivors, stop.get());
  }

  /** Goes on with choices that were written since. */
  void know(Context wider) {
    context = wider;
  }

  /** What the levels did so far, the last gate included. */
  List<RungReport> rungs() {
    return agreement.report(context.ladder(), stage);
  }

  /** What is judged so far, for whoever needs it after the search. */
  List<Judged> judged() {
    return Collections.unmodifiableList(judged);
  }

  private List<Hypothesis> standing(List<Hypothesis> parents) {
    return parents.stream()
        .filter(p -> nogoods.stream().noneMatch(n -> n.excludes(p.decisions())))
        .toList();
  }

  /** What an author gets to see. */
  Brief brief(List<Hypothesis> parents, int round) {
    return new Brief(
        withoutHoldouts(context.spec()),
        context.kit(),
        stage,
        parents,
        judged,
        nogoods,
        round,
        context.purse().left(),
        context.seed());
  }

  private List<Hypothesis> propose(List<Hypothesis> parents, int round) {
    Brief brief = brief(parents, round);
    var fresh = new LinkedHashMap<String, Hypothesis>();
    context.author().propose(brief).stream()
        .filter(brief::open)
        .forEach(h -> fresh.putIfAbsent(h.id().hex(), h));
    context.listener().on(new Event.Proposed(stage, round, fresh.size()));
    return List.copyOf(fresh.values());
  }

  /** The text of the spec goes too: it names the holdout workloads. */
  private static Spec withoutHoldouts(Spec spec) {
    return spec.with(spec.workloads(Workload.Role.TRAIN), new Source(spec.source().name(), ""));
  }

  private void climb(List<Hypothesis> batch) {
    Map<Hypothesis, List<Evidence>> alive = new LinkedHashMap<>();
    batch.forEach(h -> alive.put(h, new ArrayList<>()));
    for (Evaluator rung : context.ladder().rungs(stage)) {
      if (rung.profile().cost() != Cost.FINAL) {
        if (rung.profile().cost() == Cost.FULL) {
          promote(alive);
        }
        pass(rung, alive);
      }
    }
    alive.forEach((h, evidence) -> settle(h, Gate.accepted(evidence)));
    agreement.round(batch.stream().flatMap(h -> find(h).stream()).toList(), scores);
  }

  private void pass(Evaluator rung, Map<Hypothesis, List<Evidence>> alive) {
    for (Hypothesis hypothesis : List.copyOf(alive.keySet())) {
      List<Evidence> evidence = alive.get(hypothesis);
      if (evidence == null) {
        continue;
      }
      Optional<Nogood> known =
          nogoods.stream().filter(n -> n.excludes(hypothesis.decisions())).findFirst();
      if (known.isPresent()) {
        alive.remove(hypothesis);
        pruned.add(hypothesis.decisions() + " (by the nogood {" + known.get().decisions() + "})");
        continue;
      }
      context.listener().on(new Event.Judging(hypothesis, rung.profile().name()));
      var subject = new Subject(context.spec(), context.kit(), hypothesis);
      List<Evidence> found = context.ladder().judge(rung, subject);
      evidence.addAll(found);
      verdict(rung, subject, found, evidence)
          .ifPresent(
              v -> {
                alive.remove(hypothesis);
                context.ladder().tally(rung).reject();
                settle(hypothesis, v);
              });
    }
  }

  private Optional<Verdict> verdict(
      Evaluator rung, Subject subject, List<Evidence> found, List<Evidence> evidence) {
    Optional<Gate.Objection> objection = Gate.objection(found);
    if (objection.isPresent()) {
      return Optional.of(reject(rung, subject, objection.get(), evidence));
    }
    return Gate.doubt(found).map(why -> new Verdict.Inconclusive(evidence, why));
  }

  private Verdict reject(
      Evaluator rung, Subject subject, Gate.Objection objection, List<Evidence> evidence) {
    boolean provable =
        objection.strength() == Gate.Strength.PROVEN
            && rung.profile().cost().compareTo(Cost.MODEL) <= 0
            && stage.isBefore(Stage.CODE);
    if (!provable) {
      return new Verdict.Rejected(evidence, objection.why(), objection.requirement(), null);
    }
    Nogood nogood =
        new Blame(context.ladder(), context.admission()).learn(rung, subject, objection, nogoods);
    nogoods.add(nogood);
    context.listener().on(new Event.Learned(nogood, 0));
    return new Verdict.Rejected(evidence, objection.why(), objection.requirement(), nogood);
  }

  private void settle(Hypothesis hypothesis, Verdict verdict) {
    var result = new Judged(hypothesis, verdict);
    judged.add(result);
    context.listener().on(new Event.WasJudged(result, bestInWords()));
  }

  /**
   * Lets the best part of a round pass to whole runs, twice as much where sketches rank badly; the
   * rest keeps its sketch and waits.
   */
  private void promote(Map<Hypothesis, List<Evidence>> alive) {
    List<Judged> ranked =
        alive.entrySet().stream()
            .map(e -> new Judged(e.getKey(), Gate.accepted(e.getValue())))
            .sorted(scores.order(Fidelity.SHORT))
            .toList();
    double share = policy.promoted() * (agreement.isLittle() ? 2 : 1);
    int places = Math.max(2, (int) Math.ceil(ranked.size() * share));
    for (Judged low : ranked.subList(Math.min(places, ranked.size()), ranked.size())) {
      alive.remove(low.hypothesis());
      settle(
          low.hypothesis(),
          new Verdict.Inconclusive(
              low.verdict().evidence(),
              "its sketch ranked below the "
                  + places
                  + " best of its round, so no whole run was spent on it"));
    }
  }

  private Optional<Judged> find(Hypothesis hypothesis) {
    return judged.stream().filter(j -> j.hypothesis().equals(hypothesis)).findFirst();
  }

  private Optional<Judged> best() {
    return survivors().stream().findFirst();
  }

  private OptionalDouble bestScore() {
    return best().map(scores::score).orElse(OptionalDouble.empty());
  }

  private String bestInWords() {
    OptionalDouble score = bestScore();
    return score.isPresent()
        ? scores.metric()
            + " "
            + new Figures(context.kit().vocabulary())
                .metric(scores.metric(), Math.abs(score.getAsDouble()))
        : "";
  }

  private List<Judged> survivors() {
    Fidelity fidelity = stage == Stage.CODE ? Fidelity.FULL : Fidelity.SHORT;
    List<Judged> accepted =
        judged.stream()
            .filter(Judged::accepted)
            .filter(j -> nogoods.stream().noneMatch(n -> n.excludes(j.hypothesis().decisions())))
            .sorted(scores.order(fidelity))
            .toList();
    return new Diversity(context.kit().catalogue()).select(accepted, policy.survivors());
  }

  private StageReport report(List<Judged> survivors, Stop stop) {
    Calibration calibration = Calibration.of(judged, scores);
    return new StageReport(
        stage,
        judged,
        survivors,
        nogoods.stream().toList(),
        pruned,
        rungs(),
        stop,
        calibration.made(),
        calibration.met());
  }
}
