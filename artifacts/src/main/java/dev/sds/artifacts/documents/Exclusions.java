package dev.sds.artifacts.documents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.documents.markup.Markdown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What keeps some decisions from being taken: the spec, or a proof. */
record Exclusions(Dossier dossier) {

  /** What a person has decided against them, as a sentence. */
  Optional<String> ruledOut(Decisions decisions) {
    return decisions.values().entrySet().stream().flatMap(this::ruledOut).findFirst();
  }

  private Stream<String> ruledOut(Map.Entry<String, String> decision) {
    String kind = decision.getKey();
    String pinned = dossier.spec().pinned().get(kind);
    if (pinned != null && !pinned.equals(decision.getValue())) {
      return Stream.of(
          "Ruled out by the spec, which pins " + Markdown.code(kind + ": " + pinned) + ".");
    }
    return dossier.spec().forbidden().getOrDefault(kind, List.of()).contains(decision.getValue())
        ? Stream.of(
            "Ruled out by the spec, which forbids "
                + Markdown.code(kind + ": " + decision.getValue())
                + ".")
        : Stream.empty();
  }

  /** A proof against them, of any stage. */
  Optional<Nogood> nogood(Decisions decisions) {
    return dossier.stages().reversed().stream()
        .flatMap(r -> r.nogoods().stream())
        .filter(n -> n.excludes(decisions))
        .findFirst();
  }
}
