package dev.sds.spec.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Writes trees of maps, lists, texts, numbers and booleans as YAML. Equal trees give equal bytes:
 * maps without an order of their own are written by key.
 */
public final class YamlText {

  private static final int LONGEST_KEY = 500;

  /** Words that some YAML reader takes for a boolean or for nothing. */
  private static final Set<String> RESERVED =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private static final Pattern PLAIN_START = Pattern.compile("[\\p{L}_/(.\\d].*", Pattern.DOTALL);

  /** What some YAML reader takes for a number, a date or a time. */
  private static final Pattern NUMBER_LIKE = Pattern.compile("[.\\d][0-9a-fA-FxXoO_.:+eETtZz -]*");

  private YamlText() {}

  /** A whole document in block style, ending with a line end. */
  public static String write(Object tree) {
    var text = new StringBuilder();
    block(tree, 0, text);
    return text.toString();
  }

  /** A tree on one line, as it may stand after a key or inside brackets. */
  public static String inline(Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> {
        var items =
            ordered(map).entrySet().stream()
                .map(e -> key(e.getKey(), Context.FLOW) + ": " + inline(e.getValue()))
                .toList();
        yield "{" + String.join(", ", items) + "}";
      }
      case List<?> list ->
          "[" + String.join(", ", list.stream().map(YamlText::inline).toList()) + "]";
      default -> scalar(tree, Context.FLOW);
    };
  }

  /** A text in double quotes, as both YAML and JSON read it. */
  public static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (isPrintable(c)) {
            quoted.append(c);
          } else {
            quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private enum Context {
    BLOCK,
    FLOW
  }

  private static void block(Object tree, int indent, StringBuilder text) {
    switch (tree) {
      case Map<?, ?> map when !map.isEmpty() -> {
        String gap = "";
        for (var entry : ordered(map).entrySet()) {
          text.append(gap).append(key(entry.getKey(), Context.BLOCK)).append(':');
          below(entry.getValue(), indent, text);
          gap = " ".repeat(indent);
        }
      }
      case List<?> list when !list.isEmpty() -> {
        String gap = "";
        for (Object item : list) {
          text.append(gap).append("- ");
          block(item, indent + 2, text);
          gap = " ".repeat(indent);
        }
      }
      case String words when fitsLiteral(words) -> literal(words, indent, text);
      case Map<?, ?> _, List<?> _ -> text.append(inline(tree)).append('\n');
      default -> text.append(scalar(tree, Context.BLOCK)).append('\n');
    }
  }

  /** The value of a key: on its line, or on the lines below. */
  private static void below(Object value, int indent, StringBuilder text) {
    boolean nested =
        (value instanceof Map<?, ?> map && !map.isEmpty())
            || (value instanceof List<?> list && !list.isEmpty());
    text.append(nested ? "\n" + " ".repeat(indent + 2) : " ");
    block(value, indent + 2, text);
  }

  private static boolean fitsLiteral(String text) {
    return text.indexOf('\n') >= 0
        && !text.endsWith("\n\n")
        && !text.startsWith("\n")
        && !text.startsWith(" ")
        && text.lines().allMatch(line -> line.equals(line.stripTrailing()))
        && text.chars().allMatch(c -> c == '\n' || isPrintable((char) c));
  }

  private static void literal(String text, int indent, StringBuilder out) {
    out.append(text.endsWith("\n") ? "|" : "|-").append('\n');
    String margin = " ".repeat(Math.max(indent, 2));
    text.lines()
        .forEach(line -> out.append(line.isEmpty() ? "" : margin).append(line).append('\n'));
  }

  private static String key(Object key, Context context) {
    String name = (String) key;
    if (name.isEmpty() || name.length() > LONGEST_KEY) {
      throw new IllegalArgumentException("The key '" + name + "' is empty or too long.");
    }
    return isPlain(name, context) ? name : quoted(name);
  }

  private static String scalar(Object value, Context context) {
    return switch (value) {
      case String text -> isPlain(text, context) ? text : quoted(text);
      case Boolean flag -> flag.toString();
      case Double number when !Double.isFinite(number) ->
          throw new IllegalArgumentException("The number " + number + " is not finite.");
      case Number number -> number.toString();
      default -> throw new IllegalArgumentException("No YAML for " + value.getClass());
    };
  }

  private static boolean isPlain(String text, Context context) {
    return PLAIN_START.matcher(text).matches()
        && !NUMBER_LIKE.matcher(text).matches()
        && !RESERVED.contains(text.toLowerCase(Locale.ROOT))
        && text.equals(text.strip())
        && !text.endsWith(":")
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.startsWith("...")
        && text.chars().allMatch(c -> isPrintable((char) c))
        && (context == Context.BLOCK || text.chars().noneMatch(c -> ",[]{}:?".indexOf(c) >= 0));
  }

  private static boolean isPrintable(char c) {
    boolean ascii = c >= ' ' && c < 0x7f;
    return ascii || (c >= 0xa0 && c < 0xd800 && c != 0x2028 && c != 0x2029);
  }

  private static Map<?, ?> ordered(Map<?, ?> map) {
    return map instanceof SequencedMap<?, ?> ? map : new TreeMap<Object, Object>(map);
  }
}
