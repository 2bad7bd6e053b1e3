package dev.sds.spec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One problem of a text that a person wrote: the fact in one sentence, the source line with carets,
 * the way out.
 *
 * @param code stable, for tools ({@code spec.unknown-key})
 * @param source the text; null where the problem has no place in one
 * @param span where; ignored without a source
 * @param fix what to do; null if the message says all
 */
public record Diagnostic(
    Severity severity,
    String code,
    String message,
    @Nullable Source source,
    Span span,
    @Nullable String fix) {

  private static final int LONGEST = 600;

  /** How bad it is; only errors stop a run. */
  public enum Severity {
    ERROR,
    WARNING,
    NOTE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Diagnostic error(
      String code, String message, Source source, Span span, @Nullable String fix) {
    return new Diagnostic(Severity.ERROR, code, message, source, span, fix);
  }

  /** A problem of the whole run, such as a missing file. */
  public static Diagnostic error(String code, String message, @Nullable String fix) {
    return new Diagnostic(Severity.ERROR, code, message, null, new Span(0, 0), fix);
  }

  /** {@code file:line:column}, or an empty text. */
  public String target() {
    Source where = source;
    if (where == null) {
      return "";
    }
    return where.name() + ":" + where.line(span.offset()) + ":" + where.column(span.offset());
  }

  /** The message as a terminal shows it, over several lines, without a trailing line end. */
  public String render() {
    var text = new StringBuilder();
    Source where = source;
    if (where != null) {
      text.append(target()).append(": ");
    }
    text.append(severity.label()).append(": ").append(shown(message));
    if (where != null) {
      int cut = Math.max(0, where.column(span.offset()) - LONGEST / 2);
      String line = where.lineText(span.offset());
      line = line.substring(Math.min(cut, line.length()));
      int column = where.column(span.offset()) - cut;
      int seen = Math.min(line.length(), LONGEST);
      int carets = Math.max(1, Math.min(span.length(), seen - column + 1));
      String gutter = String.format(Locale.ROOT, "%5d | ", where.line(span.offset()));
      text.append('\n').append(gutter).append(shown(line));
      text.append('\n').append(" ".repeat(gutter.length() - 2)).append("| ");
      text.append(" ".repeat(column - 1)).append("^".repeat(carets));
    }
    String wayOut = fix;
    if (wayOut != null) {
      text.append("\n  ").append(shown(wayOut));
    }
    return text.toString();
  }

  /** Without characters by which a foreign text could steer the terminal. */
  private static String shown(String text) {
    String plain = text.replaceAll("[\\p{Cc}&&[^\n]]", " ");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
  }
}
