package dev.sds.cli.report;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.documents.Holdouts;
import dev.sds.artifacts.documents.Standing;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.stages.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Evidence in the words of a terminal: one line each, runs of a workload put together. */
public final class EvidenceText {

  private static final int MOST_ALIKE = 2;
  private static final int MARGIN = 32;

  private final Spec spec;
  private final Figures figures;
  private final Holdouts holdouts;

  public EvidenceText(Dossier dossier) {
    this.spec = dossier.spec();
    this.figures = new Figures(dossier.kit().vocabulary());
    this.holdouts = new Holdouts(dossier.spec());
  }

  /** The lines for some evidence, with the stage and the evaluator that each comes from. */
  public List<String> lines(List<Standing.Found> found) {
    Map<String, List<String>> alike = new LinkedHashMap<>();
    Map<Runs, List<Double>> runs = new LinkedHashMap<>();
    for (Standing.Found f : found) {
      String from = from(f.stage().label(), f.evidence().source());
      if (f.evidence() instanceof Evidence.Measurement m) {
        if (m.fidelity() != Fidelity.HOLDOUT) {
          runs.computeIfAbsent(
                  new Runs(from, m.metric(), m.workload(), m.fidelity()), _ -> new ArrayList<>())
              .add(m.value());
        }
      } else {
        alike
            .computeIfAbsent(from + kind(f.evidence()), _ -> new ArrayList<>())
            .add(from + words(f.judged(), f.evidence()));
      }
    }
    var lines = new ArrayList<String>();
    alike.values().forEach(same -> lines.addAll(few(same)));
    runs.forEach((what, values) -> lines.add(what.from() + measured(what, values)));
    return lines;
  }

  /** What findings share that differ in their figures only, so that one stands for all. */
  private static String kind(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Finding f when !RequirementStanding.against(f) ->
          f.code() + f.message().replaceAll("[0-9]+", "#");
      case Evidence e -> e.toString();
    };
  }

  private static List<String> few(List<String> same) {
    if (same.size() <= MOST_ALIKE) {
      return same;
    }
    var few = new ArrayList<>(same.subList(0, 1));
    few.add(" ".repeat(MARGIN) + "and " + (same.size() - 1) + " more like it");
    return few;
  }

  /** The same of one hypothesis. */
  public List<String> lines(Judged judged) {
    return lines(
        judged.verdict().evidence().stream()
            .map(e -> new Standing.Found(judged.hypothesis().stage(), judged, e))
            .toList());
  }

  private static String from(String stage, String source) {
    return String.format(Locale.ROOT, "%-12s %-18s ", stage, source);
  }

  private String measured(Runs what, List<Double> values) {
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    String part = what.fidelity() == Fidelity.SHORT ? " of a sketch" : "";
    return what.metric()
        + " on "
        + what.workload()
        + ": mean "
        + figures.metric(what.metric(), mean)
        + " over "
        + Figures.count(values.size(), "run")
        + part;
  }

  private String words(Judged judged, Evidence evidence) {
    if (holdouts.hide(judged, evidence)) {
      return RequirementStanding.against(evidence)
          ? "fails: " + Holdouts.FAILED
          : "held on the holdout workloads";
    }
    return switch (evidence) {
      case Evidence.Finding f ->
          (f.weight() == Weight.FATAL || f.weight() == Weight.AGAINST ? "AGAINST: " : "")
              + f.message();
      case Evidence.ModelCheck m -> m.instance() + ": " + outcome(m.outcome());
      case Evidence.Measurement m -> m.metric() + " " + figures.metric(m.metric(), m.value());
      case Evidence.ToolFailure f -> "the tool failed: " + f.why();
    };
  }

  /** The reason of a verdict, without figures of holdout runs. */
  public String because(Judged judged) {
    return holdouts.because(judged);
  }

  /** What a model checker established. */
  public static String outcome(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Verified v -> "held in " + extent(v.statistics());
      case CheckOutcome.Vacuous v ->
          "held in "
              + extent(v.passed().statistics())
              + ", in part vacuously: never possible was "
              + String.join(", ", v.never());
      case CheckOutcome.Bounded b ->
          "not settled: "
              + b.reason().replaceFirst("\\.$", "")
              + "; nothing wrong in the "
              + Figures.count(b.statistics().distinct(), "state")
              + " examined";
      case CheckOutcome.Violated v ->
          "VIOLATED: "
              + v.counterexample().property()
              + " fails after "
              + Figures.count(v.counterexample().steps().size() - 1L, "step");
      case CheckOutcome.ModelError e -> "the model is wrong: " + e.message();
      case CheckOutcome.ToolFailure f -> "the checker failed: " + f.why();
    };
  }

  private static String extent(CheckOutcome.Statistics statistics) {
    return "all "
        + Figures.count(statistics.distinct(), "reachable state")
        + " (depth "
        + statistics.depth()
        + ")";
  }

  /** The measurable part of a requirement. */
  public static String check(Requirement requirement) {
    String under =
        requirement.under().isEmpty() ? "" : " under " + String.join(", ", requirement.under());
    return switch (requirement.check()) {
          case Check.Bound b -> b.metric() + " " + b.comparison().symbol() + " " + b.limit();
          case Check.Objective o ->
              o.direction().name().toLowerCase(Locale.ROOT) + " " + o.metric();
          case Check.Invariant i -> "invariant " + i.property();
          case Check.Liveness l -> "liveness " + l.property();
          case Check.Interface i -> "interface " + i.type();
          case null -> "no check: a person must judge";
        }
        + under;
  }

  /** What the first objective came to, over whole train runs, else over sketches: the score. */
  public Optional<String> score(Judged judged) {
    return spec.objectives().isEmpty()
        ? Optional.empty()
        : score(judged, Fidelity.FULL).or(() -> score(judged, Fidelity.SHORT));
  }

  private Optional<String> score(Judged judged, Fidelity fidelity) {
    Scores scores = Scores.of(spec);
    OptionalDouble score = scores.score(judged, fidelity);
    if (score.isEmpty()) {
      return Optional.empty();
    }
    int runs = scores.runs(judged, fidelity).size();
    return Optional.of(
        scores.metric()
            + " "
            + figures.metric(scores.metric(), Math.abs(score.getAsDouble()))
            + (runs == 1 ? " in " : ", the geometric mean of ")
            + Figures.count(runs, fidelity == Fidelity.SHORT ? "sketch run" : "run"));
  }

  private record Runs(String from, String metric, String workload, Fidelity fidelity) {}
}
