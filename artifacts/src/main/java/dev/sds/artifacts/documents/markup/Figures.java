package dev.sds.artifacts.documents.markup;

import dev.sds.artifacts.Interval;
import dev.sds.artifacts.Ratio;
import dev.sds.spec.Dimension;
import dev.sds.spec.Vocabulary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers for people: few significant digits, with the unit of their metric. */
public final class Figures {

  private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB");

  private final Vocabulary vocabulary;

  public Figures(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** A value of a metric of the kit's vocabulary. */
  public String metric(String metric, double value) {
    var known = vocabulary.metrics().get(metric);
    return known == null ? number(value) : of(known.dimension(), value);
  }

  /** An interval of a metric's values. */
  public String range(String metric, Interval interval) {
    boolean from = Double.isFinite(interval.low());
    boolean to = Double.isFinite(interval.high());
    if (!from && !to) {
      return "anything";
    }
    if (!from || !to) {
      return (from ? "at least " : "at most ")
          + metric(metric, from ? interval.low() : interval.high());
    }
    return metric(metric, interval.low()) + " to " + metric(metric, interval.high());
  }

  /** A value of a dimension. */
  public static String of(Dimension dimension, double value) {
    return switch (dimension) {
      case TIME ->
          value != 0 && Math.abs(value) < 1 ? number(value * 1000) + " ms" : number(value) + " s";
      case RATE -> number(value) + "/s";
      case MEMORY -> memory(value);
      case MONEY -> number(value) + " USD";
      case RATIO -> number(value * 100) + "%";
      case COUNT -> number(value);
    };
  }

  private static String memory(double bytes) {
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= 1024 && unit + 1 < BINARY.size()) {
      value /= 1024;
      unit++;
    }
    return number(value) + " " + BINARY.get(unit);
  }

  /** Four significant digits, without an exponent where it stays short. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "unknown" : value > 0 ? "infinite" : "-infinite";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros();
    double size = Math.abs(value);
    return size < 1e-4 || size >= 1e9 ? rounded.toString() : rounded.toPlainString();
  }

  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A count with its noun, which takes an s in the plural. */
  public static String count(long value, String noun) {
    return count(value) + " " + noun + (value == 1 ? "" : "s");
  }

  public static String percent(double fraction) {
    if (!Double.isFinite(fraction)) {
      return number(fraction);
    }
    BigDecimal percent = BigDecimal.valueOf(fraction * 100).round(new MathContext(2));
    return percent.stripTrailingZeros().toPlainString() + "%";
  }

  public static String three(double value) {
    if (!Double.isFinite(value)) {
      return number(value);
    }
    return BigDecimal.valueOf(value).round(new MathContext(3)).toPlainString();
  }

  /** The 95% interval of a ratio; one pair has none. */
  public static String interval(Ratio ratio) {
    Interval interval = ratio.interval();
    return ratio.pairs() < 2 || !Double.isFinite(interval.high())
        ? "none from one pair"
        : three(interval.low()) + " to " + three(interval.high());
  }
}
