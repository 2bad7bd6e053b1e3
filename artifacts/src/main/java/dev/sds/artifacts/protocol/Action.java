package dev.sds.artifacts.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An atomic step: when all guards hold, each variable in {@code effects} takes its new value and
 * all others stay. With its parameters bound an action has at most one next state; choice is
 * expressed by parameters alone.
 *
 * @param parameters what the step chooses; the sets must be built from constants only, so that TLC
 *     can name each choice
 * @param effects variable to the TLA+ expression of its next value, in the order they are written
 * @param fairness of the action as a whole: some choice of parameters is taken in the end
 * @param lanes who the step is shown between in a sequence diagram
 * @param comment what the step means, with the ids of the requirements it serves
 */
public record Action(
    String name,
    List<Parameter> parameters,
    List<String> guards,
    Map<String, String> effects,
    Origin origin,
    Fairness fairness,
    Lanes lanes,
    String comment) {

  public Action {
    Tla.name(name);
    parameters = List.copyOf(parameters);
    guards = guards.stream().map(Tla::expression).toList();
    Map<String, String> checked = new LinkedHashMap<>();
    effects.forEach((variable, next) -> checked.put(Tla.name(variable), Tla.expression(next)));
    effects = Collections.unmodifiableMap(checked);
  }

  /** An action without parameters, guards, effects or fairness, to be completed. */
  public static Action of(Origin origin, String name, String comment) {
    return new Action(
        name, List.of(), List.of(), Map.of(), origin, Fairness.NONE, Lanes.NONE, comment);
  }

  /** This action with one more parameter. */
  public Action over(String parameter, String set) {
    return new Action(
        name,
        with(parameters, new Parameter(parameter, set)),
        guards,
        effects,
        origin,
        fairness,
        lanes,
        comment);
  }

  /** This action with one more guard. */
  public Action when(String guard) {
    return withGuards(with(guards, guard));
  }

  /** This action with one more effect. */
  public Action then(String variable, String next) {
    Map<String, String> more = new LinkedHashMap<>(effects);
    if (more.put(variable, next) != null) {
      throw new IllegalArgumentException(
          "The action '" + name + "' changes '" + variable + "' twice.");
    }
    return withEffects(more);
  }

  /** This action with this fairness. */
  public Action fair(Fairness kind) {
    return new Action(name, parameters, guards, effects, origin, kind, lanes, comment);
  }

  /** This action drawn as a message from one lane to another. */
  public Action between(String from, String to) {
    return new Action(
        name, parameters, guards, effects, origin, fairness, new Lanes(from, to), comment);
  }

  /** This action drawn as a note over one lane. */
  public Action at(String lane) {
    return between(lane, lane);
  }

  public Action withGuards(List<String> others) {
    return new Action(name, parameters, others, effects, origin, fairness, lanes, comment);
  }

  public Action withEffects(Map<String, String> others) {
    return new Action(name, parameters, guards, others, origin, fairness, lanes, comment);
  }

  /** The action as a call, such as {@code Dispatch(q, r)}. */
  public String signature() {
    return parameters.isEmpty()
        ? name
        : parameters.stream()
            .map(Parameter::name)
            .collect(Collectors.joining(", ", name + "(", ")"));
  }

  private static <T> List<T> with(List<T> list, T more) {
    List<T> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  /** One choice a step makes, from a constant set. */
  public record Parameter(String name, String set) {
    public Parameter {
      Tla.name(name);
      set = Tla.expression(set);
    }
  }

  /**
   * The lanes of a sequence diagram that a step concerns: each is an action parameter's name
   * (standing for its value) or else a fixed role such as {@code client}. Equal lanes make a note,
   * different ones a message.
   */
  public record Lanes(String from, String to) {
    /** No lane of its own: the step is noted over a lane named after its origin. */
    public static final Lanes NONE = new Lanes("", "");
  }

  /** Who takes a step. */
  public enum Origin {
    /** The designed system: what generated code does. */
    SYSTEM,
    /** The world around it, as it should be. */
    ENVIRONMENT,
    /** The world around it, failing. */
    FAULT
  }

  /** Whether a step that can be taken must be taken in the end. */
  public enum Fairness {
    NONE,
    /** It must be, when it stays possible. */
    WEAK,
    /** It must be, when it becomes possible again and again. */
    STRONG
  }
}
