package dev.sds.evaluators.java;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads sources in one linear pass, before any recursive parser does, and refuses what could hurt
 * one: too much text, too many tokens, deep nesting, endless expressions, string constants that
 * explode when folded. It also refuses what makes text look other than it compiles: Unicode
 * escapes, control and direction characters, letters outside ASCII in code.
 */
public final class BoundedLexer {

  private final Limits limits;

  public BoundedLexer(Limits limits) {
    this.limits = limits;
  }

  /**
   * What the pass found, and the hash of the tokens alone: layout and comments do not change it.
   */
  public record Lexed(List<Finding> findings, String canonicalHash) {
    public Lexed {
      findings = List.copyOf(findings);
    }
  }

  public Lexed lex(JavaSources sources) {
    var tokens = new TreeMap<String, List<Token>>();
    List<Finding> findings = check(sources, tokens);
    var canonical = new TreeMap<String, byte[]>();
    tokens.forEach((path, all) -> canonical.put(path, words(all).getBytes(StandardCharsets.UTF_8)));
    return new Lexed(findings, tokens.isEmpty() ? "" : JavaSources.hash(canonical));
  }

  /** What the pass finds. */
  public List<Finding> check(JavaSources sources) {
    return check(sources, new TreeMap<>());
  }

  private List<Finding> check(JavaSources sources, Map<String, List<Token>> tokens) {
    long characters = sources.files().values().stream().mapToLong(String::length).sum();
    if (characters > limits.characters()) {
      var finding =
          first(
              sources,
              "%d characters of source are more than the %d allowed"
                  .formatted(characters, limits.characters()));
      return List.of(finding);
    }
    var findings = new ArrayList<Finding>();
    var all = new ArrayList<Token>();
    sources
        .files()
        .forEach(
            (path, text) -> {
              var scanner = new Scanner(path, text, findings);
              List<Token> some = scanner.scan(limits.tokens() - all.size());
              shape(path, some, findings);
              all.addAll(some);
              tokens.put(path, some);
            });
    if (findings.isEmpty()) {
      new ConstantFolding(limits.constant()).check(sources, all).ifPresent(findings::add);
    }
    return findings;
  }

  private static Finding first(JavaSources sources, String message) {
    return new Finding(Finding.By.LEXER, sources.files().firstKey(), 0, 0, message);
  }

  private static String words(List<Token> tokens) {
    return tokens.stream().map(Token::text).collect(Collectors.joining(" "));
  }

  private void shape(String path, List<Token> tokens, List<Finding> findings) {
    int depth = 0;
    int run = 0;
    for (Token token : tokens) {
      if (token.kind() == Token.Kind.SYMBOL) {
        depth += opens(token) ? 1 : closes(token) ? -1 : 0;
        run = separates(token) ? 0 : run;
      }
      run++;
      if (depth > limits.nesting() || run > limits.expression()) {
        findings.add(at(path, token, depth > limits.nesting()));
        return;
      }
    }
  }

  private Finding at(String path, Token token, boolean deep) {
    String message =
        deep
            ? "more than %d brackets are open here".formatted(limits.nesting())
            : "more than %d tokens without a separator; split the expression"
                .formatted(limits.expression());
    return new Finding(Finding.By.LEXER, path, token.line(), token.column(), message);
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
