package dev.sds.kits.llmserving.workload;

/** A trace file that cannot be read as one; the message begins with {@code file:line}. */
public final class TraceFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  TraceFormatException(String file, int line, String fact) {
    super(file + ":" + line + ": " + fact);
    this.line = line;
  }

  /** Line of the fault, from 1. */
  public int line() {
    return line;
  }
}
