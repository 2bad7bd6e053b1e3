package dev.sds.agents.create.terms;

import java.util.Locale;

/** A term as a formula, for people. */
public final class Formula {

  private Formula() {}

  public static String of(Term term) {
    return switch (term.op()) {
      case CONSTANT -> number(term.value());
      case FEATURE -> term.name();
      case ALWAYS -> "always";
      case ADD -> inner(term, 0) + " + " + inner(term, 1);
      case SUBTRACT -> inner(term, 0) + " - " + inner(term, 1);
      case MULTIPLY -> inner(term, 0) + " x " + inner(term, 1);
      case DIVIDE -> inner(term, 0) + " / max(1, " + of(term.argument(1)) + ")";
      case LEAST -> "min(" + of(term.argument(0)) + ", " + of(term.argument(1)) + ")";
      case GREATEST -> "max(" + of(term.argument(0)) + ", " + of(term.argument(1)) + ")";
      case ROOT -> "sqrt|" + of(term.argument(0)) + "|";
      case CHOOSE ->
          "if " + of(term.argument(0)) + " then " + inner(term, 1) + " else " + inner(term, 2);
      case SUM -> "sum over " + term.name() + " of (" + of(term.argument(0)) + ")";
      case AT_MOST -> of(term.argument(0)) + " <= " + of(term.argument(1));
      case BOTH -> inner(term, 0) + " and " + inner(term, 1);
      case EITHER -> inner(term, 0) + " or " + inner(term, 1);
    };
  }

  private static String inner(Term term, int position) {
    Term argument = term.argument(position);
    boolean stands =
        switch (argument.op()) {
          case CONSTANT, FEATURE, ALWAYS, LEAST, GREATEST, ROOT, SUM -> true;
          case AT_MOST -> term.result() == argument.result();
          default -> false;
        };
    return stands ? of(argument) : "(" + of(argument) + ")";
  }

  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7
        ? String.format(Locale.ROOT, "%.0f", value)
        : java.math.BigDecimal.valueOf(value).toPlainString();
  }
}
