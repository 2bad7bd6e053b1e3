package dev.sds.spec.text;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import dev.sds.spec.Spelling;
import dev.sds.spec.yaml.YamlDocument;
import dev.sds.spec.yaml.YamlNode;
import dev.sds.spec.yaml.YamlNode.Mapping;
import dev.sds.spec.yaml.YamlText;
import java.util.List;
import java.util.Optional;

/** Changes single values of a spec where they stand, so that comments and layout stay. */
public final class SpecEdit {

  private SpecEdit() {}

  /**
   * The text with another value at a path such as {@code requirements.R2.bound}.
   *
   * @param value a text, number, boolean, list or map; written on one line
   * @throws BadInputException if nothing stands at the path
   */
  public static String replace(Source source, String path, Object value) throws BadInputException {
    YamlNode root = YamlDocument.read(source);
    Optional<YamlNode> node = root.at(path);
    if (node.isEmpty()) {
      throw missing(root, path);
    }
    Span span = node.get().span();
    String written = YamlText.inline(value);
    return splice(source, span, span.length() == 0 ? " " + written : written);
  }

  /**
   * The text with a value at a path whose last key may be new; a new key becomes the last one of
   * its mapping.
   *
   * @throws BadInputException if there is no mapping to put the key into
   */
  public static String put(Source source, String path, Object value) throws BadInputException {
    YamlNode root = YamlDocument.read(source);
    if (root.at(path).isPresent()) {
      return replace(source, path, value);
    }
    int dot = path.lastIndexOf('.');
    Optional<YamlNode> parent = dot < 0 ? Optional.of(root) : root.at(path.substring(0, dot));
    if (!(parent.orElse(null) instanceof Mapping mapping)) {
      throw missing(root, path);
    }
    String line = YamlText.inline(path.substring(dot + 1)) + ": " + YamlText.inline(value);
    return mapping.inBraces()
        ? intoBraces(source, mapping, line)
        : splice(source, endOfLine(mapping), "\n" + margin(mapping) + line);
  }

  private static String intoBraces(Source source, Mapping mapping, String entry) {
    boolean empty = mapping.entries().isEmpty();
    int at = empty ? mapping.span().offset() + 1 : mapping.entries().getLast().value().span().end();
    return splice(source, new Span(at, 0), empty ? entry : ", " + entry);
  }

  /** Behind the mapping's last line, so that a comment stays with the value it stands beside. */
  private static Span endOfLine(Mapping mapping) {
    String text = mapping.place().source().text();
    int end = text.indexOf('\n', mapping.span().end());
    return new Span(end < 0 ? text.length() : end, 0);
  }

  /** The indentation of a block mapping's keys. */
  private static String margin(Mapping mapping) {
    Span span = mapping.span();
    return " ".repeat(mapping.place().source().column(span.offset()) - 1);
  }

  private static String splice(Source source, Span span, String text) {
    return source.text().substring(0, span.offset()) + text + source.text().substring(span.end());
  }

  private static BadInputException missing(YamlNode root, String path) {
    YamlNode node = root;
    for (String step : path.split("\\.", -1)) {
      Optional<YamlNode> next = node.child(step);
      if (next.isEmpty()) {
        List<String> keys = node instanceof Mapping mapping ? mapping.keys() : List.of();
        return node.place()
            .refusal("spec.edit", "There is no `" + path + "` here.", Spelling.wayOut(step, keys));
      }
      node = next.get();
    }
    throw new IllegalStateException("The path '" + path + "' exists.");
  }
}
