package dev.sds.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A unit that a spec may write after a number. Case matters: {@code MB} is no {@code mb}. */
public enum Unit {
  MICROSECOND("us", Dimension.TIME, 1e-6),
  MILLISECOND("ms", Dimension.TIME, 1e-3),
  SECOND("s", Dimension.TIME, 1),
  MINUTE("min", Dimension.TIME, 60),
  HOUR("h", Dimension.TIME, 3600),
  PER_SECOND("/s", Dimension.RATE, 1),
  PER_MINUTE("/min", Dimension.RATE, 1.0 / 60),
  PER_HOUR("/h", Dimension.RATE, 1.0 / 3600),
  BYTE("B", Dimension.MEMORY, 1),
  KILOBYTE("kB", Dimension.MEMORY, 1e3),
  MEGABYTE("MB", Dimension.MEMORY, 1e6),
  GIGABYTE("GB", Dimension.MEMORY, 1e9),
  TERABYTE("TB", Dimension.MEMORY, 1e12),
  KIBIBYTE("KiB", Dimension.MEMORY, 1L << 10),
  MEBIBYTE("MiB", Dimension.MEMORY, 1L << 20),
  GIBIBYTE("GiB", Dimension.MEMORY, 1L << 30),
  TEBIBYTE("TiB", Dimension.MEMORY, 1L << 40),
  DOLLAR("USD", Dimension.MONEY, 1),
  PERCENT("%", Dimension.RATIO, 0.01);

  private final String symbol;
  private final Dimension dimension;
  private final double factor;

  Unit(String symbol, Dimension dimension, double factor) {
    this.symbol = symbol;
    this.dimension = dimension;
    this.factor = factor;
  }

  public String symbol() {
    return symbol;
  }

  public Dimension dimension() {
    return dimension;
  }

  /** How many base units of the dimension one of this unit is. */
  public double factor() {
    return factor;
  }

  public static Optional<Unit> of(String symbol) {
    return Arrays.stream(values()).filter(unit -> unit.symbol.equals(symbol)).findFirst();
  }

  /** The symbols of a dimension, smallest unit first. */
  public static List<String> symbols(Dimension dimension) {
    return Arrays.stream(values())
        .filter(unit -> unit.dimension == dimension)
        .map(Unit::symbol)
        .toList();
  }
}
