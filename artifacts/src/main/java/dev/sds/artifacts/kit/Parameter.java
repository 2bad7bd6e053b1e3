package dev.sds.artifacts.kit;

/**
 * A number of a choice that is tuned, with its range.
 *
 * @param initial the published value
 */
public record Parameter(
    String name, double low, double high, double initial, Scale scale, String doc) {

  public Parameter {
    if (!(low <= initial && initial <= high)) {
      throw new IllegalArgumentException(
          "The parameter '"
              + name
              + "' starts at "
              + initial
              + ", outside ["
              + low
              + ", "
              + high
              + "].");
    }
  }

  /** The value at a position between 0 and 1 of the range. */
  public double at(double position) {
    double value =
        scale == Scale.LOGARITHMIC
            ? Math.exp(Math.log(low) + position * (Math.log(high) - Math.log(low)))
            : low + position * (high - low);
    return scale == Scale.INTEGER ? Math.rint(value) : rounded(value);
  }

  /** The position of a value in the range, the inverse of {@link #at}. */
  public double position(double value) {
    return scale == Scale.LOGARITHMIC
        ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
        : (value - low) / (high - low);
  }

  // Three significant digits: more would be noise, and the generated constants stay readable.
  private static double rounded(double value) {
    return value == 0 || !Double.isFinite(value)
        ? value
        : java.math.BigDecimal.valueOf(value).round(new java.math.MathContext(3)).doubleValue();
  }

  /** How the range is walked. */
  public enum Scale {
    LINEAR,
    LOGARITHMIC,
    INTEGER
  }
}
