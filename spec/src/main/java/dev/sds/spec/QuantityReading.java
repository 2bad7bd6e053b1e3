package dev.sds.spec;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came of reading a text such as {@code 600 s} as a quantity of a given dimension. */
public sealed interface QuantityReading {

  /** A quantity of the dimension that was asked for. */
  record Read(Quantity quantity) implements QuantityReading {}

  /**
   * No quantity, or one of another dimension.
   *
   * @param fix the way out
   * @param part the wrong characters within the text that was read
   */
  record Refused(String message, String fix, Span part) implements QuantityReading {}

  /** A number, and whatever stands behind it as its unit. */
  Pattern NUMBER_AND_UNIT = Pattern.compile("(-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?)(\\s*)(.*)");

  /** Reads a quantity that must not be negative. */
  static QuantityReading of(String text, Dimension expected) {
    Matcher parts = NUMBER_AND_UNIT.matcher(text);
    if (!parts.matches()) {
      return new Refused(
          "`" + text + "` is no number.", needed(expected), new Span(0, text.length()));
    }
    String symbol = parts.group(3);
    Span unitPart = new Span(parts.start(3), symbol.length());
    if (symbol.isEmpty()) {
      return expected == Dimension.COUNT || expected == Dimension.RATIO
          ? counted(text, parts.group(1), 1, expected)
          : new Refused(
              "`" + text + "` has no unit.", needed(expected), new Span(0, text.length()));
    }
    Optional<Unit> known = Unit.of(symbol);
    if (known.isEmpty()) {
      return new Refused(
          "`" + symbol + "` is no unit.", meant(parts.group(1), symbol, expected), unitPart);
    }
    Unit unit = known.get();
    if (unit.dimension() != expected) {
      String is = unit.dimension().noun();
      return new Refused(
          "`" + text + "` is " + is + ", not " + expected.noun() + ".", needed(expected), unitPart);
    }
    return counted(text, parts.group(1), unit.factor(), expected);
  }

  private static QuantityReading counted(
      String text, String digits, double factor, Dimension dimension) {
    Span whole = new Span(0, text.length());
    double number = Double.parseDouble(digits);
    double value = factor >= 1 ? number * factor : number / Math.rint(1 / factor);
    if (!Double.isFinite(value)) {
      return new Refused("`" + text + "` is too large.", needed(dimension), whole);
    }
    if (digits.startsWith("-") && value != 0) {
      return new Refused("`" + text + "` is negative.", needed(dimension), whole);
    }
    return new Read(new Quantity(value + 0.0, dimension, text));
  }

  private static String meant(String number, String symbol, Dimension expected) {
    Optional<String> usual = usualSymbol(symbol);
    if (usual.isPresent()) {
      String glue = usual.get().startsWith("/") || usual.get().equals("%") ? "" : " ";
      return "Did you mean `" + number + glue + usual.get() + "`? " + needed(expected);
    }
    return needed(expected);
  }

  /** The symbol for what people often write instead. */
  private static Optional<String> usualSymbol(String written) {
    String symbol =
        switch (written.toLowerCase(Locale.ROOT)) {
          case "sec", "secs", "second", "seconds" -> "s";
          case "msec", "millis", "milliseconds", "millisecond" -> "ms";
          case "usec", "µs", "μs", "micros", "microseconds" -> "us";
          case "m", "mins", "minute", "minutes" -> "min";
          case "hr", "hrs", "hour", "hours" -> "h";
          case "rps", "qps", "req/s", "requests/s", "/sec", "/second", "per second", "hz" -> "/s";
          case "/m", "/minute", "per minute" -> "/min";
          case "$", "usd", "dollar", "dollars" -> "USD";
          case "percent", "pct" -> "%";
          case "bytes", "byte" -> "B";
          default -> written;
        };
    return Unit.of(symbol).map(Unit::symbol).or(() -> otherCase(written));
  }

  private static Optional<String> otherCase(String written) {
    for (Unit unit : Unit.values()) {
      if (unit.symbol().equalsIgnoreCase(written)) {
        return Optional.of(unit.symbol());
      }
    }
    return Optional.empty();
  }

  private static String needed(Dimension dimension) {
    return "Write "
        + dimension.noun()
        + " such as `"
        + dimension.example()
        + "`"
        + units(dimension);
  }

  private static String units(Dimension dimension) {
    return switch (dimension) {
      case TIME, RATE, MEMORY -> " (units: " + String.join(", ", Unit.symbols(dimension)) + ").";
      case COUNT -> ", without a unit.";
      case RATIO -> " or `0.05`.";
      case MONEY -> ".";
    };
  }
}
