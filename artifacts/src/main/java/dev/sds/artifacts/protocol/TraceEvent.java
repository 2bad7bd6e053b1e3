package dev.sds.artifacts.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One protocol action that running code logged.
 *
 * @param parameters the choices it made; one left out may have any value
 * @param observed what the code's state was after it: a path such as {@code attempt[q1]} to the
 *     text of a value such as {@code 1}, {@code q1} (a model value), {@code "idle"} or {@code {r1}}
 */
public record TraceEvent(
    String action, Map<String, String> parameters, Map<String, String> observed) {

  public TraceEvent {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    observed = Collections.unmodifiableMap(new TreeMap<>(observed));
  }

  @Override
  public String toString() {
    return action + parameters + (observed.isEmpty() ? "" : " then " + observed);
  }
}
