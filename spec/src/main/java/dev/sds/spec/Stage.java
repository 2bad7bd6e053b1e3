package dev.sds.spec;

import java.util.Locale;

/** A step of the refinement, in order; each builds on the one before. */
public enum Stage {
  SPEC,
  ARCHITECTURE,
  DESIGN,
  CODE;

  /** The name used in files, refs and on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isBefore(Stage other) {
    return compareTo(other) < 0;
  }
}
