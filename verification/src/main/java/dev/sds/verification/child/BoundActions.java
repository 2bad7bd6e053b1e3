package dev.sds.verification.child;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.FormalParamNode;
import tlc2.tool.Action;
import tlc2.tool.ITool;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.value.IValue;

/** The actions of a model by name, each with its parameters bound to values. */
final class BoundActions {

  private final ITool tool;
  private final Map<String, List<Action>> byName;

  BoundActions(ITool tool) {
    this.tool = tool;
    this.byName =
        Arrays.stream(tool.getActions())
            .collect(
                Collectors.groupingBy(
                    action -> action.getName().toString(), TreeMap::new, Collectors.toList()));
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  List<Action> named(String name) {
    return byName.getOrDefault(name, List.of());
  }

  /** The values an action's parameters are bound to, in the order it declares them. */
  static Map<String, String> parameters(Action action) {
    Map<String, String> values = new LinkedHashMap<>();
    if (action.getOpDef() == null) {
      return values;
    }
    for (FormalParamNode parameter : action.getOpDef().getParams()) {
      Object value = action.con.lookup(parameter);
      if (value instanceof IValue bound) {
        values.put(parameter.getName().toString(), ModelValues.text(bound));
      }
    }
    return values;
  }

  /** The bound action of that name that leads from one state to the other. */
  @Nullable Action taken(String name, TLCState before, TLCState after) {
    if (!before.allAssigned() || !after.allAssigned()) {
      return null;
    }
    for (Action action : named(name)) {
      for (TLCState next : successors(action, before)) {
        // By value: under symmetry, states share a fingerprint that differ by an exchange.
        if (next.allAssigned() && next.equals(after)) {
          return action;
        }
      }
    }
    return null;
  }

  List<TLCState> successors(Action action, TLCState state) {
    StateVec next = tool.getNextStates(action, state);
    List<TLCState> states = new ArrayList<>(next.size());
    for (int i = 0; i < next.size(); i++) {
      states.add(next.elementAt(i));
    }
    return states;
  }

  /** What can happen in a state, as calls such as {@code Dispatch(q1, r2)}. */
  List<String> enabled(TLCState state) {
    List<String> calls = new ArrayList<>();
    byName.forEach(
        (name, actions) ->
            actions.stream()
                .filter(action -> !successors(action, state).isEmpty())
                .map(action -> call(name, action))
                .forEach(calls::add));
    return calls.stream().distinct().sorted().toList();
  }

  private static String call(String name, Action action) {
    Map<String, String> parameters = parameters(action);
    return parameters.isEmpty()
        ? name
        : parameters.values().stream().collect(Collectors.joining(", ", name + "(", ")"));
  }
}
