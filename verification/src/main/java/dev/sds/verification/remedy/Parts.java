package dev.sds.verification.remedy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The parts of a formula that must all hold. */
final class Parts {

  private static final String AND = "/\\";

  /** What reaches to the end of a formula, so that a conjunction behind it is no part of it. */
  private static final Pattern FAR =
      Pattern.compile("\\\\[AE]\\b|\\bLET\\b|\\bIF\\b|\\bCASE\\b|\\bCHOOSE\\b|=>|\\\\/|<=>|~>");

  private Parts() {}

  /** The parts of a conjunction; one, the whole, of anything else. */
  static List<String> of(String formula) {
    if (formula.startsWith(AND)) {
      return listed(formula);
    }
    if (FAR.matcher(formula).find() || formula.indexOf('\n') >= 0) {
      return List.of(formula);
    }
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < formula.length(); i++) {
      switch (formula.charAt(i)) {
        case '(', '[', '{' -> depth++;
        case ')', ']', '}' -> depth--;
        default -> {
          if (depth == 0 && formula.startsWith(AND, i)) {
            parts.add(formula.substring(from, i).strip());
            from = i + AND.length();
          }
        }
      }
    }
    parts.add(formula.substring(from).strip());
    return parts;
  }

  /** A list of bullets: each line that begins like the first begins a part. */
  private static List<String> listed(String formula) {
    List<String> parts = new ArrayList<>();
    var part = new StringBuilder();
    for (String line : formula.split("\n", -1)) {
      if (line.startsWith(AND)) {
        if (!part.isEmpty()) {
          parts.add(part.toString().stripTrailing());
        }
        part.setLength(0);
        part.append("  ").append(line.substring(AND.length()));
      } else {
        part.append('\n').append(line);
      }
    }
    parts.add(part.toString().stripTrailing());
    return parts.stream().map(String::stripIndent).map(String::strip).toList();
  }

  /** A conjunction of parts; TRUE of none. */
  static String all(List<String> parts) {
    if (parts.isEmpty()) {
      return "TRUE";
    }
    var text = new StringBuilder();
    for (String part : parts) {
      text.append(text.isEmpty() ? "" : "\n").append(AND).append(' ');
      text.append(part.replace("\n", "\n   "));
    }
    return text.toString();
  }
}
