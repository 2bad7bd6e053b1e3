package dev.sds.verification.child;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of what parent and child tell each other: a word that says what it is, and fields of any
 * text, separated by tabs.
 */
public record Line(String kind, List<String> fields) {

  /** The last line of a complete file; without it the writer died on the way. */
  public static final String END = "end";

  /** The only line of a child that could not do its work; its field says why. */
  public static final String FAILED = "failed";

  public Line {
    fields = List.copyOf(fields);
  }

  public static Line of(String kind, String... fields) {
    return new Line(kind, List.of(fields));
  }

  public String field(int index) {
    return index < fields.size() ? fields.get(index) : "";
  }

  public long number(int index) {
    return Long.parseLong(field(index));
  }

  public String text() {
    return fields.isEmpty()
        ? kind
        : fields.stream().map(Line::escape).collect(Collectors.joining("\t", kind + "\t", ""));
  }

  public static Line parse(String text) {
    String[] parts = text.split("\t", -1);
    return new Line(parts[0], java.util.Arrays.stream(parts).skip(1).map(Line::unescape).toList());
  }

  private static String escape(String field) {
    return field
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        char escaped = field.charAt(++i);
        text.append(
            switch (escaped) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> escaped;
            });
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
