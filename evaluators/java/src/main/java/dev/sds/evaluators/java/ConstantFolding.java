package dev.sds.evaluators.java;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Bounds how long a string constant can become when javac folds it: {@code S1 = S0 + S0; S2 = S1 +
 * S1} doubles with each line. Names count without regard to scope, so the bound is never too low.
 */
final class ConstantFolding {

  /** No number or character folds to more. */
  private static final int UNKNOWN = 25;

  private final int limit;
  private final SortedMap<String, List<Definition>> definitions;

  /** A name, and what its value is made of. */
  record Definition(String file, Token name, long literals, List<String> names) {
    Definition {
      names = List.copyOf(names);
    }
  }

  private ConstantFolding(int limit, SortedMap<String, List<Definition>> definitions) {
    this.limit = limit;
    this.definitions = definitions;
  }

  /** What a file may define. */
  static List<Definition> definitions(String file, List<Token> tokens) {
    return new Reading(file, tokens).read();
  }

  /** The first name whose value could become too long. */
  static Optional<Finding> check(List<Definition> all, int limit) {
    var definitions = new TreeMap<String, List<Definition>>();
    all.forEach(d -> definitions.computeIfAbsent(d.name().text(), _ -> new ArrayList<>()).add(d));
    return new ConstantFolding(limit, definitions).tooLong().map(d -> finding(d, limit));
  }

  private static Finding finding(Definition definition, int limit) {
    Token token = definition.name();
    return new Finding(
        Finding.By.LEXER,
        definition.file(),
        token.line(),
        token.column(),
        "the string constant '%s' could fold to more than %d characters"
            .formatted(token.text(), limit));
  }

  /**
   * Lets lengths grow round by round until they rest, one is too long, or there were as many rounds
   * as definitions. A real constant rests on no definition twice, so by then the bound holds for
   * it, whatever cycles the names seem to form across scopes.
   */
  private Optional<Definition> tooLong() {
    var lengths = new HashMap<String, Long>();
    int rounds = definitions.values().stream().mapToInt(List::size).sum() + 1;
    boolean grew = true;
    for (int round = 0; round < rounds && grew; round++) {
      grew = false;
      for (var entry : definitions.entrySet()) {
        long longest = entry.getValue().stream().mapToLong(d -> length(d, lengths)).max().orElse(0);
        if (longest > limit) {
          return Optional.of(entry.getValue().getFirst());
        }
        Long before = lengths.put(entry.getKey(), longest);
        grew |= before == null || before < longest;
      }
    }
    return Optional.empty();
  }

  private long length(Definition definition, Map<String, Long> lengths) {
    long sum = definition.literals();
    for (String name : definition.names()) {
      sum += definitions.containsKey(name) ? lengths.getOrDefault(name, 0L) : UNKNOWN;
    }
    return sum;
  }

  private static final class Reading {

    private final String file;
    private final List<Token> tokens;
    private final List<Definition> found = new ArrayList<>();

    Reading(String file, List<Token> tokens) {
      this.file = file;
      this.tokens = tokens;
    }

    List<Definition> read() {
      for (int i = 0; i + 2 < tokens.size(); i++) {
        if (tokens.get(i).is("String") || tokens.get(i).is("var")) {
          declarators(i + 1);
        }
      }
      return List.copyOf(found);
    }

    /** Reads {@code a = x, b = y;} and stops at whatever is not a declarator with a value. */
    private void declarators(int start) {
      int i = start;
      while (i + 1 < tokens.size()
          && tokens.get(i).kind() == Token.Kind.WORD
          && tokens.get(i + 1).is("=")) {
        int end = value(i);
        if (end >= tokens.size() || !tokens.get(end).is(",")) {
          return;
        }
        i = end + 1;
      }
    }

    private int value(int name) {
      long literals = 0;
      var names = new ArrayList<String>();
      int depth = 0;
      int i = name + 2;
      for (; i < tokens.size(); i++) {
        Token token = tokens.get(i);
        if (depth == 0 && (token.is(";") || token.is(",") || token.is(")"))) {
          break;
        }
        depth += token.is("(") || token.is("{") || token.is("[") ? 1 : 0;
        depth -= token.is(")") || token.is("}") || token.is("]") ? 1 : 0;
        switch (token.kind()) {
          case STRING, CHARACTER, NUMBER -> literals += token.text().length();
          case WORD -> {
            if (i + 1 < tokens.size() && !tokens.get(i + 1).is("(")) {
              names.add(token.text());
            }
          }
          case SYMBOL -> {}
        }
      }
      found.add(new Definition(file, tokens.get(name), literals, names));
      return i;
    }
  }
}
