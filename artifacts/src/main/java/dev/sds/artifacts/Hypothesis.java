package dev.sds.artifacts;

import dev.sds.spec.Stage;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A candidate refinement.
 *
 * @param stage whose artifact it proposes
 * @param author who proposes it
 * @param decisions all choices that hold in it, those of earlier stages included
 * @param parameters tuned numbers of the choices, by {@code kind.parameter}
 * @param origin how it came about: a published technique, a neighbour of another hypothesis, a
 *     sample
 * @param claim why its author expects it to do well, in a sentence
 * @param prediction of the first objective; null where the author has none
 * @param artifacts what the author wrote for it; empty where the kit's templates say all
 */
public record Hypothesis(
    Stage stage,
    String author,
    Decisions decisions,
    SortedMap<String, Double> parameters,
    String origin,
    String claim,
    @Nullable Prediction prediction,
    List<Artifact> artifacts) {

  /** The author of what a person wrote. */
  public static final String HUMAN = "human";

  public Hypothesis {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    artifacts = List.copyOf(artifacts);
  }

  /** The same, proposed by another author. */
  public Hypothesis by(String other) {
    return new Hypothesis(
        stage, other, decisions, parameters, origin, claim, prediction, artifacts);
  }

  /** The same, with another prediction. */
  public Hypothesis expecting(Prediction other) {
    return new Hypothesis(stage, author, decisions, parameters, origin, claim, other, artifacts);
  }

  /** The content hash of what is proposed; author, claim and prediction do not count. */
  public ContentHash id() {
    return ContentHash.of(
        stage.label(), decisions.toString(), parameters.toString(), content().hex());
  }

  /** The content hash of the artifacts alone. */
  public ContentHash content() {
    return ContentHash.of(artifacts.stream().map(a -> a.hash().hex()).toArray(String[]::new));
  }

  /** Whether a person wrote it, over what SDS had generated. */
  public boolean editedByHand() {
    return author.equals(HUMAN);
  }

  public Optional<Prediction> predicts() {
    return Optional.ofNullable(prediction);
  }

  /** The artifacts by path. */
  public SortedMap<String, String> files() {
    var files = new TreeMap<String, String>();
    artifacts.forEach(a -> files.put(a.path(), a.content()));
    return files;
  }
}
