package dev.sds.artifacts.kit.reader;

import dev.sds.spec.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in a TLA+ expression: not those of record fields, operators like \in, or in strings.
 */
final class Identifiers {

  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|\\\\[A-Za-z]+|[A-Za-z_]\\w*");

  private Identifiers() {}

  /** A name and where it stands. */
  record Found(String name, Span span) {}

  /** The names in the order of the text. */
  static List<Found> in(String text) {
    var found = new ArrayList<Found>();
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      char first = token.group().charAt(0);
      boolean name = first != '"' && first != '\\' && !digitBefore(text, token.start());
      if (name && !field(text, token.start(), token.end())) {
        found.add(new Found(token.group(), new Span(token.start(), token.end() - token.start())));
      }
    }
    return found;
  }

  /** The text with other names. */
  static String renamed(String text, UnaryOperator<String> names) {
    var renamed = new StringBuilder();
    int done = 0;
    for (Found found : in(text)) {
      renamed.append(text, done, found.span().offset()).append(names.apply(found.name()));
      done = found.span().end();
    }
    return renamed.append(text.substring(done)).toString();
  }

  /** Whether a name is bound where it stands, as in {@code \A name \in S}. */
  static boolean binds(String text, String name) {
    return Pattern.compile(
            "\\b"
                + name
                + "\\b\\s*(?:,[\\s\\w,]*)?(?:>>\\s*)?\\\\in\\b.*?[:|]|"
                + "\\b"
                + name
                + "\\b\\s*(?:\\([^)]*\\)|\\[[^]]*])?\\s*==",
            Pattern.DOTALL)
        .matcher(text)
        .find();
  }

  private static boolean digitBefore(String text, int start) {
    return start > 0 && Character.isDigit(text.charAt(start - 1));
  }

  /** {@code r.name}, {@code [name |-> e]} and {@code [name : S]} speak of a field. */
  private static boolean field(String text, int start, int end) {
    String before = text.substring(0, start).stripTrailing();
    String after = text.substring(end).stripLeading();
    boolean first = before.endsWith("[") || before.endsWith(",");
    boolean type = after.startsWith(":") && !after.startsWith(":>");
    boolean part = before.endsWith(".") && !before.endsWith("..");
    return part || (first && (type || after.startsWith("|->")));
  }
}
