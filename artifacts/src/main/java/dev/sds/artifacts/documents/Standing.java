package dev.sds.artifacts.documents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Miss;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What everything now stands on: the lead, and of each stage the hypothesis it was built from. */
public record Standing(Dossier dossier) {

  /** The lead; where no design meets the spec, the one that comes nearest. */
  public Optional<Judged> top() {
    return dossier.leading().or(() -> Optional.ofNullable(dossier.miss()).map(Miss::nearest));
  }

  /** The judged hypothesis of a stage that the top was built from, or the top itself. */
  public Optional<Judged> at(Stage stage) {
    Optional<Judged> top = top();
    if (top.isEmpty() || top.get().hypothesis().stage() == stage) {
      return top;
    }
    Hypothesis hypothesis = top.get().hypothesis();
    return hypothesis.stage().isBefore(stage)
        ? Optional.empty()
        : dossier.stage(stage).stream()
            .flatMap(r -> Stream.concat(r.survivors().stream(), r.judged().stream()))
            .filter(j -> hypothesis.decisions().includes(j.hypothesis().decisions()))
            .findFirst();
  }

  /** The hypothesis that shows what a stage decided. */
  Optional<Hypothesis> hypothesis(Stage stage) {
    return at(stage)
        .or(() -> top().filter(t -> !t.hypothesis().stage().isBefore(stage)))
        .map(Judged::hypothesis);
  }

  /** The protocol of the design, with all that the spec asks of it. */
  Optional<Protocol> protocol() {
    return hypothesis(Stage.DESIGN)
        .map(
            design ->
                dossier
                    .kit()
                    .protocol()
                    .compose(
                        dossier.kit().catalogue().traits(design.decisions()),
                        dossier.spec().temporal()));
  }

  /** The decisions that the stage itself owns. */
  public Decisions own(Stage stage, Decisions decisions) {
    var own = new java.util.TreeMap<String, String>();
    dossier
        .kit()
        .catalogue()
        .kinds(stage)
        .forEach(k -> decisions.value(k.name()).ifPresent(v -> own.put(k.name(), v)));
    return new Decisions(own);
  }

  /** All evidence about what stands, the dearest stage first. */
  public List<Found> evidence() {
    var found = new ArrayList<Found>();
    for (Stage stage : List.of(Stage.CODE, Stage.DESIGN, Stage.ARCHITECTURE)) {
      at(stage)
          .ifPresent(j -> j.verdict().evidence().forEach(e -> found.add(new Found(stage, j, e))));
    }
    return found;
  }

  /** A piece of evidence with where it comes from. */
  public record Found(Stage stage, Judged judged, Evidence evidence) {}
}
