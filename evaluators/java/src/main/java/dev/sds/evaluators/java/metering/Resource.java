package dev.sds.evaluators.java.metering;

/** What a budget bounds. */
public enum Resource {
  STEPS("steps"),
  ALLOCATION("bytes of memory"),
  DEPTH("units of call depth");

  private final String unit;

  Resource(String unit) {
    this.unit = unit;
  }

  public String unit() {
    return unit;
  }
}
