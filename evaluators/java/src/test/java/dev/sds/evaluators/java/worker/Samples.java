package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.JavaSources;
import java.util.Map;
import java.util.Set;

/** Sources for tests. */
final class Samples {

  static final Set<String> API = Set.of("dev.sds.testkit.api");

  private Samples() {}

  static String text(String members, String body) {
    return """
    package router;
    import java.util.*;
    import java.util.function.*;
    import java.util.stream.*;
    import dev.sds.testkit.api.*;
    public class Policy implements Router {
      %s
      public int route(View view) {
        %s
      }
    }
    """
        .formatted(members, body);
  }

  static JavaSources of(String text) {
    return JavaSources.of(Map.of("router/Policy.java", text));
  }

  static JavaSources policy(String members, String body) {
    return of(text(members, body));
  }

  /** About 120 lines with records, an enum, a sealed interface, lambdas and streams. */
  static JavaSources realistic(int variant) {
    var scores = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      scores.append(
          """
            private double term%d(Replica r, View view) {
              double base = r.load() * %d.5 + view.tokens() / 7.0;
              return base > 100 ? StrictMath.sqrt(base) : base + r.id();
            }
          """
              .formatted(i, variant + i));
    }
    return policy(
        """
        sealed interface Choice permits Choice.Use, Choice.Spill {
          record Use(int id) implements Choice {}
          record Spill(String why) implements Choice {}
        }
        enum Mode { CALM(1.0), BUSY(2.5);
          private final double weight;
          Mode(double weight) { this.weight = weight; }
          double weight() { return weight; }
        }
        record Replica(int id, double load) {}
        private final Map<Integer, Long> served = new LinkedHashMap<>();
        private final ArrayDeque<Integer> recent = new ArrayDeque<>();
        private Mode mode = Mode.CALM;
        private Choice choose(List<Replica> replicas, View view) {
          Optional<Replica> best = replicas.stream()
              .min(Comparator.comparingDouble((Replica r) -> score(r, view)).thenComparingInt(Replica::id));
          return best.isPresent() ? new Choice.Use(best.get().id()) : new Choice.Spill("none at " + view.now());
        }
        private double score(Replica r, View view) {
          double s = term0(r, view) * mode.weight();
          for (Map.Entry<Integer, Long> e : served.entrySet()) {
            if (e.getKey() == r.id()) { s += e.getValue() * 0.001; }
          }
          return switch (mode) { case CALM -> s; case BUSY -> s + term1(r, view); };
        }
        %s
        """
            .formatted(scores),
        """
        List<Replica> replicas = IntStream.range(0, view.replicas())
            .mapToObj(i -> new Replica(i, view.load(i))).toList();
        mode = view.tokens() > 500 ? Mode.BUSY : Mode.CALM;
        Choice choice = choose(replicas, view);
        if (choice instanceof Choice.Use use) {
          served.merge(use.id(), 1L, Long::sum);
          recent.addLast(use.id());
          if (recent.size() > 16) { recent.removeFirst(); }
          return use.id();
        }
        return 0;
        """);
  }
}
