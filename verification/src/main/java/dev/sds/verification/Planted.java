package dev.sds.verification;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A protocol that holds all its mutants: a variable that no action changes says which mistake is
 * made, 0 for none.
 */
record Planted(Protocol protocol, String variable) {

  static Planted in(Protocol protocol, List<Mutants.Mutant> mutants) {
    String variable = freshName(protocol);
    List<Action> actions = new ArrayList<>(protocol.actions());
    for (int i = 0; i < mutants.size(); i++) {
      Mutants.Mutant mutant = mutants.get(i);
      String made = variable + " = " + (i + 1);
      actions.replaceAll(
          action ->
              action.name().equals(mutant.site().action())
                  ? plant(action, mutant.site(), made)
                  : action);
    }
    List<Variable> variables = new ArrayList<>(protocol.variables());
    variables.add(new Variable(variable, "Nat", "0", "which mistake is made"));
    return new Planted(
        new Protocol(
            protocol.name(),
            protocol.doc(),
            protocol.constants(),
            protocol.definitions(),
            variables,
            actions,
            protocol.properties(),
            protocol.composition(),
            protocol.refinement()),
        variable);
  }

  private static Action plant(Action action, Mutants.Site site, String made) {
    return switch (site) {
      case Mutants.Site.Guard(_, int place) -> {
        List<String> guards = new ArrayList<>(action.guards());
        guards.set(place, "\\/ " + made + "\n\\/ " + guards.get(place).replace("\n", "\n   "));
        yield action.withGuards(guards);
      }
      case Mutants.Site.Effect(_, String changed) -> {
        Map<String, String> effects = new LinkedHashMap<>(action.effects());
        effects.computeIfPresent(
            changed, (_, next) -> "(IF " + made + " THEN " + changed + " ELSE (" + next + "))");
        yield action.withEffects(effects);
      }
    };
  }

  private static String freshName(Protocol protocol) {
    Set<String> names =
        Stream.of(
                protocol.constants().stream().map(Constant::name),
                protocol.definitions().stream().map(Definition::name),
                protocol.definitions().stream().flatMap(d -> d.parameters().stream()),
                protocol.variables().stream().map(Variable::name),
                protocol.actions().stream().map(Action::name),
                protocol.actions().stream()
                    .flatMap(a -> a.parameters().stream().map(Action.Parameter::name)))
            .flatMap(n -> n)
            .collect(Collectors.toSet());
    String name = "planted";
    while (names.contains(name)) {
      name += "0";
    }
    return name;
  }
}
