package dev.sds.evaluators.java;

import java.util.ArrayList;
import java.util.List;

/**
 * What one pass over one file tells of it.
 *
 * @param tokens how many there are
 * @param canonical the tokens alone: layout and comments do not change it
 * @param constants the string constants that it may define
 */
record LexedFile(
    int tokens,
    List<Finding> findings,
    String canonical,
    List<ConstantFolding.Definition> constants,
    PlatformNames names) {

  /** Operators that mean another thing where nothing stands between them. */
  private static final String GLUED = "+-*/%&|^<>=!:?.";

  static LexedFile of(String path, String text, Limits limits) {
    var findings = new ArrayList<Finding>();
    List<Token> tokens = new Scanner(path, text, findings).scan(limits.tokens());
    shape(path, tokens, limits, findings);
    return new LexedFile(
        tokens.size(),
        List.copyOf(findings),
        canonical(tokens),
        ConstantFolding.definitions(path, tokens),
        PlatformNames.of(path, tokens));
  }

  private static String canonical(List<Token> tokens) {
    var canonical = new StringBuilder();
    Token before = null;
    for (Token token : tokens) {
      if (before != null && !(glues(before) && glues(token) && token.follows(before))) {
        canonical.append(' ');
      }
      canonical.append(token.text());
      before = token;
    }
    return canonical.toString();
  }

  private static boolean glues(Token token) {
    return token.kind() == Token.Kind.SYMBOL && GLUED.contains(token.text());
  }

  private static void shape(
      String path, List<Token> tokens, Limits limits, List<Finding> findings) {
    int depth = 0;
    int run = 0;
    for (Token token : tokens) {
      if (token.kind() == Token.Kind.SYMBOL) {
        depth += opens(token) ? 1 : closes(token) ? -1 : 0;
        run = separates(token) ? 0 : run;
      }
      run++;
      if (depth > limits.nesting()) {
        findings.add(at(path, token, "more than %d brackets are open here", limits.nesting()));
        return;
      }
      if (run > limits.expression()) {
        String message = "more than %d tokens without a separator; split the expression";
        findings.add(at(path, token, message, limits.expression()));
        return;
      }
    }
  }

  private static Finding at(String path, Token token, String message, int limit) {
    return new Finding(
        Finding.By.LEXER, path, token.line(), token.column(), message.formatted(limit));
  }

  private static boolean opens(Token token) {
    return token.text().equals("(") || token.text().equals("{") || token.text().equals("[");
  }

  private static boolean closes(Token token) {
    return token.text().equals(")") || token.text().equals("}") || token.text().equals("]");
  }

  private static boolean separates(Token token) {
    return switch (token.text()) {
      case ";", "{", "}", "," -> true;
      default -> false;
    };
  }
}
