package dev.sds.cli.bench;

import dev.sds.artifacts.Ratio;
import dev.sds.evaluators.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One method's ratio to another, paired by the seeds of their searches. */
public record Pairing(String method, String against, Ratio ratio) {

  /**
   * Each method against the one before it, where they share a seed.
   *
   * @param values above 0, by the seed of the search, by method in the order of comparison
   */
  public static List<Pairing> of(Map<String, ? extends SortedMap<Long, Double>> values) {
    var pairings = new ArrayList<Pairing>();
    String before = "";
    for (String method : values.keySet()) {
      if (!before.isEmpty()) {
        var ones = new TreeMap<>(values.get(method));
        var others = new TreeMap<>(values.get(before));
        ones.keySet().retainAll(others.keySet());
        others.keySet().retainAll(ones.keySet());
        if (!ones.isEmpty()) {
          pairings.add(
              new Pairing(method, before, Statistics.pairedRatio(array(ones), array(others))));
        }
      }
      before = method;
    }
    return pairings;
  }

  private static double[] array(SortedMap<Long, Double> values) {
    return values.values().stream().mapToDouble(v -> v).toArray();
  }
}
