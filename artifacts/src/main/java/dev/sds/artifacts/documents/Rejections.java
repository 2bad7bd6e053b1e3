package dev.sds.artifacts.documents;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Why hypotheses were turned down, with the proof or the measurement. */
final class Rejections {

  private final Dossier dossier;
  private final Phrases phrases;
  private final Holdouts holdouts;

  Rejections(Dossier dossier) {
    this.dossier = dossier;
    this.phrases = new Phrases(dossier);
    this.holdouts = new Holdouts(dossier.spec());
  }

  /** Those that there is more to say of than their reason. */
  List<View> views(List<Judged> judged) {
    var views = new ArrayList<View>();
    for (Judged j : judged) {
      if (j.verdict() instanceof Verdict.Rejected r && !brief(view(j, r))) {
        views.add(view(j, r));
      }
    }
    return views;
  }

  /** The others, by the requirement they break. */
  List<Group> groups(List<Judged> judged) {
    Map<String, List<String>> byRequirement = new TreeMap<>();
    for (Judged j : judged) {
      if (j.verdict() instanceof Verdict.Rejected r && brief(view(j, r))) {
        View v = view(j, r);
        byRequirement
            .computeIfAbsent(
                v.strength() + " to break " + phrases.requirement(r.requirement()),
                _ -> new ArrayList<>())
            .add(v.id() + " (" + v.decisions() + "): " + v.why());
      }
    }
    return byRequirement.entrySet().stream().map(e -> new Group(e.getKey(), e.getValue())).toList();
  }

  private static boolean brief(View view) {
    return view.findings().isEmpty() && view.proofs().isEmpty() && view.nogood().isEmpty();
  }

  private View view(Judged judged, Verdict.Rejected rejected) {
    return new View(
        Markdown.code(judged.hypothesis().id().brief()),
        decided(judged.hypothesis()),
        Phrases.closed("It breaks " + phrases.requirement(rejected.requirement())),
        proven(rejected) ? "Proven" : "Measured",
        Phrases.closed(phrases.why(judged)),
        findings(judged, rejected),
        proofs(judged, rejected),
        rejected.learned().map(phrases::nogood).stream().toList());
  }

  private String decided(Hypothesis h) {
    String parameters = Phrases.parameters(h);
    return phrases.decisions(h.decisions()) + (parameters.isEmpty() ? "" : "; " + parameters);
  }

  private static boolean proven(Verdict.Rejected rejected) {
    return rejected.evidence().stream()
        .anyMatch(
            e ->
                switch (e) {
                  case Evidence.Finding f -> f.weight() == Weight.FATAL;
                  case Evidence.ModelCheck m -> !passed(m.outcome());
                  case Evidence.Measurement _, Evidence.ToolFailure _ -> false;
                });
  }

  private static boolean passed(CheckOutcome outcome) {
    return !(outcome instanceof CheckOutcome.Violated
        || outcome instanceof CheckOutcome.ModelError);
  }

  /** What else speaks against it; the reason itself is told already. */
  private List<String> findings(Judged judged, Verdict.Rejected rejected) {
    return rejected.evidence().stream()
        .filter(e -> !holdouts.hide(judged, e))
        .filter(Evidence.Finding.class::isInstance)
        .map(Evidence.Finding.class::cast)
        .filter(f -> f.weight() == Weight.FATAL || f.weight() == Weight.AGAINST)
        .filter(f -> !f.message().equals(rejected.because()) || !f.where().isEmpty())
        .map(
            f ->
                Markdown.text(f.source())
                    + ": "
                    + Phrases.closed(Markdown.text(f.message()))
                    + (f.where().isEmpty() ? "" : " At " + Markdown.code(f.where()) + "."))
        .toList();
  }

  private List<Proof> proofs(Judged judged, Verdict.Rejected rejected) {
    var proofs = new ArrayList<Proof>();
    for (Evidence e : rejected.evidence()) {
      if (e instanceof Evidence.ModelCheck m && m.outcome() instanceof CheckOutcome.Violated v) {
        proofs.add(proof(judged, m, v.counterexample()));
      }
    }
    return proofs;
  }

  private Proof proof(Judged judged, Evidence.ModelCheck check, Counterexample found) {
    Kit kit = dossier.kit();
    return proof(
        kit.protocol()
            .compose(
                kit.catalogue().traits(judged.hypothesis().decisions()), dossier.spec().temporal()),
        check,
        found);
  }

  /** A counterexample in full. */
  static Proof proof(Protocol protocol, Evidence.ModelCheck check, Counterexample found) {
    String what =
        "Counterexample with "
            + Markdown.text(check.instance())
            + ": "
            + Phrases.steps(found.steps().size())
            + (found.faults() == 0
                ? ", none of them a fault"
                : ", "
                    + Figures.count(found.faults())
                    + " of them "
                    + (found.faults() == 1 ? "a fault" : "faults"))
            + ". A `!` marks a fault. Found by "
            + Markdown.text(check.source())
            + ".";
    return new Proof(
        what,
        Markdown.block("text", found.render()),
        Markdown.block("mermaid", found.mermaid(protocol)));
  }

  /** A rejected hypothesis. */
  public record View(
      String id,
      String decisions,
      String requirement,
      String strength,
      String why,
      List<String> findings,
      List<Proof> proofs,
      List<String> nogood) {}

  /** Hypotheses that break the same requirement. */
  public record Group(String broken, List<String> items) {}

  /** A counterexample. */
  public record Proof(String what, String steps, String diagram) {}
}
