package dev.sds.spec;

import java.math.BigDecimal;

/**
 * A number with its dimension, held in the dimension's base unit (seconds, per second, bytes, US
 * dollars, a fraction, a count) and printed as it was written.
 */
public record Quantity(double value, Dimension dimension, String text) {

  public Quantity {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("The quantity '" + text + "' is not finite.");
    }
  }

  /** A quantity in the base unit of its dimension, printed without a trailing {@code .0}. */
  public static Quantity of(double value, Dimension dimension) {
    String number = BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    String unit = dimension.baseUnit();
    return switch (dimension) {
      case COUNT -> new Quantity(value, dimension, number);
      case RATE -> new Quantity(value, dimension, number + unit);
      case RATIO ->
          new Quantity(
              value,
              dimension,
              BigDecimal.valueOf(value).movePointRight(2).stripTrailingZeros().toPlainString()
                  + unit);
      case TIME, MEMORY, MONEY -> new Quantity(value, dimension, number + " " + unit);
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
