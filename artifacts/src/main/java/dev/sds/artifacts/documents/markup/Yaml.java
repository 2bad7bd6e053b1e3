package dev.sds.artifacts.documents.markup;

import java.util.Locale;

/** Text as a YAML scalar, always in double quotes, so that no value is read as another type. */
public final class Yaml {

  private Yaml() {}

  public static String quoted(String raw) {
    var out = new StringBuilder("\"");
    raw.strip().codePoints().forEach(c -> append(c, out));
    return out.append('"').toString();
  }

  private static void append(int c, StringBuilder out) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      default -> {
        if (printable(c)) {
          out.appendCodePoint(c);
        } else {
          out.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
        }
      }
    }
  }

  private static boolean printable(int c) {
    return (c >= ' ' && c < 0x7f)
        || (c <= 0xffff && Character.isLetterOrDigit(c))
        || (c > 0xa0 && c < 0x2000)
        || (c >= 0x2010 && c < 0x2028);
  }
}
