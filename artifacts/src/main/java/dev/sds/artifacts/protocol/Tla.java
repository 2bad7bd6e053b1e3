package dev.sds.artifacts.protocol;

import java.util.Set;
import java.util.regex.Pattern;

/** What TLA+ text may stand in a protocol: checked once, in the values' constructors. */
final class Tla {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_\"{}, -]+");

  /** Would end the module, load another one (and with it TLC's own controls), or hide text. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "\\b(MODULE|INSTANCE|EXTENDS|ASSUME|ASSUMPTION|AXIOM|THEOREM|CONSTANTS?|VARIABLES?|"
              + "RECURSIVE)\\b|={4,}|-{4,}|\\(\\*|\\*\\)|\\\\\\*");

  private static final Set<String> RESERVED =
      Set.of(
          """
          IF THEN ELSE LET IN CASE OTHER EXCEPT CHOOSE DOMAIN SUBSET UNION UNCHANGED ENABLED LAMBDA
          LOCAL MODULE INSTANCE EXTENDS CONSTANT CONSTANTS VARIABLE VARIABLES ASSUME THEOREM TRUE
          FALSE BOOLEAN STRING WITH Nat Int Seq Len Append Head Tail SubSeq SelectSeq Cardinality
          IsFiniteSet TypeOK Init Next Fairness Spec vars Deadlock"""
              .split("\\s+", -1));

  private Tla() {}

  static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is not a TLA+ name.");
    }
    boolean prefixed = name.startsWith("Sds") || name.startsWith("WF_") || name.startsWith("SF_");
    if (prefixed || RESERVED.contains(name)) {
      throw new IllegalArgumentException("The name '" + name + "' is taken in every module.");
    }
    return name;
  }

  static String expression(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("A TLA+ expression is empty.");
    }
    var found = FORBIDDEN.matcher(text);
    if (found.find()) {
      throw new IllegalArgumentException(
          "'" + found.group() + "' may not stand in a protocol's expression: " + text);
    }
    return text.strip();
  }

  /** A constant's value as a cfg file takes it: a number, a string, a model value or a set. */
  static String value(String text) {
    if (!VALUE.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a value a constant can have.");
    }
    return text.strip();
  }
}
