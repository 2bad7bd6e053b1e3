package dev.sds.cli.report;

import dev.sds.artifacts.Comparison;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.documents.Standing;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a decision is as it is: who made it, what else was there, and what became of that. */
public final class DecisionExplanation {

  private final Dossier dossier;
  private final EvidenceText text;
  private final DecisionKind kind;
  private final List<String> lines = new ArrayList<>();

  public DecisionExplanation(Dossier dossier, DecisionKind kind) {
    this.dossier = dossier;
    this.text = new EvidenceText(dossier);
    this.kind = kind;
  }

  /**
   * The lines for a terminal.
   *
   * @param asked only this value; empty for all
   */
  public List<String> of(Optional<String> asked) {
    Optional<Judged> lead =
        new Standing(dossier)
            .top()
            .filter(j -> j.hypothesis().decisions().value(kind.name()).isPresent());
    String chosen =
        lead.flatMap(j -> j.hypothesis().decisions().value(kind.name())).orElse("not decided");
    say(kind.name() + ": " + chosen + "  (a decision of the " + kind.stage().label() + " stage)");
    say("    " + kind.question());
    say("    decided by " + Explanation.decidedBy(dossier.spec(), kind.name(), lead));
    for (Choice choice : kind.choices()) {
      if (asked.map(choice.name()::equals).orElse(true)) {
        say("");
        say(
            (choice.name().equals(chosen) ? "* " : "  ")
                + choice.name()
                + ": "
                + one(choice.doc()));
        say("    source: " + one(choice.source()));
        fate(choice).forEach(line -> say("    " + line));
      }
    }
    effects().forEach(this::say);
    return lines;
  }

  private List<String> fate(Choice choice) {
    var fate = new ArrayList<String>();
    if (dossier.spec().forbidden().getOrDefault(kind.name(), List.of()).contains(choice.name())) {
      fate.add("you forbid it in spec.yaml");
    }
    for (Nogood n : nogoods()) {
      if (Explanation.has(n.decisions(), kind.name(), choice.name())) {
        String others = n.decisions().without(kind.name()).toString();
        fate.add(
            "excluded by "
                + n.requirement()
                + (others.isEmpty() ? "" : " together with " + others)
                + ": "
                + n.why());
      }
    }
    tried(choice).ifPresent(fate::add);
    if (fate.isEmpty()) {
      fate.add("never tried");
    }
    return fate;
  }

  private List<Nogood> nogoods() {
    return dossier.stages().stream().flatMap(s -> s.nogoods().stream()).distinct().toList();
  }

  /** How hypotheses with this choice fared at the latest stage that judged any. */
  private Optional<String> tried(Choice choice) {
    for (StageReport report : dossier.stages().reversed()) {
      List<Judged> with =
          report.judged().stream()
              .filter(j -> Explanation.has(j.hypothesis().decisions(), kind.name(), choice.name()))
              .toList();
      if (!with.isEmpty()) {
        long accepted = with.stream().filter(Judged::accepted).count();
        String best =
            report.survivors().stream()
                .filter(with::contains)
                .findFirst()
                .or(() -> with.stream().filter(Judged::accepted).findFirst())
                .flatMap(text::score)
                .map(s -> "; for instance " + s)
                .orElse("");
        return Optional.of(
            "tried in "
                + with.size()
                + " of "
                + report.judged().size()
                + " hypotheses of the "
                + report.stage().label()
                + " stage, "
                + accepted
                + " accepted"
                + best);
      }
    }
    return Optional.empty();
  }

  private List<String> effects() {
    List<Comparison> mine =
        dossier.comparisons().stream()
            .filter(c -> c.question().equals("without its " + kind.name()))
            .toList();
    var effects = new ArrayList<String>();
    if (!mine.isEmpty()) {
      effects.add("");
      effects.add("What it is worth: the chosen design against the same without this choice");
    }
    for (Comparison c : mine) {
      effects.add(
          String.format(
              Locale.ROOT,
              "  %s %s of that with %s, on %s, %s%s",
              c.metric(),
              c.ratio().words(),
              c.against(),
              c.where(),
              Figures.count(c.ratio().pairs(), "seed"),
              c.ratio().clear() ? "" : ": no clear difference"));
    }
    return effects;
  }

  private static String one(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private void say(String line) {
    lines.add(line);
  }
}
