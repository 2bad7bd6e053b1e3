package dev.sds.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody who wrote an unknown name may have meant. */
public final class Spelling {

  private static final int MOST_LISTED = 20;
  private static final int LEAST_PART = 3;

  private Spelling() {}

  /** The known name nearest to a wrong one, if any is near. */
  public static Optional<String> nearest(String wrong, Collection<String> known) {
    String word = plain(wrong);
    int limit = Math.min(3, (word.length() + 1) / 3);
    Optional<String> similar =
        known.stream()
            .filter(name -> Math.abs(name.length() - word.length()) <= limit)
            .filter(name -> distance(word, plain(name)) <= Math.min(limit, name.length() - 1))
            .min(
                Comparator.comparingInt((String name) -> distance(word, plain(name)))
                    .thenComparing(Comparator.naturalOrder()));
    return similar.isPresent() ? similar : partOf(word, known);
  }

  /** The way out of an unknown name: the nearest known one and the list of all. */
  public static String wayOut(String wrong, Collection<String> known) {
    String all = "Known: " + listed(known) + ".";
    if (known.isEmpty()) {
      return "None is known here.";
    }
    return nearest(wrong, known).map(name -> "Did you mean `" + name + "`? " + all).orElse(all);
  }

  private static String listed(Collection<String> known) {
    List<String> names = List.copyOf(known);
    String shown = names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    int more = names.size() - MOST_LISTED;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private static Optional<String> partOf(String word, Collection<String> known) {
    if (word.length() < LEAST_PART) {
      return Optional.empty();
    }
    return known.stream()
        .filter(name -> plain(name).contains(word) || endsAlike(word, plain(name)))
        .min(Comparator.naturalOrder());
  }

  private static boolean endsAlike(String word, String name) {
    return name.length() >= LEAST_PART && word.endsWith("-" + name);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }

  /** Insertions, deletions, replacements and swaps of neighbours from one word to the other. */
  private static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(from, to, cost, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int cheapest(String from, String to, int[][] cost, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int best = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
    best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
