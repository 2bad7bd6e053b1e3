package dev.sds.artifacts.documents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Technique;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What the literature, as far as the kit knows it, says about some decisions. */
record Published(Catalogue catalogue, Decisions all) {

  /** The technique that the design is, as far as it concerns these decisions of it. */
  Optional<Technique> technique(Decisions decisions) {
    return catalogue.techniques().stream()
        .filter(t -> all.includes(t.decisions()) && !shared(t, decisions).isEmpty())
        .max(Comparator.comparingInt(t -> t.decisions().values().size()));
  }

  /** The published value of a parameter: the technique's own, else its choice's. */
  double value(Catalogue.NamedParameter parameter, Decisions decisions) {
    return technique(decisions)
        .map(t -> t.parameters().get(parameter.name()))
        .orElse(parameter.parameter().initial());
  }

  List<Words> words(Decisions decisions) {
    return technique(decisions).map(t -> words(t, "")).stream().toList();
  }

  /** Where the combination itself is not published: techniques that share a choice with it. */
  List<Words> related(Decisions decisions) {
    if (technique(decisions).isPresent()) {
      return List.of();
    }
    return catalogue.techniques().stream()
        .filter(t -> !shared(t, decisions).isEmpty())
        .map(
            t ->
                words(
                    t,
                    Phrases.codes(
                        shared(t, decisions).values().entrySet().stream()
                            .map(e -> e.getKey() + ": " + e.getValue())
                            .toList())))
        .toList();
  }

  private static Decisions shared(Technique technique, Decisions decisions) {
    var shared = new TreeMap<>(technique.decisions().values());
    shared.entrySet().retainAll(decisions.values().entrySet());
    return new Decisions(shared);
  }

  private static Words words(Technique t, String shared) {
    return new Words(
        Markdown.text(t.name()),
        Phrases.closed(Markdown.text(t.doc())),
        Phrases.closed(Markdown.text(t.source())),
        t.failureModes().stream().map(f -> Phrases.closed(Markdown.text(f))).toList(),
        shared);
  }

  /**
   * A technique in words.
   *
   * @param shared the decisions it has in common with the design; empty where it is the design
   */
  public record Words(
      String name, String doc, String source, List<String> failureModes, String shared) {}
}
