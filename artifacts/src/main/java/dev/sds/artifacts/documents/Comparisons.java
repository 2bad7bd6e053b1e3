package dev.sds.artifacts.documents;

import dev.sds.artifacts.Comparison;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Ratio;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The winner against others, on the same seeds. */
final class Comparisons {

  private static final String ABLATION = "without its ";
  private static final String TRAIN = "train";
  private static final String HOLDOUT = "holdout";
  private static final String GAP = "holdout over train";

  private final Dossier dossier;
  private final List<Comparison> all;

  Comparisons(Dossier dossier) {
    this.dossier = dossier;
    this.all = dossier.comparisons();
  }

  /** The runner-up and every baseline, on train and holdout workloads. */
  List<Row> rivals() {
    var rows = new ArrayList<Row>();
    for (Comparison c : all) {
      if (!c.question().startsWith(ABLATION) && c.where().equals(TRAIN)) {
        Optional<Comparison> holdout = at(c, HOLDOUT);
        rows.add(
            new Row(
                name(c),
                Markdown.code(c.metric()),
                ratio(c),
                holdout.map(this::ratio).orElse("not run"),
                holdout.map(h -> gap(c, h)).orElse("unknown")));
      }
    }
    return rows;
  }

  /** Whether what was found on the train runs holds on others, in sentences. */
  List<String> generalisation() {
    return all.stream()
        .filter(c -> c.question().equals("generalisation"))
        .map(this::generalises)
        .toList();
  }

  private String generalises(Comparison c) {
    Ratio r = c.ratio();
    String figures =
        "Measured by the lead over "
            + Markdown.code(c.against())
            + ", "
            + Markdown.code(c.metric())
            + " on holdout runs is "
            + Figures.three(r.mean())
            + " times what the train runs promise (95% interval "
            + Figures.interval(r)
            + "). ";
    if (r.pairs() < 2) {
      return figures + "From a single run nothing follows.";
    }
    if (!r.clear()) {
      double worst = smallIsGood(c.metric()) ? r.interval().high() - 1 : 1 - r.interval().low();
      return figures
          + "The interval holds 1: there is no sign that the search fitted the train runs, and a gap"
          + " of up to "
          + Figures.percent(worst)
          + " would not show.";
    }
    return figures
        + (better(c)
            ? "The train runs were the harder ones; nothing speaks of a fit to them."
            : "**The lead is smaller beyond doubt** where no search has looked: part of it was"
                + " fitted to the train runs, or the holdout workloads are of another kind. Believe"
                + " the holdout figure; more train seeds, or train workloads more like what is to"
                + " come, narrow the gap.");
  }

  /** The winner against its near equals, on the runs that chose them and on fresh ones. */
  List<Part> rematch() {
    return all.stream()
        .filter(c -> c.question().equals("rematch") && c.where().equals("fresh seeds"))
        .map(
            c ->
                new Part(
                    against(c),
                    at(c, "runs that chose").map(this::ratio).orElse("not run"),
                    ratio(c),
                    ""))
        .toList();
  }

  /** What the winner would lose by deciding one thing otherwise. */
  List<Part> parts() {
    return all.stream()
        .filter(c -> c.question().startsWith(ABLATION))
        .map(
            c ->
                new Part(
                    Markdown.code(c.question().substring(ABLATION.length())),
                    against(c),
                    ratio(c),
                    c.ratio().clear()
                        ? better(c) ? "it helps" : "**it hurts**"
                        : "no clear effect"))
        .toList();
  }

  /** Whether the winner still wins when the cost model is wrong. */
  List<Part> robustness() {
    return all.stream()
        .filter(c -> c.where().contains(","))
        .map(
            c ->
                new Part(
                    name(c),
                    Markdown.text(c.where()),
                    ratio(c),
                    at(c, TRAIN).map(t -> survives(t, c)).orElse("nothing to compare it with")))
        .toList();
  }

  private String survives(Comparison train, Comparison shifted) {
    if (!train.ratio().clear()) {
      return "there was no clear difference to begin with";
    }
    if (!shifted.ratio().clear()) {
      return "no longer clear";
    }
    return better(train) == better(shifted) ? "survives" : "**turns around**";
  }

  private Optional<Comparison> at(Comparison like, String where) {
    return all.stream()
        .filter(
            c ->
                c.where().equals(where)
                    && c.question().equals(like.question())
                    && c.against().equals(like.against())
                    && c.metric().equals(like.metric()))
        .findFirst();
  }

  private String name(Comparison c) {
    return Markdown.text(c.question()) + " " + against(c);
  }

  /** A baseline's name; of another hypothesis only what it decides otherwise. */
  private String against(Comparison c) {
    Optional<Decisions> lead = dossier.leading().map(l -> l.hypothesis().decisions());
    return dossier.stage(Stage.CODE).map(StageReport::judged).orElse(List.of()).stream()
        .map(Judged::hypothesis)
        .map(h -> h.decisions())
        .filter(d -> d.toString().equals(c.against()) && lead.isPresent())
        .findFirst()
        .map(d -> differences(d, lead.get()))
        .orElse(Markdown.code(c.against()));
  }

  private String differences(Decisions other, Decisions lead) {
    var different = new java.util.TreeMap<>(other.values());
    different.entrySet().removeAll(lead.values().entrySet());
    return different.isEmpty()
        ? "(same decisions, other parameters)"
        : "with " + new Phrases(dossier).decisions(new Decisions(different));
  }

  private String ratio(Comparison c) {
    Ratio r = c.ratio();
    return Figures.three(r.mean())
        + " ("
        + (r.pairs() < 2 ? "no interval from one pair" : Figures.interval(r) + ", n = " + r.pairs())
        + "): "
        + reading(c);
  }

  private String reading(Comparison c) {
    double mean = c.ratio().mean();
    if (!c.ratio().clear()) {
      return "no clear difference";
    }
    return Figures.percent(Math.abs(mean - 1))
        + (mean < 1 ? " lower, " : " higher, ")
        + (better(c) ? "better" : "**worse**");
  }

  private String gap(Comparison train, Comparison holdout) {
    double change = holdout.ratio().mean() / train.ratio().mean() - 1;
    String interval = at(train, GAP).map(c -> " (" + Figures.interval(c.ratio()) + ")").orElse("");
    if (Math.abs(change) < 0.005) {
      return "none" + interval;
    }
    boolean worse = smallIsGood(train.metric()) == (change > 0);
    return Figures.percent(Math.abs(change))
        + (worse ? " worse than on train" : " better than on train")
        + interval;
  }

  private boolean better(Comparison c) {
    return smallIsGood(c.metric()) == (c.ratio().mean() < 1);
  }

  private boolean smallIsGood(String metric) {
    return dossier.spec().requirements().stream()
        .map(Requirement::check)
        .flatMap(
            check ->
                switch (check) {
                  case Check.Objective o when o.metric().equals(metric) ->
                      Optional.of(o.direction() == Check.Direction.MINIMIZE).stream();
                  case Check.Bound b when b.metric().equals(metric) ->
                      Optional.of(b.comparison() == Check.Comparison.AT_MOST).stream();
                  case null, default -> Optional.<Boolean>empty().stream();
                })
        .findFirst()
        .orElse(true);
  }

  /** A rival. */
  public record Row(String against, String metric, String train, String holdout, String gap) {}

  /** One comparison with what follows from it. */
  public record Part(String what, String against, String ratio, String effect) {}
}
