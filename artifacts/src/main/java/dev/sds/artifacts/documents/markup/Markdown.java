package dev.sds.artifacts.documents.markup;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Foreign text as Markdown that cannot break out of the line, cell or block it stands in. */
public final class Markdown {

  /** Line ends, control characters and characters that turn the direction of writing. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\s\\p{Cntrl}\\u2028\\u2029]+");

  private static final Pattern FORMATTING = Pattern.compile("\\p{Cf}");
  private static final Pattern CODE = Pattern.compile("`([^`|]+)`");
  private static final Pattern BACKTICKS = Pattern.compile("`+");
  private static final Pattern LIST_MARK = Pattern.compile("^(\\d+)([.)])");

  private Markdown() {}

  /** One line of text; pairs of backticks keep their meaning, all else is shown as it is. */
  public static String text(String raw) {
    String line = oneLine(raw);
    var out = new StringBuilder();
    Matcher code = CODE.matcher(line);
    int from = 0;
    while (code.find()) {
      escape(line, from, code.start(), out);
      out.append(code.group());
      from = code.end();
    }
    escape(line, from, line.length(), out);
    return unmarked(out.toString());
  }

  /** A name or an expression, in a code span. */
  public static String code(String raw) {
    String line = oneLine(raw);
    if (line.isEmpty()) {
      return "(empty)";
    }
    return line.indexOf('`') < 0 && line.indexOf('|') < 0
        ? "`" + line + "`"
        : "<code>" + entities(line) + "</code>";
  }

  /** An expression in a code span, outside tables only: a bar in it would end a cell. */
  public static String expression(String raw) {
    String line = oneLine(raw);
    return line.indexOf('`') < 0 && !line.isEmpty() ? "`" + line + "`" : code(raw);
  }

  /** An expression in a code span inside a table. */
  public static String cell(String raw) {
    return expression(raw).replace("|", "\\|");
  }

  /** Lines in a fenced block that nothing in them can close. */
  public static String block(String language, String raw) {
    String text =
        raw.replace("\r\n", "\n").replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "").stripTrailing();
    int longest =
        BACKTICKS.matcher(text).results().mapToInt(r -> r.group().length()).max().orElse(0);
    String fence = "`".repeat(Math.max(3, longest + 1));
    return fence + language + "\n" + text + "\n" + fence;
  }

  /** The text on one line, without characters that do not show. */
  public static String oneLine(String raw) {
    return FORMATTING.matcher(INVISIBLE.matcher(raw).replaceAll(" ")).replaceAll("").strip();
  }

  private static void escape(String line, int from, int to, StringBuilder out) {
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      switch (c) {
        case '<' -> out.append(opensTag(line, i) ? "&lt;" : "<");
        case '&' -> out.append("&amp;");
        case '\\', '*', '[', ']', '~', '$', '`', '|' -> out.append('\\').append(c);
        case '_' -> out.append(insideWord(line, i) ? "_" : "\\_");
        default -> out.append(c);
      }
    }
  }

  private static boolean opensTag(String line, int at) {
    if (at + 1 >= line.length()) {
      return true;
    }
    char next = line.charAt(at + 1);
    return Character.isLetter(next) || "/!?".indexOf(next) >= 0;
  }

  private static boolean insideWord(String line, int at) {
    return at > 0
        && at + 1 < line.length()
        && Character.isLetterOrDigit(line.charAt(at - 1))
        && Character.isLetterOrDigit(line.charAt(at + 1));
  }

  /** Takes the meaning from marks that only count at the start of a line. */
  private static String unmarked(String line) {
    if (!line.isEmpty() && "#-+=>".indexOf(line.charAt(0)) >= 0) {
      return "\\" + line;
    }
    return LIST_MARK.matcher(line).replaceFirst("$1\\\\$2");
  }

  private static String entities(String line) {
    var out = new StringBuilder();
    line.chars()
        .forEach(
            c -> {
              if (c > 127 || Character.isLetterOrDigit(c) || " .,:;()=+-/".indexOf(c) >= 0) {
                out.append((char) c);
              } else {
                out.append("&#").append(c).append(';');
              }
            });
    return out.toString();
  }
}
