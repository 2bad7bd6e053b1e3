package dev.sds.artifacts.kit.reader;

import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Channel;
import dev.sds.artifacts.protocol.Composition;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    Map<String, FaultBound> faults,
    Composition composition,
    @Nullable RefinementFragment refines)
    implements ProtocolTemplate {

  @Override
  public Protocol compose(Set<String> traits, List<Requirement> requirements) {
    RefinementFragment refined =
        refines != null && refines.selector().selects(traits) ? refines : null;
    return new Protocol(
        name,
        doc,
        constants,
        ordered(
            Stream.concat(
                    composition.definitions().stream(), selected(definitions, traits).stream())
                .toList()),
        selected(variables, traits),
        actions.stream().filter(a -> a.selector().selects(traits)).map(a -> a.of(traits)).toList(),
        Stream.concat(
                properties.stream().flatMap(p -> p.of(traits, requirements).stream()),
                refined == null ? Stream.of() : refined.properties(requirements))
            .toList(),
        composition,
        refined == null ? null : refined.refinement());
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
    if (label.isEmpty()) {
      label.add("no faults");
    }
    for (Channel channel : composition.channels()) {
      values.put(channel.capacityName(), Integer.toString(channel.capacity()));
      label.add("at most " + channel.capacity() + " on " + channel.name());
    }
    return new Instance(values, String.join(", ", label));
  }

  /** Definitions after those they use, else as they stand. */
  private static List<Definition> ordered(List<Definition> definitions) {
    var left = new ArrayList<>(definitions);
    var ordered = new ArrayList<Definition>();
    while (!left.isEmpty()) {
      Set<String> open = left.stream().map(Definition::name).collect(Collectors.toSet());
      Definition next =
          left.stream()
              .filter(
                  d ->
                      Identifiers.in(d.body()).stream()
                          .map(Identifiers.Found::name)
                          .noneMatch(n -> open.contains(n) && !n.equals(d.name())))
              .findFirst()
              .orElse(left.getFirst());
      ordered.add(next);
      left.remove(next);
    }
    return ordered;
  }

  static List<Fragment<String>> renamed(
      List<Fragment<String>> fragments, UnaryOperator<String> expressions) {
    return fragments.stream()
        .map(f -> new Fragment<>(f.selector(), expressions.apply(f.part())))
        .toList();
  }

  static <T> List<T> selected(List<Fragment<T>> fragments, Set<String> traits) {
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
      Map<String, Fragment<String>> effects,
      Exchanges exchanges) {

    /** An action of every design. */
    static ActionFragment whole(Action action) {
      var effects = new LinkedHashMap<String, Fragment<String>>();
      action.effects().forEach((v, next) -> effects.put(v, new Fragment<>(Selector.ALWAYS, next)));
      return new ActionFragment(
          Selector.ALWAYS,
          action,
          action.guards().stream().map(g -> new Fragment<>(Selector.ALWAYS, g)).toList(),
          effects,
          Exchanges.NONE);
    }

    /** This action with more guards and effects. */
    ActionFragment and(List<Fragment<String>> guardsToo, Map<String, Fragment<String>> effectsToo) {
      var allGuards = new ArrayList<>(guards);
      allGuards.addAll(guardsToo);
      var allEffects = new LinkedHashMap<>(effects);
      allEffects.putAll(effectsToo);
      return new ActionFragment(selector, empty, allGuards, allEffects, exchanges);
    }

    Action of(Set<String> traits) {
      var chosen = new LinkedHashMap<String, String>();
      effects.forEach(
          (variable, effect) -> {
            if (effect.selector().selects(traits)) {
              chosen.put(variable, effect.part());
            }
          });
      Action own = empty.withGuards(selected(guards, traits)).withEffects(chosen);
      return exchanges.in(own, traits);
    }

    /** This action under another name, its expressions in other words. */
    ActionFragment renamed(
        String name, UnaryOperator<String> variables, UnaryOperator<String> expressions) {
      var others = new LinkedHashMap<String, Fragment<String>>();
      effects.forEach(
          (variable, effect) ->
              others.put(
                  variables.apply(variable),
                  new Fragment<>(effect.selector(), expressions.apply(effect.part()))));
      var action =
          new Action(
              name,
              empty.parameters().stream()
                  .map(p -> new Action.Parameter(p.name(), expressions.apply(p.set())))
                  .toList(),
              List.of(),
              Map.of(),
              empty.origin(),
              empty.fairness(),
              empty.lanes(),
              empty.comment());
      return new ActionFragment(
          selector,
          action,
          FragmentedProtocol.renamed(guards, expressions),
          others,
          exchanges.renamed(expressions));
    }
  }

  /** A property, with alternatives that some designs add to its formula. */
  record PropertyFragment(Property property, List<Fragment<String>> more) {

    List<Property> of(Set<String> traits, List<Requirement> requirements) {
      List<String> ids = asking(requirements, property.name());
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
  }

  /**
   * A more abstract protocol that some designs refine. That they do is a claim of the protocol's
   * own, checked in every run, whether a requirement asks for it or not.
   *
   * @param promises the abstract protocol's liveness that is kept too
   */
  record RefinementFragment(
      Selector selector, Refinement refinement, String comment, List<Property> promises) {

    RefinementFragment {
      promises = List.copyOf(promises);
    }

    private Stream<Property> properties(List<Requirement> requirements) {
      List<String> ids = asking(requirements, Refinement.property(refinement.of()));
      return Stream.concat(
          Stream.of(refinement.steps(comment, ids)),
          promises.stream().map(promise -> refinement.promise(promise, ids)));
    }
  }

  /** The requirements that ask for a property. */
  private static List<String> asking(List<Requirement> requirements, String property) {
    return requirements.stream()
        .filter(requirement -> asks(requirement, property))
        .map(Requirement::id)
        .toList();
  }

  private static boolean asks(Requirement requirement, String property) {
    return switch (requirement.check()) {
      case Check.Invariant i -> i.property().equals(property);
      case Check.Liveness l -> l.property().equals(property);
      case null, default -> false;
    };
  }

  /** The constant that bounds a fault, and the parameter of the spec that sets it. */
  record FaultBound(String constant, String parameter, int absent) {}
}
