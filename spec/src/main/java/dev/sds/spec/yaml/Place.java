package dev.sds.spec.yaml;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import org.jspecify.annotations.Nullable;

/** Where something stands in a text, so that a message can point at it. */
public record Place(Source source, Span span) {

  public Diagnostic error(String code, String message, @Nullable String fix) {
    return Diagnostic.error(code, message, source, span, fix);
  }

  public Diagnostic remark(
      Diagnostic.Severity severity, String code, String message, @Nullable String fix) {
    return new Diagnostic(severity, code, message, source, span, fix);
  }

  public BadInputException refusal(String code, String message, @Nullable String fix) {
    return new BadInputException(error(code, message, fix));
  }

  /** The characters as they stand in the source. */
  public String raw() {
    return source.text().substring(span.offset(), span.end());
  }

  /** The line, from 1. */
  public int line() {
    return source.line(span.offset());
  }

  @Override
  public String toString() {
    return source.name() + ":" + line() + ":" + source.column(span.offset());
  }
}
