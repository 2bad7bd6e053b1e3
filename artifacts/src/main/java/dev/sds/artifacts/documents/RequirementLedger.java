package dev.sds.artifacts.documents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.artifacts.edits.EditedModel;
import dev.sds.artifacts.proposals.Proposals;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** How far each requirement is shown to hold of what now stands, by its strongest evidence. */
final class RequirementLedger {

  private final Dossier dossier;
  private final Phrases phrases;
  private final Figures figures;
  private final Holdouts holdouts;
  private final List<Standing.Found> all;

  RequirementLedger(Dossier dossier) {
    this.dossier = dossier;
    this.phrases = new Phrases(dossier);
    this.figures = new Figures(dossier.kit().vocabulary());
    this.holdouts = new Holdouts(dossier.spec());
    this.all = new Standing(dossier).evidence();
  }

  String text(List<EditedModel> edited) {
    var values = new TreeMap<String, Object>();
    values.put("system", Markdown.text(dossier.spec().system()));
    values.put("misses", MissWords.of(dossier));
    values.put("standing", standing());
    values.put("rows", rows());
    values.put(
        "edited",
        edited.stream()
            .map(m -> Phrases.closed(Markdown.code(m.path()) + " " + Markdown.text(m.words())))
            .toList());
    values.put(
        "pages",
        dossier.stages().stream()
            .map(r -> "[" + r.stage().label() + "](" + r.stage().label() + ".md)")
            .toList());
    return new Page("ledger.md.vm").render(values);
  }

  private String standing() {
    return new Standing(dossier)
        .top()
        .map(
            j ->
                "It speaks of "
                    + (dossier.leading().isPresent() ? "" : "the nearest miss, ")
                    + "hypothesis "
                    + Markdown.code(j.hypothesis().id().brief())
                    + " of the "
                    + j.hypothesis().stage().label()
                    + " stage ("
                    + phrases.verdict(j)
                    + "): "
                    + phrases.decisions(j.hypothesis().decisions())
                    + "."
                    + (j.hypothesis().editedByHand()
                        ? " It is the code as a person edited it: see [edits](edits.md)."
                        : ""))
        .orElse("Nothing stands yet, so nothing is shown of any requirement.");
  }

  List<Row> rows() {
    return dossier.spec().requirements().stream().map(this::row).toList();
  }

  private Row row(Requirement r) {
    Finding found = r.check() == null ? unchecked(r) : found(r);
    return new Row(
        Markdown.text(r.id()),
        Phrases.sentence(r.text()),
        phrases.check(r),
        found.kind(),
        found.status(),
        found.evidence(),
        found.stages().stream()
            .sorted()
            .distinct()
            .map(this::link)
            .collect(java.util.stream.Collectors.joining(", ")),
        found.stages().isEmpty());
  }

  private String link(Stage stage) {
    boolean edited = stage == Stage.CODE && dossier.edited().isPresent();
    String page = edited ? "edits" : stage.label();
    return "[" + page + "](" + page + ".md)";
  }

  private Finding unchecked(Requirement r) {
    return new Finding(
        "none",
        "**unverified**",
        "the spec states no check for it; a person must judge" + proposed(r),
        List.of());
  }

  /** Which property it may mean, where it claims that something never or always happens. */
  private String proposed(Requirement r) {
    Decisions design =
        new Standing(dossier).top().map(j -> j.hypothesis().decisions()).orElse(Decisions.NONE);
    var proposals = Proposals.of(dossier.spec(), dossier.kit(), design, r);
    if (!proposals.claimed()) {
      return "";
    }
    String ask = Markdown.code("sds explain " + r.id());
    return proposals
        .best()
        .map(
            p ->
                ". It may mean "
                    + Markdown.code(p.key() + ": " + p.property().name())
                    + " ("
                    + Markdown.text(p.property().comment().strip().replaceFirst("\\.$", ""))
                    + "): "
                    + ask
                    + " says how to name it, and "
                    + Markdown.code("--examples")
                    + " what it allows and forbids")
        .orElse(". No property that is known and no template fits it: " + ask);
  }

