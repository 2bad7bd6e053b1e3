package dev.sds.evaluators.schedule;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that may happen to code under test, by the name its protocol has for it.
 *
 * @param parameters the choices it makes, as the log writes them
 */
public record Happening(String action, Map<String, String> parameters, Kind kind) {

  public Happening {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** Whether the world only does its work. */
  public enum Kind {
    /** Work, which goes on until none is left. */
    WORK,
    /** A fault, which need not happen. */
    FAULT
  }
}
