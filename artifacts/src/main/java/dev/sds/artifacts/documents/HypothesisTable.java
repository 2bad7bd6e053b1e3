package dev.sds.artifacts.documents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Prediction;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Every hypothesis that a stage judged, with what all of them share said once. */
final class HypothesisTable {

  /** With more than this, those neither kept nor rejected are counted instead of listed. */
  private static final int MOST_ROWS = 40;

  private final Dossier dossier;
  private final Phrases phrases;
  private final Figures figures;
  private final List<Judged> judged;
  private final Optional<Judged> standing;
  private final Decisions shared;
  private final List<Hypothesis> kept;

  HypothesisTable(Dossier dossier, Stage stage, List<Judged> judged) {
    this.dossier = dossier;
    this.phrases = new Phrases(dossier);
    this.figures = new Figures(dossier.kit().vocabulary());
    this.judged = judged;
    this.standing = new Standing(dossier).at(stage);
    this.shared = shared(judged);
    this.kept =
        dossier.stage(stage).map(StageReport::survivors).orElse(List.of()).stream()
            .map(Judged::hypothesis)
            .toList();
  }

  private static Decisions shared(List<Judged> judged) {
    if (judged.size() < 2) {
      return Decisions.NONE;
    }
    var common = new TreeMap<>(judged.getFirst().hypothesis().decisions().values());
    judged.forEach(
        j -> common.entrySet().retainAll(j.hypothesis().decisions().values().entrySet()));
    return new Decisions(common);
  }

  View view() {
    List<Judged> shown = shown();
    return new View(
        shared.isEmpty() ? "" : phrases.decisions(shared),
        dossier.spec().objectives().stream().findFirst().map(phrases::check).orElse(""),
        shown.stream().map(this::row).toList(),
        judged.size() - shown.size());
  }

  private List<Judged> shown() {
    if (judged.size() <= MOST_ROWS) {
      return judged;
    }
    Set<Judged> chosen = new HashSet<>();
    standing.ifPresent(chosen::add);
    var order = new ArrayList<Judged>();
    judged.stream().filter(j -> j.verdict() instanceof Verdict.Rejected).forEach(order::add);
    judged.stream().filter(Judged::accepted).forEach(order::add);
    order.stream().limit(MOST_ROWS - 1).forEach(chosen::add);
    return judged.stream().filter(chosen::contains).toList();
  }

  private Row row(Judged j) {
    Hypothesis h = j.hypothesis();
    boolean stands = standing.map(s -> s.hypothesis().equals(h)).orElse(false);
    return new Row(
        Markdown.code(h.id().brief()),
        differing(h),
        Markdown.text(h.author()) + (h.origin().isBlank() ? "" : ", " + Markdown.text(h.origin())),
        Score.of(dossier.spec(), j).map(s -> s.words(figures)).orElse("–"),
        h.predicts().map(p -> prediction(p, j)).orElse("–"),
        stands && j.accepted() ? "**stands**" : verdict(j),
        phrases.why(j));
  }

  private String verdict(Judged j) {
    if (!j.accepted()) {
      return phrases.verdict(j);
    }
    if (new Exclusions(dossier).nogood(j.hypothesis().decisions()).isPresent()) {
      return "accepted, later excluded by a nogood";
    }
    return kept.contains(j.hypothesis()) ? "accepted, kept" : "accepted, not kept";
  }

  private String differing(Hypothesis hypothesis) {
    var own = new TreeMap<>(hypothesis.decisions().values());
    own.entrySet().removeAll(shared.values().entrySet());
    String decisions = own.isEmpty() ? "" : phrases.decisions(new Decisions(own));
    String parameters = Phrases.parameters(hypothesis);
    String both =
        decisions.isEmpty() || parameters.isEmpty()
            ? decisions + parameters
            : decisions + "; " + parameters;
    return both.isEmpty() ? "(as shared)" : both;
  }

  private String prediction(Prediction p, Judged j) {
    String expected =
        figures.range(p.metric(), p.expected()) + " at " + Figures.percent(p.confidence());
    return Score.of(dossier.spec(), j)
        .filter(s -> s.metric().equals(p.metric()))
        .map(s -> expected + (p.expected().contains(s.value()) ? ": held" : ": missed"))
        .orElse(expected + ": not measured");
  }

  /**
   * The table.
   *
   * @param shared decisions that all rows have
   * @param objective what the scores are of; empty where the spec has no objective
   */
  public record View(String shared, String objective, List<Row> rows, int left) {}

  /** One hypothesis. */
  public record Row(
      String id,
      String decisions,
      String author,
      String score,
      String prediction,
      String verdict,
      String why) {}
}
