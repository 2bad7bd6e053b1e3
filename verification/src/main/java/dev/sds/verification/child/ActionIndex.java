package dev.sds.verification.child;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tlc2.tool.Action;

/**
 * The bound actions of a model by the choices they make, so that an event finds its own at once.
 */
final class ActionIndex {

  private final Map<String, List<Bound>> byName = new HashMap<>();
  private final Map<Call, List<Action>> byCall = new HashMap<>();

  private record Bound(Map<String, String> parameters, Action action) {}

  private record Call(String name, Map<String, String> parameters) {}

  ActionIndex(BoundActions actions) {
    for (String name : actions.names()) {
      List<Bound> all = new ArrayList<>();
      for (Action action : actions.named(name)) {
        Map<String, String> parameters = BoundActions.parameters(action);
        all.add(new Bound(parameters, action));
        byCall.computeIfAbsent(new Call(name, parameters), _ -> new ArrayList<>()).add(action);
      }
      byName.put(name, all);
    }
  }

  boolean knows(String name) {
    return byName.containsKey(name);
  }

  /** The actions that an event may have been; found at once if it names every choice. */
  List<Action> fitting(LoggedEvent event) {
    List<Action> exact = byCall.get(new Call(event.action(), event.parameters()));
    return exact != null
        ? exact
        : byName.getOrDefault(event.action(), List.of()).stream()
            .filter(bound -> event.fits(bound.parameters()))
            .map(Bound::action)
            .toList();
  }

  /** The names of what an action chooses. */
  String choices(String name) {
    return byName.getOrDefault(name, List.of()).stream()
        .map(bound -> bound.parameters().keySet().toString())
        .findFirst()
        .orElse("[]");
  }
}
