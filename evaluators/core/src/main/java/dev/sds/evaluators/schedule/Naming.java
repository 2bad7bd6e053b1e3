package dev.sds.evaluators.schedule;

import dev.sds.artifacts.protocol.TraceEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the names in a story stand for in the world: each for one, and no two for the same. Numbers
 * stand for themselves.
 */
final class Naming {

  private final Map<String, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** Whether what the step says of some parameters can be what they are in the world. */
  boolean fits(TraceEvent step, Map<String, String> actual) {
    Map<String, String> added = new HashMap<>();
    for (Map.Entry<String, String> parameter : actual.entrySet()) {
      String told = step.parameters().get(parameter.getKey());
      if (told != null && !fits(told, parameter.getValue(), added)) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(String told, String actual, Map<String, String> added) {
    if (number(told)) {
      return told.equals(actual);
    }
    String known = names.getOrDefault(told, added.get(told));
    if (known != null) {
      return known.equals(actual);
    }
    return !taken.contains(actual)
        && !added.containsValue(actual)
        && added.put(told, actual) == null;
  }

  void bind(TraceEvent step, Map<String, String> actual) {
    actual.forEach(
        (parameter, value) -> {
          String told = step.parameters().get(parameter);
          if (told != null && !number(told) && !names.containsKey(told) && taken.add(value)) {
            names.put(told, value);
          }
        });
  }

  /** Names what the code chose itself, where it did the step lately. */
  void bindToLatest(TraceEvent step, List<TraceEvent> log) {
    for (int i = log.size() - 1; i >= 0; i--) {
      TraceEvent done = log.get(i);
      if (done.action().equals(step.action()) && fits(step, done.parameters())) {
        bind(step, done.parameters());
        return;
      }
    }
  }

  private static boolean number(String text) {
    return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
  }
}
