package dev.sds.artifacts.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * That what a protocol does is what a more abstract one allows: seen through a mapping, each of its
 * steps is a step of the abstract protocol or changes nothing there (Abadi and Lamport, "The
 * existence of refinement mappings", 1991).
 *
 * @param of the abstract protocol
 * @param mapping each of its constants and variables as an expression of the refining protocol
 */
public record Refinement(Protocol of, Map<String, String> mapping) {

  /** The abstract protocol's name within the module of the refining one. */
  public static final String INSTANCE = "Abstract";

  public Refinement {
    var checked = new TreeMap<String, String>();
    mapping.forEach((name, expression) -> checked.put(name, Tla.expression(expression)));
    mapping = Collections.unmodifiableMap(checked);
    Set<String> wanted = mappable(of).collect(Collectors.toSet());
    if (!mapping.keySet().equals(wanted)) {
      throw new IllegalArgumentException(
          "The mapping gives %s, where '%s' has %s."
              .formatted(mapping.keySet(), of.name(), wanted));
    }
  }

  /** What a mapping must give, for a protocol to be refined. */
  public static Stream<String> mappable(Protocol of) {
    return Stream.concat(
        of.constants().stream().map(Constant::name), of.variables().stream().map(Variable::name));
  }

  /** The name of the property that a protocol refines another. */
  public static String property(Protocol of) {
    return "Refines" + of.name();
  }

  /** The names of the refining protocol that it takes for itself. */
  List<String> names() {
    return List.of(INSTANCE, of.name());
  }

  /** That the first state and every step are the abstract protocol's, or change nothing there. */
  public Property steps(String comment, List<String> requirements) {
    return new Property(
        property(of),
        Property.Kind.REFINEMENT,
        "%1$s!Init /\\ [][%1$s!Next]_%1$s!vars".formatted(INSTANCE),
        comment,
        requirements);
  }

  /** That what the abstract protocol promises in the end is kept here too. */
  public Property promise(Property abstractly, List<String> requirements) {
    return new Property(
        of.name() + abstractly.name(),
        Property.Kind.LIVENESS,
        INSTANCE + "!" + abstractly.name(),
        "as " + of.name() + " promises, " + abstractly.comment(),
        requirements);
  }

  /** The actions that can change something in the abstract protocol, in its order. */
  public List<Action> moves() {
    return of.actions().stream().filter(action -> !action.effects().isEmpty()).toList();
  }

  /** An abstract action as it is called outside of its protocol. */
  public String called(Action move) {
    return of.name() + "!" + move.name();
  }
}
