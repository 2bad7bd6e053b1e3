package dev.sds.verification;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Statistics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the actions of a design have their occasion. What reacts to a fault never happens in a run
 * without that fault; a pass of such a run is not vacuous if another run of the same design takes
 * the action.
 */
final class Occasions {

  private Occasions() {}

  static List<Evidence> among(List<Evidence> evidence) {
    Set<String> taken =
        evidence.stream()
            .flatMap(e -> e instanceof Evidence.ModelCheck m ? taken(m).stream() : null)
            .collect(Collectors.toSet());
    return evidence.stream().map(e -> settled(e, taken)).toList();
  }

  private static Evidence settled(Evidence evidence, Set<String> taken) {
    if (!(evidence instanceof Evidence.ModelCheck check
        && check.outcome() instanceof CheckOutcome.Vacuous vacuous)) {
      return evidence;
    }
    List<String> never = vacuous.never().stream().filter(a -> !taken.contains(a)).toList();
    CheckOutcome outcome =
        never.isEmpty() ? vacuous.passed() : new CheckOutcome.Vacuous(never, vacuous.passed());
    return new Evidence.ModelCheck(check.source(), check.requirements(), check.instance(), outcome);
  }

  private static Set<String> taken(Evidence.ModelCheck check) {
    Statistics statistics =
        switch (check.outcome()) {
          case CheckOutcome.Verified v -> v.statistics();
          case CheckOutcome.Vacuous v -> v.passed().statistics();
          case CheckOutcome.Bounded b -> b.statistics();
          case CheckOutcome.Violated _, CheckOutcome.ModelError _, CheckOutcome.ToolFailure _ ->
              new Statistics(0, 0, 0, 0, java.util.Map.of());
        };
    return statistics.taken().entrySet().stream()
        .filter(e -> e.getValue() > 0)
        .map(java.util.Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
