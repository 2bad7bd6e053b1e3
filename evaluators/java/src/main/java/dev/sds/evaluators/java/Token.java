package dev.sds.evaluators.java;

/** A token of Java as the bounded lexer cuts it: operators come one character at a time. */
record Token(Kind kind, String text, int line, int column) {

  enum Kind {
    WORD,
    NUMBER,
    STRING,
    CHARACTER,
    SYMBOL
  }

  /** Whether nothing stands between this token and another. */
  boolean follows(Token other) {
    return line == other.line && column == other.column + other.text.length();
  }

  boolean is(String expected) {
    return kind != Kind.STRING && text.equals(expected);
  }
}
