package dev.sds.evaluators.java;

import java.util.ArrayList;
import java.util.List;

/** Cuts one file into tokens, without comments, and stops at the first thing it refuses. */
final class Scanner {

  private final String path;
  private final String text;
  private final List<Finding> findings;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;
  private boolean stopped;

  Scanner(String path, String text, List<Finding> findings) {
    this.path = path;
    this.text = text;
    this.findings = findings;
  }

  List<Token> scan(int limit) {
    while (at < text.length() && !stopped) {
      int before = at;
      step();
      if (tokens.size() > limit) {
        refuse(before, "more tokens than allowed in all files together");
      }
    }
    return tokens;
  }

  private void step() {
    char c = text.charAt(at);
    if (Character.isWhitespace(c) && c < 128) {
      advance();
    } else if (text.startsWith("//", at)) {
      comment("\n");
    } else if (text.startsWith("/*", at)) {
      comment("*/");
    } else if (text.startsWith("\"\"\"", at)) {
      quoted("\"\"\"", Token.Kind.STRING);
    } else if (c == '"') {
      quoted("\"", Token.Kind.STRING);
    } else if (c == '\'') {
      quoted("'", Token.Kind.CHARACTER);
    } else if (isWord(c)) {
      word();
    } else {
      symbol(c);
    }
  }

  private void symbol(char c) {
    int start = at;
    if (c == '\\') {
      refuse(at, "a backslash outside a string; Unicode escapes are not allowed");
    } else if (c < ' ' || c > '~') {
      refuse(at, "character U+%04X is not allowed in code".formatted((int) c));
    }
    advance();
    add(Token.Kind.SYMBOL, start, line, column(start));
  }

  private void word() {
    int start = at;
    boolean number = Character.isDigit(text.charAt(at));
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    add(number ? Token.Kind.NUMBER : Token.Kind.WORD, start, line, column(start));
  }

  private static boolean isWord(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '$');
  }

  private void comment(String end) {
    int start = at;
    at += 2;
    while (at < text.length() && !text.startsWith(end, at) && !stopped) {
      escape();
      advance();
    }
    if (at >= text.length() && end.equals("*/")) {
      refuse(start, "this comment does not end");
    }
    at = Math.min(text.length(), at + (end.equals("*/") ? 2 : 0));
  }

  private void quoted(String quote, Token.Kind kind) {
    int start = at;
    int startLine = line;
    int startColumn = column(start);
    at += quote.length();
    while (at < text.length() && !text.startsWith(quote, at) && !stopped) {
      if (quote.length() == 1 && text.charAt(at) == '\n') {
        refuse(at, "this literal does not end in its line");
      }
      escape();
      if (text.charAt(at) == '\\') {
        advance();
      }
      if (at < text.length()) {
        advance();
      }
    }
    if (at >= text.length() && !stopped) {
      refuse(start, "this literal does not end");
    }
    at = Math.min(text.length(), at + quote.length());
    add(kind, start, startLine, startColumn);
  }

  /** Refuses what reads otherwise than it compiles, wherever it stands. */
  private void escape() {
    char c = text.charAt(at);
    if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == 'u') {
      refuse(at, "Unicode escapes are not allowed; write the character itself");
    } else if (Character.getType(c) == Character.FORMAT
        || (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
      refuse(at, "control character U+%04X is not allowed".formatted((int) c));
    }
  }

  private void advance() {
    char c = text.charAt(at);
    at++;
    if (c == '\n' || (c == '\r' && (at >= text.length() || text.charAt(at) != '\n'))) {
      line++;
      lineStart = at;
    }
  }

  private int column(int index) {
    return index - lineStart + 1;
  }

  private void add(Token.Kind kind, int start, int startLine, int startColumn) {
    tokens.add(new Token(kind, text.substring(start, at), startLine, startColumn));
  }

  private void refuse(int index, String message) {
    if (!stopped) {
      findings.add(new Finding(Finding.By.LEXER, path, line, column(index), message));
    }
    stopped = true;
  }
}
