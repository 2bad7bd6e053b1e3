package dev.sds.stages;

import dev.sds.artifacts.Backtrack;
import dev.sds.artifacts.Comparison;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Miss;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.Holdouts;
import dev.sds.artifacts.kit.CreationReport;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A spec's way to code: each stage searches on what the one before let pass; a proven failure sends
 * the work back to the stage that is to blame, with a nogood.
 */
public final class Refinement {

  /** Below this share of the budget no further architectures are opened. */
  private static final double WIDEN_ABOVE = 0.5;

  private Context context;
  private final Steps steps;
  private final Finals finals;
  private final List<Nogood> nogoods = new ArrayList<>();
  private final List<Backtrack> backtracks = new ArrayList<>();

  /** What the last gate has turned down. */
  private final List<Judged> fallen = new ArrayList<>();

  private final Map<Stage, StageLoop> loops = new EnumMap<>(Stage.class);
  private final Map<Stage, StageReport> reports = new EnumMap<>(Stage.class);
  private final Map<String, Boolean> recorded = new java.util.HashMap<>();
  private final @Nullable Creator creator;
  private @Nullable CreationReport creation;

  public Refinement(Context context, Steps steps, Finals finals) {
    this(context, steps, finals, List.of());
  }

  /**
   * A refinement that knows some nogoods before it begins.
   *
   * @param known what holds under this spec, such as a person's no
   */
  public Refinement(Context context, Steps steps, Finals finals, List<Nogood> known) {
    this(context, steps, finals, known, null);
  }

  /**
   * A refinement in which new choices are written, once a design stands.
   *
   * @param creator null for none
   */
  public Refinement(
      Context context, Steps steps, Finals finals, List<Nogood> known, @Nullable Creator creator) {
    this.creator = creator;
    this.context = context;
    this.steps = steps;
    this.finals = finals;
    nogoods.addAll(known);
    for (Stage stage : List.of(Stage.ARCHITECTURE, Stage.DESIGN, Stage.CODE)) {
      loops.put(stage, new StageLoop(context, stage, Policy.of(stage), nogoods));
    }
  }

  /** Refines up to a stage. */
  public Outcome run(Stage last) {
    while (true) {
      Outcome designed = design(last);
      if (!(designed instanceof Outcome.Refined) || last.isBefore(Stage.CODE)) {
        return designed;
      }
      Optional<Outcome> coded = code();
      if (coded.isPresent()) {
        return coded.get();
      }
    }
  }

  private Outcome design(Stage last) {
    while (true) {
      int known = nogoods.size();
      List<Hypothesis> architectures = search(Stage.ARCHITECTURE, List.of());
      boolean newOnes = opened(approved(Stage.ARCHITECTURE, architectures));
      if (architectures.isEmpty()) {
        return noDesign(Stage.ARCHITECTURE);
      }
      if (last == Stage.ARCHITECTURE) {
        return pass(Stage.ARCHITECTURE, lead(Stage.ARCHITECTURE))
            .orElseGet(() -> finish(Stage.ARCHITECTURE));
      }
      Optional<Outcome> wait = pass(Stage.ARCHITECTURE, lead(Stage.ARCHITECTURE));
      if (wait.isPresent()) {
        return wait.get();
      }
      List<Hypothesis> designs = search(Stage.DESIGN, approved(Stage.ARCHITECTURE, architectures));
      noteBacktracks(known, architectures);
      if (designs.isEmpty() && !newOnes) {
        return noDesign(Stage.DESIGN);
      }
      boolean settled = !designs.isEmpty() && (!newOnes || context.purse().left() < WIDEN_ABOVE);
      if (settled && create(approved(Stage.ARCHITECTURE, architectures))) {
        known = nogoods.size();
        designs = search(Stage.DESIGN, approved(Stage.ARCHITECTURE, architectures));
        noteBacktracks(known, architectures);
      }
      if (settled && !designs.isEmpty()) {
        return pass(Stage.DESIGN, lead(Stage.DESIGN))
            .orElseGet(
                () ->
                    last == Stage.DESIGN
                        ? finish(Stage.DESIGN)
                        : new Outcome.Refined(dossier(lead(Stage.DESIGN))));
      }
    }
  }

  /** Lets new choices be written, once; whether there are any. */
  private boolean create(List<Hypothesis> architectures) {
    Creator asked = creator;
    if (asked == null || creation != null) {
      return false;
    }
    context.listener().on(new Event.Creates(context.spec().budget().creation()));
    Created created = asked.create(loop(Stage.DESIGN).brief(architectures, 0));
    boolean more = !created.kit().catalogue().equals(context.kit().catalogue());
    creation = created.report();
    context = context.with(created);
    loops.values().forEach(l -> l.know(context));
    context.listener().on(new Event.WasCreated(created.report()));
    return more;
  }

