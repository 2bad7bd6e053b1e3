package dev.sds.verification.file;

import dev.sds.artifacts.protocol.Change;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One step of a behaviour.
 *
 * @param number from 1; the first step makes the initial state
 * @param parameters what the action chose, in the order it declares them
 * @param place where the action is defined; null for the first step and where TLC does not tell
 * @param changes what the step changed; for the first step, every variable
 * @param state every variable's value after the step
 */
public record Step(
    int number,
    String action,
    Map<String, String> parameters,
    @Nullable Place place,
    List<Change> changes,
    Map<String, String> state) {

  /** The action of the step that makes the initial state. */
  public static final String INIT = "Init";

  public Step {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    changes = List.copyOf(changes);
    state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
  }

  public boolean initial() {
    return number == 1;
  }

  /** The action with its choices, such as {@code Grant(c=a)}. */
  public String call() {
    return parameters.isEmpty()
        ? action
        : parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", ", action + "(", ")"));
  }
}
