package dev.sds.artifacts.documents;

import dev.sds.artifacts.Backtrack;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.Prediction;
import dev.sds.artifacts.RungReport;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.Stop;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.artifacts.edits.EditedModel;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a stage measured and checked, what it rejected and why it stopped. */
final class EvidencePage {

  /** Of a hash, what tells it from others. */
  private static final int SHORT = 12;

  private final Dossier dossier;
  private final Stage stage;
  private final Phrases phrases;
  private final Optional<StageReport> report;
  private final Optional<Judged> standing;
  private final List<Judged> judged;

  private final List<EditedModel> edited;

  /** Whether the page speaks of a person's code alone. */
  private final boolean byHand;

  EvidencePage(Dossier dossier, Stage stage, List<EditedModel> edited) {
    this.dossier = dossier;
    this.edited = edited;
    this.stage = stage;
    this.phrases = new Phrases(dossier);
    this.standing = new Standing(dossier).at(stage);
    this.byHand = standing.map(j -> j.hypothesis().editedByHand()).orElse(false);
    this.report = byHand ? Optional.empty() : dossier.stage(stage);
    this.judged = judged();
  }

  /** The report's, with the verdict of the last gate where there is one. */
  private List<Judged> judged() {
    var all = new ArrayList<>(report.map(StageReport::judged).orElse(List.of()));
    standing.ifPresent(
        top -> {
          all.replaceAll(j -> j.hypothesis().equals(top.hypothesis()) ? top : j);
          if (!all.contains(top)) {
            all.add(top);
          }
        });
    return all;
  }

  String text() {
    var values = new TreeMap<String, Object>();
    values.put(
        "of", byHand ? "the code as a person edited it, " : "the " + stage.label() + " stage ");
    values.put("byHand", byHand);
    values.put("system", Markdown.text(dossier.spec().system()));
    values.put("misses", MissWords.of(dossier));
    values.put("verdict", verdict());
    values.put("summary", summary());
    values.put("unverified", unverified());
    values.put("table", new HypothesisTable(dossier, stage, judged).view());
    values.put("checks", checks());
    values.put("uncovered", ProtocolLimits.of(dossier, stage));
    values.put(
        "edited", stage == Stage.DESIGN ? edited.stream().map(this::own).toList() : List.of());
    values.put("written", dossier.created().isPresent());
    values.put("code", CodeSection.of(dossier, stage));
    values.put("rejections", new Rejections(dossier).views(judged));
    values.put("groups", new Rejections(dossier).groups(judged));
    values.put(
        "pruned",
        report.map(StageReport::pruned).orElse(List.of()).stream().map(Markdown::text).toList());
    values.put("inherited", inherited());
    values.put("backtracks", backtracks());
    values.put(
        "ladder",
        report.map(StageReport::rungs).orElse(List.of()).stream().map(EvidencePage::rung).toList());
    values.put("predictions", predictions());
    return new Page("evidence.md.vm").render(values);
  }

  private String verdict() {
    if (standing.isPresent()) {
      return verdict(standing.get());
    }
    if (report.isEmpty()) {
      return "**This stage has not run.**";
    }
    return dossier.miss() == null
        ? "**Nothing is accepted.** No hypothesis of this stage stands."
        : "**Rejected.** No hypothesis of this stage stands.";
  }

  private String verdict(Judged j) {
    Hypothesis h = j.hypothesis();
    String head =
        switch (j.verdict()) {
          case Verdict.Accepted _ ->
              dossier.leading().isPresent()
                  ? "**Accepted:** "
                  : "**Accepted at this stage, but nothing built on it meets the spec:** ";
          case Verdict.Rejected r ->
              "**Rejected**, because it breaks " + phrases.requirement(r.requirement()) + ": ";
          case Verdict.Inconclusive _ -> "**Not settled:** ";
        };
    return head
        + phrases.decisions(h.decisions())
        + " (hypothesis "
        + Markdown.code(h.id().brief())
        + ", proposed by "
        + Markdown.text(h.author())
        + (h.origin().isBlank() ? "" : ", " + Markdown.text(h.origin()))
        + "). "
        + Phrases.closed(phrases.why(j))
        + (h.claim().isBlank()
            ? ""
            : " Its author's claim: " + Phrases.closed(Markdown.text(h.claim())));
  }

  private List<String> summary() {
    var lines = new ArrayList<String>();
    if (byHand) {
      return List.of(
          "It was put before every level of the code stage, as what SDS writes is, and its logs are"
              + " held to the protocol of the same decisions. The tests are those that SDS"
              + " generated. Its runs are not of the budget.",
          "What was generated in its place, and how that was found, is told in [code](code.md).");
    }
    report.ifPresent(
        r -> {
          lines.add("Why it stopped: " + reason(r.stop()));
          lines.add(counts(r));
        });
    lines.add(
        "Simulations spent by the whole refinement: "
            + Figures.number(dossier.simulations())
            + " of "
            + Figures.count(dossier.spec().budget().simulations())
            + " whole runs, counted by simulated requests.");
    if (stage != Stage.ARCHITECTURE) {
      lines.addAll(new CreatedWords(dossier).summary());
    }
    return lines;
  }

