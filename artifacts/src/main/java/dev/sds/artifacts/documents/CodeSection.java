package dev.sds.artifacts.documents;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.artifacts.kit.Catalogue.NamedParameter;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What only the code stage knows: bounds, comparisons and tuned parameters of the winner. */
final class CodeSection {

  private final Dossier dossier;
  private final Judged winner;
  private final Figures figures;
  private final Holdouts holdouts;

  private CodeSection(Dossier dossier, Judged winner) {
    this.dossier = dossier;
    this.winner = winner;
    this.figures = new Figures(dossier.kit().vocabulary());
    this.holdouts = new Holdouts(dossier.spec());
  }

  /** Empty before any code stands. */
  static List<View> of(Dossier dossier, Stage stage) {
    return stage == Stage.CODE
        ? new Standing(dossier)
            .at(Stage.CODE).map(j -> new CodeSection(dossier, j).view()).stream().toList()
        : List.of();
  }

  private View view() {
    var comparisons = new Comparisons(dossier);
    return new View(
        dossier.spec().bounds().stream().flatMap(r -> bounds(r).stream()).toList(),
        comparisons.rivals(),
        comparisons.generalisation(),
        comparisons.rematch(),
        comparisons.parts(),
        comparisons.robustness(),
        dossier.kit().catalogue().parameters(winner.hypothesis().decisions()).stream()
            .map(this::tuned)
            .toList());
  }

  private List<BoundRow> bounds(Requirement requirement) {
    if (!(requirement.check() instanceof Check.Bound bound)) {
      return List.of();
    }
    String id = Markdown.text(requirement.id());
    String check = new Phrases(dossier).check(requirement);
    var rows = new ArrayList<BoundRow>();
    Checks.train(winner, dossier.spec(), bound.metric())
        .forEach(
            (workload, values) ->
                rows.add(
                    new BoundRow(
                        id,
                        check,
                        Markdown.code(workload),
                        spread(bound, values),
                        said(requirement.id(), workload))));
    heldOut(requirement.id())
        .forEach(w -> rows.add(new BoundRow(id, check, "holdout", "not shown", w)));
    return rows.isEmpty()
        ? List.of(new BoundRow(id, check, "–", "–", "**unverified**: no run measured it"))
        : rows;
  }

  private String spread(Check.Bound bound, List<Double> values) {
    double sum = values.stream().sorted().mapToDouble(Double::doubleValue).sum();
    double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    return figures.metric(bound.metric(), sum / values.size())
        + (values.size() < 2
            ? " (one seed)"
            : " ("
                + figures.metric(bound.metric(), low)
                + " to "
                + figures.metric(bound.metric(), high)
                + " over "
                + values.size()
                + " seeds)");
  }

  private String said(String id, String workload) {
    String said =
        winner.verdict().evidence().stream()
            .filter(e -> e instanceof Evidence.Finding f && f.requirements().contains(id))
            .filter(e -> !holdouts.hide(winner, e))
            .map(e -> (Evidence.Finding) e)
            .filter(f -> f.message().contains(workload))
            .map(
                f ->
                    (f.weight() == Weight.FOR ? "holds: " : "**fails:** ")
                        + Markdown.text(f.message()))
            .collect(Collectors.joining("; "));
    return said.isEmpty() ? "**not judged**" : said;
  }

  private List<String> heldOut(String id) {
    List<Evidence.Finding> found =
        winner.verdict().evidence().stream()
            .filter(e -> e instanceof Evidence.Finding f && f.requirements().contains(id))
            .filter(e -> holdouts.hide(winner, e))
            .map(e -> (Evidence.Finding) e)
            .toList();
    return found.isEmpty()
        ? List.of()
        : List.of(found.stream().allMatch(f -> f.weight() == Weight.FOR) ? "holds" : "**fails**");
  }

  private TunedRow tuned(NamedParameter named) {
    var decisions = winner.hypothesis().decisions();
    double initial = new Published(dossier.kit().catalogue(), decisions).value(named, decisions);
    double value = winner.hypothesis().parameters().getOrDefault(named.name(), initial);
    return new TunedRow(
        Markdown.code(named.name()),
        Figures.number(value),
        value == initial ? "as published" : "published: " + Figures.number(initial),
        Figures.number(named.parameter().low())
            + " to "
            + Figures.number(named.parameter().high()));
  }

  /** All of it, for the template. */
  public record View(
      List<BoundRow> bounds,
      List<Comparisons.Row> rivals,
      List<String> generalisation,
      List<Comparisons.Part> rematch,
      List<Comparisons.Part> parts,
      List<Comparisons.Part> robustness,
      List<TunedRow> tuned) {}

  /** A bound on a workload. */
  public record BoundRow(
      String id, String check, String workload, String measured, String verdict) {}

  /** A parameter with the value the code has. */
  public record TunedRow(String name, String value, String published, String range) {}
}
