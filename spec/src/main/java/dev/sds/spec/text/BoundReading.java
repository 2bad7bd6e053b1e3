package dev.sds.spec.text;

import dev.sds.spec.Check;
import dev.sds.spec.Dimension;
import dev.sds.spec.QuantityReading;
import dev.sds.spec.Span;
import dev.sds.spec.Spelling;
import dev.sds.spec.Vocabulary.Metric;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came of reading a text as {@code metric <= quantity} or {@code metric >= quantity}. */
sealed interface BoundReading {

  record Read(Check.Bound bound) implements BoundReading {}

  /** The wrong part of the text, why, and the way out. */
  record Refused(String message, String fix, Span part) implements BoundReading {}

  Pattern PARTS = Pattern.compile("\\s*([^<>=!≤≥]*?)\\s*([<>=!≤≥]+)\\s*(.*?)\\s*", Pattern.DOTALL);

  int LONGEST = 200;

  static BoundReading of(String text, Map<String, Metric> metrics) {
    Matcher parts = PARTS.matcher(text);
    if (text.length() > LONGEST || !parts.matches()) {
      return new Refused(
          "`" + text + "` compares nothing.", form(text, metrics), new Span(0, text.length()));
    }
    String metric = parts.group(1);
    Metric known = metrics.get(metric);
    if (known == null) {
      return new Refused(unknown(metric), meant(parts, metrics), part(parts, 1));
    }
    String symbol = parts.group(2);
    if (!symbol.equals("<=") && !symbol.equals(">=")) {
      return new Refused(
          "A bound compares with `<=` or `>=`, not with `" + symbol + "`.",
          "Write `" + metric + " " + usual(symbol) + " " + parts.group(3) + "`.",
          part(parts, 2));
    }
    return limit(parts, known);
  }

  private static BoundReading limit(Matcher parts, Metric metric) {
    String text = parts.group(3);
    if (text.matches(".*[<>=≤≥].*")) {
      return new Refused(
          "A bound has one limit.",
          "Make the other limit a requirement with an id of its own.",
          part(parts, 3));
    }
    var side = parts.group(2).equals("<=") ? Check.Comparison.AT_MOST : Check.Comparison.AT_LEAST;
    return switch (QuantityReading.of(text, metric.dimension())) {
      case QuantityReading.Read(var quantity) ->
          new Read(new Check.Bound(metric.name(), side, quantity));
      case QuantityReading.Refused(String message, String fix, Span part) ->
          new Refused(
              "`" + metric.name() + "` is " + metric.dimension().noun() + ": " + message,
              fix,
              new Span(parts.start(3) + part.offset(), part.length()));
    };
  }

  private static String unknown(String metric) {
    if (metric.isEmpty()) {
      return "There is no metric before the comparison.";
    }
    return Character.isDigit(metric.charAt(0))
        ? "The metric comes first, then the limit."
        : "There is no metric `" + metric + "`.";
  }

  private static String meant(Matcher parts, Map<String, Metric> metrics) {
    String left = parts.group(1);
    String right = parts.group(3);
    if (metrics.containsKey(right)) {
      String turned = usual(parts.group(2)).equals("<=") ? ">=" : "<=";
      return "Write `" + right + " " + turned + " " + left + "`.";
    }
    return left.isEmpty() || Character.isDigit(left.charAt(0))
        ? form(right, metrics)
        : Spelling.wayOut(left, metrics.keySet());
  }

  /** How a bound reads, with a metric of the text if it has one. */
  private static String form(String text, Map<String, Metric> metrics) {
    String example =
        metrics.values().stream()
            .filter(metric -> text.contains(metric.name()))
            .findFirst()
            .or(() -> metrics.values().stream().findFirst())
            .map(metric -> metric.name() + " <= " + metric.dimension().example())
            .orElse("metric <= " + Dimension.TIME.example());
    return "A bound reads `metric <= quantity`, such as `" + example + "`.";
  }

  private static String usual(String symbol) {
    return symbol.contains(">") || symbol.contains("≥") ? ">=" : "<=";
  }

  private static Span part(Matcher parts, int group) {
    return new Span(parts.start(group), parts.end(group) - parts.start(group));
  }
}
