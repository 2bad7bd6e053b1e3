package dev.sds.artifacts.kit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What new code for a decision may look at and must return: the space in which an author that
 * writes programs searches.
 *
 * @param hole of the template that the code fills
 * @param requires traits that other decisions must bring for the code to make sense
 * @param start the simplest program: the name of a feature, or {@code always}
 * @param loops things that a program may sum over
 */
public record ProgramSpace(
    String hole,
    Result result,
    Set<String> requires,
    String start,
    List<Feature> features,
    List<Loop> loops) {

  /** The program that admits everything. */
  public static final String ALWAYS = "always";

  public ProgramSpace {
    requires = Collections.unmodifiableSet(new TreeSet<>(requires));
    features = List.copyOf(features);
    loops = List.copyOf(loops);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("The hole '" + hole + "' offers no features.");
    }
    Map<String, String> units = new TreeMap<>();
    features.forEach(f -> units.put(f.name(), f.unit()));
    for (Loop loop : loops) {
      for (Feature f : loop.features()) {
        if (units.put(f.name(), f.unit()) != null) {
          throw new IllegalArgumentException(
              "Two features of the hole '%s' are called '%s'.".formatted(hole, f.name()));
        }
      }
    }
    for (Feature f : features) {
      if (!f.limit().isEmpty() && !f.unit().equals(units.get(f.limit()))) {
        throw new IllegalArgumentException(
            "The feature '%s' counts %s, but '%s' that limits it does not."
                .formatted(f.name(), f.unit(), f.limit()));
      }
    }
  }

  /** A feature by its name, those of loops included. */
  public Optional<Feature> feature(String name) {
    return Stream.concat(features.stream(), loops.stream().flatMap(l -> l.features().stream()))
        .filter(f -> f.name().equals(name))
        .findFirst();
  }

  public Optional<Loop> loop(String name) {
    return loops.stream().filter(l -> l.name().equals(name)).findFirst();
  }

  /**
   * Things of one kind that a program may sum over.
   *
   * @param name what they are, in the plural
   * @param each the head of the Java loop over them, without {@code for} and parentheses
   * @param typical how many there are, at least 1
   * @param features numbers that each of them has
   * @param support code in other holes that the loop rests on, such as what keeps a list of them
   */
  public record Loop(
      String name,
      String each,
      double typical,
      String doc,
      List<Feature> features,
      Map<String, String> support) {

    public Loop {
      features = List.copyOf(features);
      support = Collections.unmodifiableMap(new TreeMap<>(support));
      if (features.isEmpty() || !(typical >= 1)) {
        throw new IllegalArgumentException(
            "The loop '%s' has %d features and typically %s turns."
                .formatted(name, features.size(), typical));
      }
    }

    /** A loop over what is at hand. */
    public Loop(String name, String each, double typical, String doc, List<Feature> features) {
      this(name, each, typical, doc, features, Map.of());
    }

    public boolean has(String feature) {
      return features.stream().anyMatch(f -> f.name().equals(feature));
    }
  }

  /** What a program returns. */
  public enum Result {
    /** A number; what it means, the template says. */
    NUMBER,
    /** Yes or no. */
    TRUTH
  }

  /**
   * A number that a program may use.
   *
   * @param name in words that read well in generated code, joined by dashes
   * @param code the Java expression behind it
   * @param typical its order of magnitude, above 0, so that constants beside it start sensibly
   * @param unit what it counts, such as {@code tokens}, so that like is compared with like; empty
   *     where that is open. A ratio, {@code tokens/blocks}, turns the one into the other.
   * @param limit the feature that it is a share of, such as memory used of memory; empty for none
   * @param support code in other holes that the expression rests on, such as a field and its update
   */
  public record Feature(
      String name,
      String code,
      double typical,
      String unit,
      String limit,
      String doc,
      Map<String, String> support) {

    public Feature {
      if (!(typical > 0)) {
        throw new IllegalArgumentException(
            "The feature '" + name + "' is typically " + typical + ", which is not above 0.");
      }
      support = Collections.unmodifiableMap(new TreeMap<>(support));
    }
  }
}
