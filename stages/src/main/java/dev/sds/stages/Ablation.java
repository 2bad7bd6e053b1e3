package dev.sds.stages;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.ProjectGenerator;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What each decision of a winner contributes: codes that differ from it in that one alone. */
record Ablation(Context context, Hypothesis winner) {

  /**
   * A code without one of the winner's decisions.
   *
   * @param kind of the decision that it makes otherwise
   */
  record Part(String kind, Hypothesis other) {}

  /**
   * Codes that were judged, the best first; and for each choice that a search wrote and nothing
   * judged is without, the winner with a declared choice in its place.
   */
  List<Part> parts(List<Judged> others) {
    List<Part> parts = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (Judged other : others) {
      differsIn(other.hypothesis().decisions())
          .ifPresent(
              kind -> {
                told.add(kind);
                parts.add(new Part(kind, other.hypothesis()));
              });
    }
    for (DecisionKind kind : context.kit().catalogue().kinds()) {
      if (!told.contains(kind.name())) {
        declared(kind).ifPresent(other -> parts.add(new Part(kind.name(), other)));
      }
    }
    return parts;
  }

  private Optional<String> differsIn(Decisions other) {
    Decisions own = winner.decisions();
    List<String> kinds =
        own.values().keySet().stream().filter(k -> !own.value(k).equals(other.value(k))).toList();
    return kinds.size() == 1 ? Optional.of(kinds.getFirst()) : Optional.empty();
  }

  /** The winner with the first declared choice of a kind, if its own was written by a search. */
  private Optional<Hypothesis> declared(DecisionKind kind) {
    Optional<Choice> own =
        winner.decisions().value(kind.name()).flatMap(kind::choice).filter(Choice::isCreated);
    return own.flatMap(
        _ ->
            context.admission().choices(kind).stream()
                .filter(c -> !c.isCreated())
                .map(c -> winner.decisions().with(kind.name(), c.name()))
                .filter(context.kit().catalogue()::consistent)
                .findFirst()
                .map(this::like));
  }

  /** The winner's parameters where the decisions are its own, initial values elsewhere. */
  private Hypothesis like(Decisions decisions) {
    var values = new TreeMap<String, Double>();
    for (Catalogue.NamedParameter named : context.kit().catalogue().parameters(decisions)) {
      String kind = named.name().substring(0, named.name().indexOf('.'));
      boolean same = winner.decisions().value(kind).equals(decisions.value(kind));
      double initial = named.parameter().initial();
      values.put(
          named.name(), same ? winner.parameters().getOrDefault(named.name(), initial) : initial);
    }
    return new Hypothesis(
        Stage.CODE,
        winner.author(),
        decisions,
        values,
        "the winner with a declared choice",
        "",
        null,
        new ProjectGenerator(context.kit()).generate(decisions, values));
  }
}