  private static String reason(Stop stop) {
    String rule = Phrases.closed(Markdown.text(stop.rule()));
    return switch (stop.reason()) {
          case EXHAUSTED -> "nothing was left to try. ";
          case DIMINISHING_RETURNS -> "going on no longer paid. ";
          case BUDGET -> "the budget. ";
          case SUCCESS -> "success. ";
          case NOTHING_STANDS -> "nothing to build on was left. ";
        }
        + rule;
  }

  private String counts(StageReport r) {
    long accepted = judged.stream().filter(Judged::accepted).count();
    long rejected = judged.stream().filter(j -> j.verdict() instanceof Verdict.Rejected).count();
    return "Judged: "
        + judged.size()
        + (judged.size() == 1 ? " hypothesis (" : " hypotheses (")
        + accepted
        + " accepted, "
        + rejected
        + " rejected, "
        + (judged.size() - accepted - rejected)
        + " not settled)."
        + (r.pruned().isEmpty()
            ? ""
            : " Excluded by nogoods before they were judged: " + r.pruned().size() + ".")
        + (stage == Stage.CODE ? "" : " Kept for the next stage: " + r.survivors().size() + ".");
  }

  private List<String> unverified() {
    return new RequirementLedger(dossier)
        .rows().stream()
            .filter(RequirementLedger.Row::unverified)
            .map(r -> r.id() + " (“" + r.words() + "”): " + r.evidence() + ".")
            .toList();
  }

  private List<Checks.View> checks() {
    return standing.stream()
        .flatMap(
            j ->
                new Checks(dossier.spec())
                    .views(j, report.map(StageReport::rungs).orElse(List.of())).stream())
        .toList();
  }

  private Own own(EditedModel model) {
    var proofs = new ArrayList<Rejections.Proof>();
    for (Evidence e : model.evidence()) {
      if (e instanceof Evidence.ModelCheck m && m.outcome() instanceof CheckOutcome.Violated v) {
        new Standing(dossier)
            .protocol()
            .ifPresent(p -> proofs.add(Rejections.proof(p, m, v.counterexample())));
      }
    }
    return new Own(
        Markdown.code(model.path()),
        Markdown.code(model.text().substring(0, Math.min(SHORT, model.text().length()))),
        Phrases.closed(Markdown.text("It " + model.words())),
        model.evidence().stream().flatMap(e -> Checks.line(e).stream()).toList(),
        proofs);
  }

  /** TLA+ that somebody put in the design's place. */
  public record Own(
      String file, String hash, String words, List<String> lines, List<Rejections.Proof> proofs) {}

  /** Nogoods in force here that no rejection on this page tells of. */
  private List<String> inherited() {
    List<Nogood> told =
        judged.stream()
            .flatMap(
                j ->
                    j.verdict() instanceof Verdict.Rejected r
                        ? r.learned().stream()
                        : Optional.<Nogood>empty().stream())
            .toList();
    return report.map(StageReport::nogoods).orElse(List.of()).stream()
        .filter(n -> !told.contains(n) && backtracked().noneMatch(b -> b.nogood().equals(n)))
        .distinct()
        .map(n -> phrases.nogood(n) + " " + why(n))
        .toList();
  }

  private String why(Nogood n) {
    return Phrases.closed(Markdown.text(new Holdouts(dossier.spec()).shown(n.why())));
  }

  private List<String> backtracks() {
    return backtracked().map(this::told).toList();
  }

  private Stream<Backtrack> backtracked() {
    return dossier.backtracks().stream().filter(b -> b.from() == stage || b.to() == stage);
  }

  private String told(Backtrack b) {
    return "The "
        + b.from().label()
        + " stage sent the work back to the "
        + b.to().label()
        + " stage. "
        + phrases.nogood(b.nogood())
        + " "
        + why(b.nogood())
        + (b.dropped().isEmpty() ? "" : " Dropped there: " + Phrases.codes(b.dropped()) + ".");
  }

  private static Rung rung(RungReport r) {
    return new Rung(
        Markdown.text(r.evaluator()),
        Markdown.text(r.question()),
        Markdown.text(r.cost()),
        Figures.count(r.judged()),
        Figures.count(r.repeated()),
        Figures.count(r.rejected()),
        Double.isNaN(r.agreement())
            ? "–"
            : Figures.three(r.agreement()) + " (n = " + r.agreed() + ")");
  }

  private String predictions() {
    int made = report.map(StageReport::predictionsMade).orElse(0);
    if (made == 0) {
      return "No prediction could be scored at this stage.";
    }
    double stated =
        judged.stream()
            .flatMap(j -> j.hypothesis().predicts().stream())
            .mapToDouble(Prediction::confidence)
            .average()
            .orElse(Double.NaN);
    int met = report.map(StageReport::predictionsMet).orElse(0);
    return met
        + " of "
        + Figures.count(made, "scored prediction")
        + " held ("
        + Figures.percent((double) met / made)
        + (Double.isNaN(stated)
            ? ")."
            : "; the stated confidence was " + Figures.percent(stated) + " on average).");
  }

  /** A level of the ladder. */
  public record Rung(
      String evaluator,
      String question,
      String cost,
      String judged,
      String repeated,
      String rejected,
      String agreement) {}
}