  private boolean opened(List<Hypothesis> architectures) {
    boolean any = false;
    for (Hypothesis architecture : architectures) {
      any |= recorded.putIfAbsent("opened " + architecture.id(), true) == null;
    }
    return any;
  }

  /** The end, or nothing where the last gate has proven that the work has to go back. */
  private Optional<Outcome> code() {
    List<Hypothesis> designs =
        report(Stage.DESIGN).survivors().stream().map(Judged::hypothesis).toList();
    List<Hypothesis> codes = search(Stage.CODE, approved(Stage.DESIGN, designs));
    if (codes.isEmpty()) {
      return givesWay() ? Optional.empty() : Optional.of(noDesign(Stage.CODE, fallen));
    }
    int known = nogoods.size();
    List<Judged> standing =
        report(Stage.CODE).judged().stream()
            .filter(j -> fallen.stream().noneMatch(f -> f.hypothesis().equals(j.hypothesis())))
            .toList();
    Finals.Choice choice = finals.choose(context, standing, nogoods, fallen.size());
    choice.turnedDown().forEach(j -> steps.turnedDown(j, dossier(j)));
    fallen.addAll(choice.turnedDown());
    List<Judged> settled = new ArrayList<>(fallen);
    settled.addAll(choice.settled());
    reports.put(Stage.CODE, report(Stage.CODE).with(settled).counting(loop(Stage.CODE).rungs()));
    Judged winner = choice.winner();
    if (winner == null && (wentBack(known, designs) || givesWay())) {
      return Optional.empty();
    }
    return Optional.of(winner == null ? none(choice) : refined(winner));
  }

  private Outcome none(Finals.Choice choice) {
    boolean rejected = fallen.stream().anyMatch(j -> j.verdict() instanceof Verdict.Rejected);
    return rejected || choice.turnedDown().isEmpty()
        ? noDesign(Stage.CODE, fallen)
        : Outcome.Undecided.of(dossier(null), choice.turnedDown());
  }

  private Outcome refined(Judged winner) {
    double spent = context.purse().spentRuns(context.spec());
    List<Comparison> comparisons = finals.compare(context, winner, report(Stage.CODE).judged());
    Dossier dossier = dossier(winner, comparisons, null).withSimulations(spent);
    steps.finish(dossier, Stage.DESIGN);
    return switch (steps.pass(Stage.CODE, dossier)) {
      case Steps.Passage.Closed closed ->
          new Outcome.Waiting(dossier, Stage.CODE, closed.content());
      case Steps.Passage.Open _ -> {
        steps.finish(dossier, Stage.CODE);
        yield new Outcome.Refined(dossier);
      }
    };
  }

  private List<Hypothesis> search(Stage stage, List<Hypothesis> parents) {
    StageReport report = loop(stage).run(parents);
    reports.put(stage, report);
    for (Judged judged : report.judged()) {
      boolean rejected = judged.verdict() instanceof Verdict.Rejected;
      if (rejected && recorded.putIfAbsent(judged.hypothesis().id().hex(), true) == null) {
        steps.turnedDown(judged, dossier(judged));
      }
    }
    return report.survivors().stream().map(Judged::hypothesis).toList();
  }

  /** Whether the last gate learned what an earlier stage can decide otherwise. */
  private boolean wentBack(int known, List<Hypothesis> designs) {
    boolean any = false;
    for (Nogood nogood : List.copyOf(nogoods.subList(known, nogoods.size()))) {
      if (nogood.blame() == Stage.ARCHITECTURE || nogood.blame() == Stage.DESIGN) {
        List<String> dropped =
            designs.stream()
                .filter(d -> nogood.excludes(d.decisions()))
                .map(d -> d.decisions().toString())
                .toList();
        var backtrack = new Backtrack(Stage.CODE, nogood.blame(), nogood, dropped);
        backtracks.add(backtrack);
        context.listener().on(new Event.WentBack(backtrack));
        any = true;
      }
    }
    return any;
  }

  /**
   * Whether what a person approved, and no code meets the spec on, gives way to the next that
   * stands: nothing but one was built on, so what fell says nothing of the others.
   */
  private boolean givesWay() {
    Optional<Miss> miss = new NearestMiss(context, nogoods).find(report(Stage.CODE), fallen);
    if (miss.isEmpty()) {
      return false;
    }
    for (Stage stage : List.of(Stage.DESIGN, Stage.ARCHITECTURE)) {
      List<Judged> survivors = report(stage).survivors();
      if (context.spec().gate(stage) == Spec.Approval.HUMAN && survivors.size() > 1) {
        giveWay(survivors.getFirst(), miss.get());
        return true;
      }
    }
    return false;
  }

