package dev.sds.artifacts.kit;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Prediction;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a refinement's search for new code went.
 *
 * @param author who searched
 * @param seed of everything drawn by chance
 * @param granted its own budget, in whole runs
 * @param spent of it, in whole runs
 * @param ideas that were simulated
 * @param finds what it wrote; empty where nothing sound was found
 * @param notes what else is to be said of it, in sentences
 */
public record CreationReport(
    String author,
    long seed,
    int granted,
    double spent,
    int ideas,
    List<Find> finds,
    List<String> notes) {

  public CreationReport {
    finds = List.copyOf(finds);
    notes = List.copyOf(notes);
  }

  /** The same search, of which less is left. */
  public CreationReport with(List<Find> left, List<String> said) {
    return new CreationReport(author, seed, granted, spent, ideas, left, said);
  }

  /** The finds of which some decisions take a choice. */
  public List<Find> in(Decisions decisions) {
    return finds.stream()
        .filter(f -> f.decisions().keySet().stream().anyMatch(k -> f.decides(k, decisions)))
        .toList();
  }

  /**
   * A technique that was written.
   *
   * @param technique its name
   * @param decisions what it decides
   * @param words what each of its choices does, by decision
   * @param expected of it, by the search
   */
  public record Find(
      String technique,
      SortedMap<String, String> decisions,
      SortedMap<String, String> words,
      Prediction expected) {

    public Find {
      decisions = Collections.unmodifiableSortedMap(new TreeMap<>(decisions));
      words = Collections.unmodifiableSortedMap(new TreeMap<>(words));
    }

    /** Whether some decisions take its choice of a kind. */
    public boolean decides(String kind, Decisions others) {
      String own = decisions.get(kind);
      return own != null && others.value(kind).filter(own::equals).isPresent();
    }
  }
}
