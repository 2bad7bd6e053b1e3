package dev.sds.artifacts.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bounds of one check: what each constant of a protocol stands for.
 *
 * @param constants values as a cfg file writes them: {@code 2}, {@code {q1, q2}}
 * @param label the instance in a few words, such as {@code 2 requests, 2 replicas, 1 crash}
 */
public record Instance(Map<String, String> constants, String label) {

  public Instance {
    Map<String, String> checked = new TreeMap<>();
    constants.forEach((name, value) -> checked.put(Tla.name(name), Tla.value(value)));
    constants = Collections.unmodifiableMap(checked);
  }
}
