package dev.sds.artifacts.kit.reader;

import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.Check;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A protocol whose parts are selected by the traits of a design. */
record FragmentedProtocol(
    String name,
    String doc,
    List<Constant> constants,
    List<Fragment<Definition>> definitions,
    List<Fragment<Variable>> variables,
    List<ActionFragment> actions,
    List<PropertyFragment> properties,
    Map<String, String> smallest,
    Map<String, FaultBound> faults)
    implements ProtocolTemplate {

  @Override
  public Protocol compose(Set<String> traits, List<Requirement> requirements) {
    return new Protocol(
        name,
        doc,
        constants,
        selected(definitions, traits),
        selected(variables, traits),
        actions.stream().filter(a -> a.selector().selects(traits)).map(a -> a.of(traits)).toList(),
        properties.stream().flatMap(p -> p.of(traits, requirements).stream()).toList());
  }

  @Override
  public Instance instance(List<Fault> injected) {
    var values = new TreeMap<>(smallest);
    faults.values().forEach(f -> values.put(f.constant(), "0"));
    var label = new ArrayList<String>();
    for (Fault fault : injected) {
      FaultBound bound = faults.get(fault.name());
      if (bound != null) {
        int most = fault.count(bound.parameter(), bound.absent());
        values.put(bound.constant(), Integer.toString(most));
        label.add("at most " + most + " " + fault.name());
      }
    }
    return new Instance(values, label.isEmpty() ? "no faults" : String.join(", ", label));
  }

  private static <T> List<T> selected(List<Fragment<T>> fragments, Set<String> traits) {
    return fragments.stream()
        .filter(f -> f.selector().selects(traits))
        .map(Fragment::part)
        .toList();
  }

  /** A part and the designs it belongs to. */
  record Fragment<T>(Selector selector, T part) {}

  /** An action whose guards and effects are selected too. */
  record ActionFragment(
      Selector selector,
      Action empty,
      List<Fragment<String>> guards,
      Map<String, Fragment<String>> effects) {

    /** This action with more guards and effects. */
    ActionFragment and(List<Fragment<String>> guardsToo, Map<String, Fragment<String>> effectsToo) {
      var allGuards = new ArrayList<>(guards);
      allGuards.addAll(guardsToo);
      var allEffects = new LinkedHashMap<>(effects);
      allEffects.putAll(effectsToo);
      return new ActionFragment(selector, empty, allGuards, allEffects);
    }

    Action of(Set<String> traits) {
      var chosen = new LinkedHashMap<String, String>();
      effects.forEach(
          (variable, effect) -> {
            if (effect.selector().selects(traits)) {
              chosen.put(variable, effect.part());
            }
          });
      return new Action(
          empty.name(),
          empty.parameters(),
          selected(guards, traits),
          chosen,
          empty.origin(),
          empty.fairness(),
          empty.lanes(),
          empty.comment());
    }
  }

  /** A property, with alternatives that some designs add to its formula. */
  record PropertyFragment(Property property, List<Fragment<String>> more) {

    List<Property> of(Set<String> traits, List<Requirement> requirements) {
      List<String> ids =
          requirements.stream().filter(this::isAskedBy).map(Requirement::id).toList();
      if (ids.isEmpty()) {
        return List.of();
      }
      String formula = property.formula();
      for (String alternative : selected(more, traits)) {
        formula += " \\/ " + alternative;
      }
      return List.of(
          new Property(property.name(), property.kind(), formula, property.comment(), ids));
    }

    private boolean isAskedBy(Requirement requirement) {
      return switch (requirement.check()) {
        case Check.Invariant i -> i.property().equals(property.name());
        case Check.Liveness l -> l.property().equals(property.name());
        case null, default -> false;
      };
    }
  }

  /** The constant that bounds a fault, and the parameter of the spec that sets it. */
  record FaultBound(String constant, String parameter, int absent) {}
}
