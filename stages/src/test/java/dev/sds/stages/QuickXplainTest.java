package dev.sds.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuickXplainTest {

  @Test
  void onePair_isFound() {
    var pair = new QuickXplain<String>(s -> s.contains("b") && s.contains("d"));

    assertThat(pair.minimise(List.of("a", "b", "c", "d", "e"))).containsExactly("b", "d");
  }

  @Test
  void aConflictOfNothing_blamesNothing() {
    assertThat(new QuickXplain<String>(_ -> true).minimise(List.of("a", "b"))).isEmpty();
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aMinimalConflict_isOneThatBruteForceFinds(long seed) {
    var random = new Random(seed);
    int size = 1 + random.nextInt(9);
    List<Integer> all = IntStream.range(0, size).boxed().toList();
    List<Set<Integer>> conflicts = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      var conflict = new HashSet<Integer>();
      all.forEach(e -> addSometimes(conflict, e, random));
      conflicts.add(conflict.isEmpty() ? Set.of(random.nextInt(size)) : conflict);
    }

    List<Integer> minimal = new QuickXplain<Integer>(s -> isConflict(s, conflicts)).minimise(all);

    assertThat(minimalOnes(size, conflicts))
        .as("seed %s: %s of %s", seed, minimal, conflicts)
        .contains(Set.copyOf(minimal));
    assertThat(minimal).as("seed %s", seed).doesNotHaveDuplicates();
  }

  private static void addSometimes(Set<Integer> set, int element, Random random) {
    if (random.nextInt(3) == 0) {
      set.add(element);
    }
  }

  private static boolean isConflict(List<Integer> chosen, List<Set<Integer>> conflicts) {
    return conflicts.stream().anyMatch(c -> new HashSet<>(chosen).containsAll(c));
  }

  private static Set<Set<Integer>> minimalOnes(int size, List<Set<Integer>> conflicts) {
    var minimal = new HashSet<Set<Integer>>();
    for (int bits = 0; bits < 1 << size; bits++) {
      int chosen = bits;
      List<Integer> subset =
          IntStream.range(0, size).filter(i -> (chosen >> i & 1) == 1).boxed().toList();
      boolean isMinimal =
          isConflict(subset, conflicts)
              && subset.stream()
                  .noneMatch(
                      e ->
                          isConflict(
                              subset.stream().filter(x -> !x.equals(e)).toList(), conflicts));
      if (isMinimal) {
        minimal.add(Set.copyOf(subset));
      }
    }
    return minimal;
  }
}
