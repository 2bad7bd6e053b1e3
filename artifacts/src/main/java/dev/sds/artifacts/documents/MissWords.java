package dev.sds.artifacts.documents;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Miss;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.documents.markup.Markdown;
import java.util.List;
import java.util.Optional;

/** Why no design meets the spec, in words. */
final class MissWords {

  private MissWords() {}

  static List<View> of(Dossier dossier) {
    return Optional.ofNullable(dossier.miss()).map(m -> view(dossier, m)).stream().toList();
  }

  private static View view(Dossier dossier, Miss miss) {
    var phrases = new Phrases(dossier);
    var figures = new Figures(dossier.kit().vocabulary());
    String nearest =
        Optional.ofNullable(miss.nearest())
            .map(
                j ->
                    phrases.decisions(j.hypothesis().decisions())
                        + " (hypothesis "
                        + Markdown.code(j.hypothesis().id().brief())
                        + ")"
                        + Score.of(dossier.spec(), j)
                            .map(
                                s ->
                                    ", with "
                                        + Markdown.code(s.metric())
                                        + " at "
                                        + s.words(figures))
                            .orElse(""))
            .orElse("none: the spec was shown infeasible before any design was judged");
    return new View(
        miss.subject(),
        phrases.requirement(miss.binding()),
        miss.proven()
            ? "Proven: no design of this kit can meet it under this spec"
            : "Measured on the designs that were tried, not proven for all",
        Phrases.closed(Markdown.text(new Holdouts(dossier.spec()).shown(miss.why()))),
        nearest,
        Phrases.closed(Markdown.text(new Holdouts(dossier.spec()).shown(miss.relaxation()))));
  }

  /** The answer that there is no answer. */
  public record View(
      String subject,
      String binding,
      String strength,
      String why,
      String nearest,
      String relaxation) {}
}
