package dev.sds.artifacts.protocol;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the parts of a design coordinate, as a state machine: what it knows, what can happen, and
 * what must hold. A behaviour that may end ends in an action without effects; a state in which
 * nothing can happen is a deadlock.
 *
 * @param composition the modules and channels it is made of
 * @param refinement what it is a refinement of; null if of nothing
 */
public record Protocol(
    String name,
    String doc,
    List<Constant> constants,
    List<Definition> definitions,
    List<Variable> variables,
    List<Action> actions,
    List<Property> properties,
    Composition composition,
    @Nullable Refinement refinement) {

  /** A protocol that refines no other. */
  public Protocol(
      String name,
      String doc,
      List<Constant> constants,
      List<Definition> definitions,
      List<Variable> variables,
      List<Action> actions,
      List<Property> properties,
      Composition composition) {
    this(name, doc, constants, definitions, variables, actions, properties, composition, null);
  }

  /** A protocol in one piece. */
  public Protocol(
      String name,
      String doc,
      List<Constant> constants,
      List<Definition> definitions,
      List<Variable> variables,
      List<Action> actions,
      List<Property> properties) {
    this(name, doc, constants, definitions, variables, actions, properties, Composition.NONE);
  }

  public Protocol {
    Tla.name(name);
    constants = List.copyOf(constants);
    definitions = List.copyOf(definitions);
    variables = List.copyOf(variables);
    actions = List.copyOf(actions);
    properties = List.copyOf(properties);
    checkNames(
        Stream.of(
                Stream.of(name),
                constants.stream().map(Constant::name),
                definitions.stream().map(Definition::name),
                variables.stream().map(Variable::name),
                actions.stream().map(Action::name),
                properties.stream().map(Property::name),
                refinement == null ? Stream.<String>of() : refinement.names().stream())
            .flatMap(names -> names)
            .toList());
    checkVariables(name, variables, actions);
  }

  private static void checkNames(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException("The protocol names '" + name + "' twice.");
      }
    }
  }

  private static void checkVariables(String name, List<Variable> variables, List<Action> actions) {
    if (variables.isEmpty() || actions.isEmpty()) {
      throw new IllegalArgumentException("The protocol '" + name + "' has no state or no action.");
    }
    Set<String> known = new HashSet<>(variables.stream().map(Variable::name).toList());
    for (Action action : actions) {
      for (String variable : action.effects().keySet()) {
        if (!known.contains(variable)) {
          throw new IllegalArgumentException(
              "The action '%s' changes '%s', which is no variable of the protocol '%s'."
                  .formatted(action.name(), variable, name));
        }
      }
    }
  }

  /** The variables that keep what was, and on which nothing that happens depends. */
  public Set<String> history() {
    return variables.stream()
        .filter(Variable::isHistory)
        .map(Variable::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  public Optional<Action> action(String called) {
    return actions.stream().filter(action -> action.name().equals(called)).findFirst();
  }

  public Optional<Property> property(String called) {
    return properties.stream().filter(property -> property.name().equals(called)).findFirst();
  }

  /** The properties that a finite behaviour is enough to break. */
  public List<Property> safety() {
    return properties.stream().filter(property -> property.kind().safety()).toList();
  }

  public List<Property> properties(Property.Kind kind) {
    return properties.stream().filter(property -> property.kind() == kind).toList();
  }

  /** This protocol with other actions. */
  public Protocol withActions(List<Action> others) {
    return new Protocol(
        name, doc, constants, definitions, variables, others, properties, composition, refinement);
  }

  /** This protocol with one action replaced by another of the same name. */
  public Protocol replacing(Action changed) {
    return withActions(
        actions.stream().map(a -> a.name().equals(changed.name()) ? changed : a).toList());
  }

  /** This protocol with other properties, for instance those that hold under one fault. */
  public Protocol withProperties(List<Property> others) {
    return new Protocol(
        name, doc, constants, definitions, variables, actions, others, composition, refinement);
  }
}