  private void giveWay(Judged approved, Miss miss) {
    Hypothesis hypothesis = approved.hypothesis();
    Judged nearest = miss.nearest();
    String because = nearest == null ? miss.why() : new Holdouts(context.spec()).because(nearest);
    var nogood =
        new Nogood(
            hypothesis.decisions(),
            miss.binding(),
            hypothesis.stage(),
            Nogood.Strength.UNBUILT,
            Subject.conditions(context.spec()),
            because);
    nogoods.add(nogood);
    context.listener().on(new Event.Learned(nogood, 0));
    var backtrack =
        new Backtrack(
            Stage.CODE, hypothesis.stage(), nogood, List.of(hypothesis.decisions().toString()));
    backtracks.add(backtrack);
    context.listener().on(new Event.WentBack(backtrack));
    var verdict =
        new Verdict.Rejected(approved.verdict().evidence(), because, miss.binding(), nogood);
    steps.turnedDown(new Judged(hypothesis, verdict), dossier(approved));
  }

  private void noteBacktracks(int known, List<Hypothesis> architectures) {
    for (Nogood nogood : nogoods.subList(Math.min(known, nogoods.size()), nogoods.size())) {
      List<String> dropped =
          architectures.stream()
              .filter(a -> nogood.excludes(a.decisions()))
              .map(a -> a.decisions().toString())
              .toList();
      if (nogood.blame().isBefore(Stage.DESIGN) && !dropped.isEmpty()) {
        var backtrack = new Backtrack(Stage.DESIGN, nogood.blame(), nogood, dropped);
        backtracks.add(backtrack);
        context.listener().on(new Event.WentBack(backtrack));
      }
    }
  }

  /** A person approves one hypothesis, so nothing else may be built on. */
  private List<Hypothesis> approved(Stage stage, List<Hypothesis> survivors) {
    return context.spec().gate(stage) == Spec.Approval.HUMAN && !survivors.isEmpty()
        ? survivors.subList(0, 1)
        : survivors;
  }

  private Optional<Outcome> pass(Stage stage, @Nullable Judged lead) {
    Dossier dossier = dossier(lead);
    return switch (steps.pass(stage, dossier)) {
      case Steps.Passage.Open _ -> Optional.empty();
      case Steps.Passage.Closed closed ->
          Optional.of(new Outcome.Waiting(dossier, stage, closed.content()));
    };
  }

  private Outcome finish(Stage last) {
    Dossier dossier = dossier(lead(last));
    steps.finish(dossier, last);
    return new Outcome.Refined(dossier);
  }

  private Outcome noDesign(Stage stage) {
    return noDesign(stage, List.of());
  }

  private Outcome noDesign(Stage stage, List<Judged> turnedDownLast) {
    Optional<Miss> miss = new NearestMiss(context, nogoods).find(report(stage), turnedDownLast);
    if (miss.isEmpty()) {
      return undecided(stage);
    }
    Dossier dossier = dossier(null, List.of(), miss.get());
    steps.finish(dossier, stage);
    return new Outcome.NoDesign(dossier);
  }

  /** The pages are kept where another run would end at the same place. */
  private Outcome undecided(Stage stage) {
    Outcome.Undecided outcome = Outcome.Undecided.of(dossier(null), report(stage).judged());
    if (outcome.again() == Outcome.Undecided.Again.ENDS_THERE) {
      steps.finish(outcome.dossier(), stage);
    }
    return outcome;
  }

  private @Nullable Judged lead(Stage stage) {
    List<Judged> survivors = report(stage).survivors();
    return survivors.isEmpty() ? null : survivors.getFirst();
  }

  private StageLoop loop(Stage stage) {
    StageLoop loop = loops.get(stage);
    if (loop == null) {
      throw new IllegalArgumentException("The stage " + stage + " has no search.");
    }
    return loop;
  }

  private StageReport report(Stage stage) {
    StageReport report = reports.get(stage);
    if (report == null) {
      throw new IllegalStateException("The stage " + stage + " has not run.");
    }
    return report;
  }

  private Dossier dossier(@Nullable Judged lead) {
    return dossier(lead, List.of(), null);
  }

  private Dossier dossier(
      @Nullable Judged lead, List<Comparison> comparisons, @Nullable Miss miss) {
    Spec spec = context.spec();
    return new Dossier(
        spec,
        context.kit(),
        List.copyOf(reports.values()),
        backtracks,
        lead,
        comparisons,
        miss,
        creation,
        context.purse().spentRuns(spec));
  }
}
