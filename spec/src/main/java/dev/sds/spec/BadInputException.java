package dev.sds.spec;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Input that a person must mend, with every problem found in it. */
public final class BadInputException extends Exception {

  private final transient List<Diagnostic> diagnostics;

  public BadInputException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public BadInputException(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /**
   * One problem of the whole run.
   *
   * @param fix what to do; null if the message says all
   */
  public static BadInputException of(String code, String message, @Nullable String fix) {
    return new BadInputException(Diagnostic.error(code, message, fix));
  }
}
