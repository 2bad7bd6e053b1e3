package dev.sds.artifacts.kit;

import dev.sds.artifacts.Decisions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A published algorithm, as a combination of choices.
 *
 * @param source the paper, book or project
 * @param parameters published values, by {@code kind.parameter}; others start at the parameter's
 *     initial value
 * @param failureModes known ways in which it goes wrong
 */
public record Technique(
    String name,
    String doc,
    String source,
    Decisions decisions,
    Map<String, Double> parameters,
    List<String> failureModes) {

  /** The source of what a search wrote. */
  public static final String SEARCH = "found by search over the kit's features (sds create)";

  public Technique {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    failureModes = List.copyOf(failureModes);
  }

  /** Whether a search wrote it. */
  public boolean isCreated() {
    return source.equals(SEARCH);
  }
}
