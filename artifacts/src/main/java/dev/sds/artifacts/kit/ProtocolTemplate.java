package dev.sds.artifacts.kit;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import java.util.List;
import java.util.Set;

/** A protocol in fragments: the traits of a design select the ones that make up its own. */
public interface ProtocolTemplate {

  /**
   * The protocol of a design with these traits; properties are tied to the requirements that ask
   * for them.
   */
  Protocol compose(Set<String> traits, List<Requirement> requirements);

  /** The bounds of a model-checking run under some faults. */
  Instance instance(List<Fault> faults);

  /**
   * How many variables, actions, guards and effects a design coordinates with: a measure of its
   * complexity. History costs a design nothing.
   */
  default int complexity(Catalogue catalogue, Decisions decisions) {
    Protocol protocol = compose(catalogue.traits(decisions), List.of());
    Set<String> history = protocol.history();
    return protocol.variables().size()
        - history.size()
        + protocol.actions().stream()
            .mapToInt(a -> 1 + a.guards().size() + effects(a, history))
            .sum();
  }

  private static int effects(Action action, Set<String> history) {
    return (int) action.effects().keySet().stream().filter(v -> !history.contains(v)).count();
  }
}
