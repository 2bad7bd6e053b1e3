package dev.sds.artifacts.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One step of a behaviour.
 *
 * @param number from 1; the first step is the initial state
 * @param action the action taken; {@code Init} for the initial state
 * @param parameters the choices the action made, in the order it declares them
 * @param changes what the step changed; for the initial state, every variable
 */
public record ProtocolStep(
    int number,
    String action,
    Map<String, String> parameters,
    Action.Origin origin,
    List<Change> changes) {

  /** The name of the step that makes the initial state. */
  public static final String INIT = "Init";

  public ProtocolStep {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    changes = List.copyOf(changes);
  }

  public boolean initial() {
    return action.equals(INIT);
  }

  /** The action with its choices, such as {@code Dispatch(q=q1, r=r2)}. */
  public String call() {
    return parameters.isEmpty()
        ? action
        : parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", ", action + "(", ")"));
  }
}
