package dev.sds.verification.trace;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.evaluators.Subject;
import dev.sds.verification.Limits;
import dev.sds.verification.TlcRunner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What goes wrong with designs that decide otherwise: behaviours worth trying on code that is to
 * stand them.
 */
public final class Stories {

  private static final int MOST_DESIGNS = 5;

  private final TlcRunner tlc;
  private final Limits limits;
  private final Map<String, List<List<TraceEvent>>> told = new ConcurrentHashMap<>();

  public Stories(TlcRunner tlc, Limits limits) {
    this.tlc = tlc;
    this.limits = limits;
  }

  /**
   * The counterexamples of the nearest designs that break an invariant; empty if the checker
   * failed. Many pieces of code share a protocol, and so what goes wrong around it.
   */
  public Optional<List<List<TraceEvent>>> of(Subject subject, Instance instance)
      throws InterruptedException {
    String key = bare(subject, subject.hypothesis().decisions()) + " " + instance;
    List<List<TraceEvent>> known = told.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<List<List<TraceEvent>>> found = find(subject, instance);
    found.ifPresent(stories -> told.put(key, stories));
    return found;
  }

  private Optional<List<List<TraceEvent>>> find(Subject subject, Instance instance)
      throws InterruptedException {
    Set<Protocol> tried = new LinkedHashSet<>();
    tried.add(bare(subject, subject.hypothesis().decisions()));
    List<List<TraceEvent>> stories = new ArrayList<>();
    for (Decisions other : others(subject)) {
      Protocol protocol = bare(subject, other);
      if (tried.size() <= MOST_DESIGNS && tried.add(protocol)) {
        switch (tlc.check(protocol, instance, limits)) {
          case CheckOutcome.Violated violated -> stories.add(story(violated));
          case CheckOutcome.ToolFailure _ -> {
            return Optional.empty();
          }
          case CheckOutcome.Verified _,
              CheckOutcome.Bounded _,
              CheckOutcome.Vacuous _,
              CheckOutcome.ModelError _ -> {}
        }
      }
    }
    return Optional.of(stories);
  }

  /** Invariants are broken in few steps; promises would take a second run to break. */
  private static Protocol bare(Subject subject, Decisions decisions) {
    Set<String> traits = subject.kit().catalogue().traits(decisions);
    Protocol protocol = subject.kit().protocol().compose(traits, subject.spec().temporal());
    return protocol.withProperties(protocol.safety());
  }

  /** Consistent designs that coordinate otherwise, those that differ least first. */
  private static List<Decisions> others(Subject subject) {
    Catalogue catalogue = subject.kit().catalogue();
    Decisions made = subject.hypothesis().decisions();
    List<Decisions> designs = List.of(made);
    for (DecisionKind kind : catalogue.kinds()) {
      if (made.value(kind.name()).isPresent() && shapes(subject, kind)) {
        designs =
            designs.stream()
                .flatMap(d -> kind.choices().stream().map(c -> d.with(kind.name(), c.name())))
                .toList();
      }
    }
    return designs.stream()
        .filter(catalogue::consistent)
        .sorted(Comparator.comparingInt(d -> differences(made, d)))
        .toList();
  }

  /** Whether the protocol depends on a decision. */
  private static boolean shapes(Subject subject, DecisionKind kind) {
    Decisions made = subject.hypothesis().decisions();
    return kind.choices().stream()
            .map(c -> bare(subject, made.with(kind.name(), c.name())))
            .distinct()
            .count()
        > 1;
  }

  private static int differences(Decisions left, Decisions right) {
    return (int)
        left.values().entrySet().stream()
            .filter(e -> !e.getValue().equals(right.value(e.getKey()).orElse("")))
            .count();
  }

  private static List<TraceEvent> story(CheckOutcome.Violated violated) {
    return violated.counterexample().steps().stream()
        .filter(step -> !step.initial())
        .map(step -> new TraceEvent(step.action(), step.parameters(), Map.of()))
        .toList();
  }
}
