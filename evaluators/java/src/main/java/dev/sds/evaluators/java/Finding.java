package dev.sds.evaluators.java;

/**
 * One reason why sources are refused. Line and column count from 1; zero means that the place is
 * not known.
 */
public record Finding(By by, String file, int line, int column, String message) {

  /** The check that found it, in the order in which they are made. */
  public enum By {
    LEXER,
    PARSER,
    COMPILER,
    CONTAINMENT
  }

  public String render() {
    String place = line == 0 ? file : file + ":" + line + (column == 0 ? "" : ":" + column);
    return place + ": " + message;
  }
}
