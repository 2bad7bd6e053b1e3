package dev.sds.artifacts.documents;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.RungReport;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.spec.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How the search itself went: what it cost, what that bought, and whether it still had ideas. */
final class SearchPage {

  /** Of the longest bar, in characters. */
  private static final int WIDTH = 40;

  private final Dossier dossier;
  private final Figures figures;

  SearchPage(Dossier dossier) {
    this.dossier = dossier;
    this.figures = new Figures(dossier.kit().vocabulary());
  }

  String text() {
    var values = new TreeMap<String, Object>();
    values.put("system", Markdown.text(dossier.spec().system()));
    values.put("stages", dossier.stages().stream().map(this::stage).toList());
    values.put("created", new CreatedWords(dossier).lines());
    return new Page("search.md.vm").render(values);
  }

  private View stage(StageReport report) {
    return new View(
        report.stage().label(),
        Phrases.closed(Markdown.text(report.stop().rule())),
        steps(report),
        diversity(report),
        report.rungs().stream().map(r -> cost(report, r)).toList(),
        agreement(report));
  }

  /** The objective in the order of judgement, a step wherever the best so far became better. */
  private List<Step> steps(StageReport report) {
    var found = new ArrayList<Found>();
    int judged = 0;
    int runs = 0;
    for (Judged j : report.judged()) {
      judged++;
      runs += runs(j.verdict(), Fidelity.SHORT) + runs(j.verdict(), Fidelity.FULL);
      var score = Score.of(dossier.spec(), j);
      boolean counts =
          score.isPresent() && !(j.verdict() instanceof Verdict.Rejected) && j.accepted();
      if (counts && (found.isEmpty() || isBetter(score.get().value(), found.getLast().value()))) {
        found.add(new Found(judged, runs, score.get().value(), j.hypothesis()));
      }
    }
    if (!found.isEmpty() && found.getLast().judged() < judged) {
      found.add(new Found(judged, runs, found.getLast().value(), found.getLast().by()));
    }
    double largest = found.stream().mapToDouble(f -> Math.abs(f.value())).max().orElse(1);
    return found.stream().map(f -> step(f, largest)).toList();
  }

  private record Found(int judged, int runs, double value, Hypothesis by) {}

  private Step step(Found found, double largest) {
    int length = (int) Math.round(WIDTH * Math.abs(found.value()) / largest);
    return new Step(
        Figures.count(found.judged()),
        Figures.count(found.runs()),
        figures.metric(metric(), found.value()),
        "`" + "#".repeat(Math.clamp(length, 1, WIDTH)) + "`",
        Markdown.code(found.by().id().brief()));
  }

  private boolean isBetter(double value, double best) {
    return wantsLittle() ? value < best : value > best;
  }

  private String metric() {
    return dossier.spec().objectives().stream()
        .findFirst()
        .map(r -> r.check() instanceof Check.Objective o ? o.metric() : "")
        .orElse("");
  }

  private boolean wantsLittle() {
    return dossier.spec().objectives().stream()
        .findFirst()
        .map(
            r ->
                !(r.check() instanceof Check.Objective o
                    && o.direction() == Check.Direction.MAXIMIZE))
        .orElse(true);
  }

  private static int runs(Verdict verdict, Fidelity fidelity) {
    return (int)
        verdict.evidence().stream()
            .filter(e -> e instanceof Evidence.Measurement m && m.fidelity() == fidelity)
            .map(
                e ->
                    ((Evidence.Measurement) e).workload() + "#" + ((Evidence.Measurement) e).seed())
            .distinct()
            .count();
  }

  private String diversity(StageReport report) {
    Set<String> designs = new LinkedHashSet<>();
    Map<String, Integer> behaviours = new LinkedHashMap<>();
    for (Judged j : report.judged()) {
      designs.add(j.hypothesis().decisions().toString());
      String behaviour = behaviour(j.verdict());
      if (!behaviour.isEmpty()) {
        behaviours.merge(behaviour, 1, Integer::sum);
      }
    }
    int measured = behaviours.values().stream().mapToInt(Integer::intValue).sum();
    int judged = report.judged().size();
    return Figures.count(judged)
        + (judged == 1 ? " hypothesis" : " hypotheses")
        + " with "
        + Figures.count(designs.size(), "different set")
        + " of decisions"
        + (measured == 0
            ? "; none was simulated."
            : "; "
                + Figures.count(measured)
                + " simulated, "
                + Figures.count(behaviours.size())
                + " of them with figures of their own.");
  }

  /** The figures of its sketch: hypotheses with the same ones did the same. */
  private static String behaviour(Verdict verdict) {
    var figures = new TreeMap<String, String>();
    for (Evidence e : verdict.evidence()) {
      if (e instanceof Evidence.Measurement m && m.fidelity() == Fidelity.SHORT) {
        figures.put(m.metric() + " " + m.workload() + "#" + m.seed(), Figures.number(m.value()));
      }
    }
    return figures.isEmpty() ? "" : figures.toString();
  }

  private static Cost cost(StageReport report, RungReport rung) {
    long runs =
        report.judged().stream()
            .flatMap(
                j ->
                    j.verdict().evidence().stream()
                        .filter(
                            e ->
                                e instanceof Evidence.Measurement m
                                    && m.source().equals(rung.evaluator())
                                    && m.fidelity() != Fidelity.HOLDOUT)
                        .map(
                            e ->
                                ((Evidence.Measurement) e).workload()
                                    + "#"
                                    + ((Evidence.Measurement) e).seed())
                        .distinct())
            .count();
    return new Cost(
        Markdown.text(rung.evaluator()),
        Markdown.text(rung.cost()),
        Figures.count(rung.judged()),
        Figures.count(rung.rejected()),
        runs == 0 ? "–" : Figures.count(runs),
        Double.isNaN(rung.agreement())
            ? "–"
            : Figures.three(rung.agreement()) + " (n = " + rung.agreed() + ")");
  }

  private String agreement(StageReport report) {
    return report.rungs().stream()
        .filter(r -> !Double.isNaN(r.agreement()))
        .findFirst()
        .map(
            r ->
                "The ranking of "
                    + Markdown.text(r.evaluator())
                    + " agrees with that of the next level by Kendall's tau "
                    + Figures.three(r.agreement())
                    + ", over the "
                    + r.agreed()
                    + " hypotheses that both measured; only those ranked high by the first are"
                    + " among them.")
        .orElse("No cheap level's ranking could be compared with a dearer one's.");
  }

  /** One stage. */
  public record View(
      String stage,
      String stop,
      List<Step> steps,
      String diversity,
      List<Cost> costs,
      String agreement) {}

  /** The best so far, after so many hypotheses and runs. */
  public record Step(String judged, String runs, String best, String chart, String by) {}

  /** What a level cost. */
  public record Cost(
      String evaluator, String cost, String judged, String rejected, String runs, String tau) {}
}
