package dev.sds.verification.child;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A logged value in the form {@link ModelValues} writes, so that the two can be compared as text.
 * It accepts TLA+'s own notation too ({@code [a |-> 1]}, {@code (k :> v @@ ...)}); text that is no
 * value stays as it is.
 */
final class ValueText {

  private static final String CLOSERS = ",}])>=:|@ \t\n";

  private final String text;
  private int at;

  private ValueText(String text) {
    this.text = text;
  }

  static String canonical(String text) {
    if (isWord(text)) {
      return text;
    }
    ValueText parser = new ValueText(text.strip());
    try {
      String value = parser.value();
      parser.blanks();
      return parser.at == parser.text.length() ? value : text.strip();
    } catch (IllegalArgumentException e) {
      return text.strip();
    }
  }

  /** Most of what a log says: a name or a number, which has one form. */
  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isLetterOrDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private String value() {
    blanks();
    if (skip("{")) {
      return list("}").stream()
          .collect(Collectors.toCollection(() -> new TreeSet<>(ModelValues.ORDER)))
          .stream()
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (skip("<<")) {
      return String.join(", ", list(">>")).transform(inside -> "<<" + inside + ">>");
    }
    if (skip("[")) {
      return entries("]", ",");
    }
    if (skip("(")) {
      return entries(")", "@@");
    }
    return skip("\"") ? string() : word();
  }

  private List<String> list(String end) {
    List<String> elements = new ArrayList<>();
    blanks();
    if (skip(end)) {
      return elements;
    }
    do {
      elements.add(value());
      blanks();
    } while (skip(","));
    require(end);
    return elements;
  }

  private String entries(String end, String separator) {
    TreeMap<String, String> entries = new TreeMap<>(ModelValues.ORDER);
    boolean fields = true;
    do {
      String key = value();
      blanks();
      boolean field = skip("|->") || skip("=");
      if (!field && !skip(":>")) {
        require(":");
      }
      fields &= field;
      entries.put(key, value());
      blanks();
    } while (skip(separator));
    require(end);
    String arrow = fields ? "=" : ": ";
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + arrow + entry.getValue())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String string() {
    int end = text.indexOf('"', at);
    if (end < 0) {
      throw new IllegalArgumentException(text);
    }
    String value = text.substring(at - 1, end + 1);
    at = end + 1;
    return value;
  }

  private String word() {
    int start = at;
    while (at < text.length() && CLOSERS.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (start == at) {
      throw new IllegalArgumentException(text);
    }
    return text.substring(start, at);
  }

  private boolean skip(String token) {
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private void require(String token) {
    blanks();
    if (!skip(token)) {
      throw new IllegalArgumentException(text);
    }
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