  private Finding found(Requirement r) {
    List<Standing.Found> about =
        all.stream().filter(f -> f.evidence().requirements().contains(r.id())).toList();
    for (Standing.Found f : about) {
      if (against(f.evidence())) {
        return new Finding(kind(f.evidence()), "**not met**", words(f), List.of(f.stage()));
      }
    }
    return switch (r.check()) {
      case Check.Invariant _ -> checked(about, "");
      case Check.Liveness _ -> checked(about, fairness());
      case Check.Bound b -> measured(r, b.metric(), about);
      case Check.Objective o -> measured(r, o.metric(), about);
      case Check.Interface _ -> supported(about);
      case null -> unchecked(r);
    };
  }

  private static boolean against(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Finding f -> f.weight() == Weight.FATAL || f.weight() == Weight.AGAINST;
      case Evidence.ModelCheck m -> m.outcome() instanceof CheckOutcome.Violated;
      case Evidence.Measurement _, Evidence.ToolFailure _ -> false;
    };
  }

  private static String kind(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Finding _ -> "finding";
      case Evidence.ModelCheck _ -> "model check of the design";
      case Evidence.Measurement _ -> "measurement";
      case Evidence.ToolFailure _ -> "none";
    };
  }

  private String words(Standing.Found found) {
    if (holdouts.hide(found.judged(), found.evidence())) {
      return against(found.evidence()) ? Holdouts.FAILED : "held on the holdout workloads";
    }
    return switch (found.evidence()) {
      case Evidence.Finding f -> Markdown.text(f.message());
      case Evidence.ModelCheck m ->
          Markdown.text(m.instance()) + ": " + Phrases.outcome(m.outcome());
      case Evidence.Measurement m ->
          Markdown.code(m.metric()) + " " + figures.metric(m.metric(), m.value());
      case Evidence.ToolFailure f -> Markdown.text(f.why());
    };
  }

  /** What promises rest on. */
  private String fairness() {
    return new Standing(dossier)
        .protocol()
        .flatMap(ProtocolLimits::fairness)
        .map(assumed -> ", if " + assumed)
        .orElse("");
  }

  private Finding checked(List<Standing.Found> about, String assumed) {
    List<Standing.Found> checks =
        about.stream().filter(f -> f.evidence() instanceof Evidence.ModelCheck).toList();
    List<Standing.Found> runs =
        about.stream().filter(f -> f.stage() == Stage.CODE && supports(f.evidence())).toList();
    if (checks.isEmpty()) {
      return runs.isEmpty()
          ? unverified("no model checker has settled it")
          : new Finding(
              "runs of the code",
              "seen to hold in " + Figures.count(runs.size(), "check"),
              words(runs.getFirst()),
              List.of(Stage.CODE));
    }
    Standing.Found first = checks.getFirst();
    var stages = new ArrayList<>(List.of(first.stage()));
    String more = "; the code itself was not checked against it";
    if (!runs.isEmpty()) {
      stages.add(Stage.CODE);
      more = "; " + Figures.count(runs.size(), "check") + " of the code agreed";
    }
    return new Finding(
        runs.isEmpty()
            ? "model check of the design"
            : "model check of the design, runs of the code",
        status(((Evidence.ModelCheck) first.evidence()).outcome()),
        words(first) + (passed(first) ? assumed : "") + more,
        stages);
  }

  private static boolean passed(Standing.Found found) {
    return found.evidence() instanceof Evidence.ModelCheck(_, _, _, CheckOutcome outcome)
        && (outcome instanceof CheckOutcome.Verified || outcome instanceof CheckOutcome.Vacuous);
  }

  private static String status(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Verified _ -> "model-checked within bounds";
      case CheckOutcome.Vacuous _ -> "model-checked within bounds, in part vacuously";
      case CheckOutcome.Bounded _ -> "**not settled**: explored in part";
      case CheckOutcome.Violated _ -> "**not met**";
      case CheckOutcome.ModelError _, CheckOutcome.ToolFailure _ -> "**not settled**";
    };
  }

  private Finding measured(Requirement r, String metric, List<Standing.Found> about) {
    var runs = new TreeMap<String, List<Double>>();
    new Standing(dossier)
        .at(Stage.CODE)
        .ifPresent(j -> runs.putAll(Checks.train(j, dossier.spec(), metric)));
    boolean faulted = !r.under().isEmpty();
    if (faulted || (runs.isEmpty() && isSupported(about))) {
      return supported(about);
    }
    if (runs.isEmpty()) {
      return sketched(r, metric, about);
    }
    int n = runs.values().stream().mapToInt(List::size).sum();
    String status =
        r.check() instanceof Check.Objective
            ? "measured on "
            : about.stream().anyMatch(f -> f.stage() == Stage.CODE && supports(f.evidence()))
                ? "measured to hold on "
                : "measured, **not judged**, on ";
    return new Finding(
        "simulation",
        status + Figures.count(n, "train seed") + heldOut(about),
        r.check() instanceof Check.Objective
            ? means(metric, runs)
            : said(about).orElse(means(metric, runs)),
        List.of(Stage.CODE));
  }

  /** Sketches say how good a design is, and are too few to judge a bound by. */
  private Finding sketched(Requirement r, String metric, List<Standing.Found> about) {
    var runs = new TreeMap<String, List<Double>>();
    var stages = new TreeSet<Stage>();
    for (Standing.Found f : about) {
      if (f.evidence() instanceof Evidence.Measurement m
          && m.metric().equals(metric)
          && m.fidelity() == Evidence.Fidelity.SHORT) {
        runs.computeIfAbsent(m.workload(), _ -> new ArrayList<>()).add(m.value());
        stages.add(f.stage());
      }
    }
    if (runs.isEmpty()) {
      return supported(about);
    }
    int n = runs.values().stream().mapToInt(List::size).sum();
    String words = means(metric, runs) + ", in " + Figures.count(n, "sketch run");
    return r.check() instanceof Check.Objective
        ? new Finding("sketch", "estimated, not measured", words, List.copyOf(stages))
        : unverified(words + ", too few to judge a bound by");
  }

  /** A bound's own words, with the end of its interval. */
  private Optional<String> said(List<Standing.Found> about) {
    List<String> said =
        about.stream()
            .filter(f -> f.stage() == Stage.CODE && supports(f.evidence()))
            .filter(f -> !holdouts.hide(f.judged(), f.evidence()))
            .map(this::words)
            .toList();
    return said.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", said));
  }

  private String heldOut(List<Standing.Found> about) {
    return about.stream().anyMatch(f -> holdouts.hide(f.judged(), f.evidence()))
        ? ", and on the holdout workloads"
        : "";
  }

  private String means(String metric, Map<String, List<Double>> runs) {
    var words = new ArrayList<String>();
    runs.forEach(
        (workload, values) -> {
          double sum = values.stream().sorted().mapToDouble(Double::doubleValue).sum();
          words.add(
              "mean "
                  + figures.metric(metric, sum / values.size())
                  + " on "
                  + Markdown.code(workload));
        });
    return String.join(", ", words);
  }

  private static boolean isSupported(List<Standing.Found> about) {
    return about.stream().anyMatch(f -> supports(f.evidence()));
  }

  private Finding supported(List<Standing.Found> about) {
    return about.stream()
        .filter(f -> supports(f.evidence()))
        .findFirst()
        .map(
            f ->
                f.stage() == Stage.CODE
                    ? new Finding("check of the code", "checked", words(f), List.of(f.stage()))
                    : new Finding(
                        "model of the " + f.stage().label(),
                        "estimated, not measured",
                        words(f),
                        List.of(f.stage())))
        .orElse(unverified("nothing that was run speaks of it"));
  }

  private static boolean supports(Evidence evidence) {
    return evidence instanceof Evidence.Finding f && f.weight() == Weight.FOR;
  }

  private static Finding unverified(String why) {
    return new Finding("none", "**unverified**", why, List.of());
  }

  /** What is known of one requirement. */
  private record Finding(String kind, String status, String evidence, List<Stage> stages) {}

  /** One requirement in words. */
  public record Row(
      String id,
      String words,
      String check,
      String kind,
      String status,
      String evidence,
      String links,
      boolean unverified) {}
}
