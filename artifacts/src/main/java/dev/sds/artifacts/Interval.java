package dev.sds.artifacts;

/** A closed range of numbers; either end may be infinite. */
public record Interval(double low, double high) {

  public Interval {
    if (Double.isNaN(low) || Double.isNaN(high) || low > high) {
      throw new IllegalArgumentException("[" + low + ", " + high + "] is no interval.");
    }
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
