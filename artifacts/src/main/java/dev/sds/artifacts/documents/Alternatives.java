package dev.sds.artifacts.documents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.artifacts.kit.Architecture;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The architectures that were not chosen, and why. */
final class Alternatives {

  private final Dossier dossier;
  private final Decisions chosen;
  private final Phrases phrases;
  private final Exclusions exclusions;
  private final List<Judged> judged;

  Alternatives(Dossier dossier, Decisions chosen) {
    this.dossier = dossier;
    this.chosen = chosen;
    this.phrases = new Phrases(dossier);
    this.exclusions = new Exclusions(dossier);
    this.judged = dossier.stage(Stage.ARCHITECTURE).map(StageReport::judged).orElse(List.of());
  }

  /** Those of the catalogue in its order, then those an author made up. */
  List<Row> rows() {
    var rows = new ArrayList<Row>();
    var catalogue = dossier.kit().catalogue();
    Optional<Architecture> mine = catalogue.architecture(chosen);
    for (Architecture a : catalogue.architectures()) {
      if (!mine.map(a::equals).orElse(false)) {
        rows.add(
            new Row(
                Markdown.code(a.name()),
                phrases.decisions(a.decisions()),
                Markdown.text(a.doc()),
                fate(a.decisions())));
      }
    }
    judged.stream()
        .map(j -> j.hypothesis().decisions())
        .filter(d -> catalogue.architecture(d).isEmpty() && !chosen.includes(d))
        .distinct()
        .forEach(
            d -> rows.add(new Row("(not in the catalogue)", phrases.decisions(d), "", fate(d))));
    return rows;
  }

  private String fate(Decisions decisions) {
    return exclusions
        .ruledOut(decisions)
        .or(() -> judged(decisions))
        .or(() -> exclusions.nogood(decisions).map(n -> "Excluded unjudged. " + phrases.nogood(n)))
        .orElse("Not tried.");
  }

  private Optional<String> judged(Decisions decisions) {
    return judged.stream()
        .filter(j -> j.hypothesis().decisions().includes(decisions))
        .findFirst()
        .map(j -> fate(j, decisions));
  }

  private String fate(Judged j, Decisions decisions) {
    String why = Phrases.closed(phrases.why(j));
    return switch (j.verdict()) {
      case Verdict.Rejected r ->
          "Rejected: it breaks " + phrases.requirement(r.requirement()) + ". " + why;
      case Verdict.Inconclusive _ -> "Not settled. " + why;
      case Verdict.Accepted _ ->
          exclusions
              .nogood(decisions)
              .map(n -> "Passed at first, dropped later. " + phrases.nogood(n))
              .orElse(
                  kept(j)
                      ? "Kept as a fallback. " + why
                      : "Passed, but not kept: others ranked higher.");
    };
  }

  private boolean kept(Judged j) {
    return dossier
        .stage(Stage.ARCHITECTURE)
        .map(r -> r.survivors().stream().anyMatch(s -> s.hypothesis().equals(j.hypothesis())))
        .orElse(false);
  }

  /** One alternative. */
  public record Row(String name, String decisions, String doc, String fate) {}
}
