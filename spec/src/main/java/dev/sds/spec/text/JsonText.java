package dev.sds.spec.text;

import dev.sds.spec.yaml.YamlText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes trees of maps, lists, texts, numbers and booleans as indented JSON. */
final class JsonText {

  private JsonText() {}

  static String write(Object tree) {
    return value(tree, "\n") + "\n";
  }

  private static String value(Object tree, String gap) {
    String inner = gap + "  ";
    return switch (tree) {
      case Map<?, ?> map when map.isEmpty() -> "{}";
      case List<?> list when list.isEmpty() -> "[]";
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(
                  entry ->
                      YamlText.quoted((String) entry.getKey())
                          + ": "
                          + value(entry.getValue(), inner))
              .collect(Collectors.joining("," + inner, "{" + inner, gap + "}"));
      case List<?> list ->
          list.stream()
              .map(item -> value(item, inner))
              .collect(Collectors.joining("," + inner, "[" + inner, gap + "]"));
      case String text -> YamlText.quoted(text);
      default -> tree.toString();
    };
  }
}
