package dev.sds.artifacts.kit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What new code for a decision may look at and must return: the space in which an author that
 * writes programs searches.
 *
 * @param hole of the template that the code fills
 * @param requires traits that other decisions must bring for the code to make sense
 * @param start the simplest program: the name of a feature, or {@code always}
 */
public record ProgramSpace(
    String hole, Result result, Set<String> requires, String start, List<Feature> features) {

  /** The program that admits everything. */
  public static final String ALWAYS = "always";

  public ProgramSpace {
    requires = Collections.unmodifiableSet(new TreeSet<>(requires));
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("The hole '" + hole + "' offers no features.");
    }
    Map<String, String> units = new TreeMap<>();
    features.forEach(f -> units.put(f.name(), f.unit()));
    for (Feature f : features) {
      if (!f.limit().isEmpty() && !f.unit().equals(units.get(f.limit()))) {
        throw new IllegalArgumentException(
            "The feature '%s' counts %s, but '%s' that limits it does not."
                .formatted(f.name(), f.unit(), f.limit()));
      }
    }
  }

  public Optional<Feature> feature(String name) {
    return features.stream().filter(f -> f.name().equals(name)).findFirst();
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
