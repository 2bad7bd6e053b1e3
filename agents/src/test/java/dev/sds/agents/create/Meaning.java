package dev.sds.agents.create;

import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What a term computes, told the plain way: the oracle of simplification and of printed Java. */
final class Meaning {

  private Meaning() {}

  static double number(Term term, Map<String, Double> features) {
    return switch (term.op()) {
      case CONSTANT -> term.value();
      case FEATURE -> Objects.requireNonNull(features.get(term.name()));
      case SUM -> {
        double sum = 0;
        for (int job = 0; job < 3; job++) {
          Map<String, Double> turn = new HashMap<>(features);
          double each =
              Objects.requireNonNull(features.get("queue-length"))
                  + job * Objects.requireNonNull(features.get("free"));
          turn.put("done", each);
          turn.put("begun", each);
          sum += number(term.argument(0), turn);
        }
        yield sum;
      }
      case ADD -> left(term, features) + right(term, features);
      case SUBTRACT -> left(term, features) - right(term, features);
      case MULTIPLY -> left(term, features) * right(term, features);
      case DIVIDE -> left(term, features) / Math.max(1, right(term, features));
      case LEAST -> Math.min(left(term, features), right(term, features));
      case GREATEST -> Math.max(left(term, features), right(term, features));
      case ROOT -> Math.sqrt(Math.abs(left(term, features)));
      case CHOOSE ->
          truth(term.argument(0), features)
              ? number(term.argument(1), features)
              : number(term.argument(2), features);
      case ALWAYS, AT_MOST, BOTH, EITHER -> throw new IllegalArgumentException(term.toString());
    };
  }

  static boolean truth(Term term, Map<String, Double> features) {
    return switch (term.op()) {
      case ALWAYS -> true;
      case AT_MOST -> left(term, features) <= right(term, features);
      case BOTH -> truth(term.argument(0), features) && truth(term.argument(1), features);
      case EITHER -> truth(term.argument(0), features) || truth(term.argument(1), features);
      default -> throw new IllegalArgumentException(term.toString());
    };
  }

  private static double left(Term term, Map<String, Double> features) {
    return number(term.argument(0), features);
  }

  private static double right(Term term, Map<String, Double> features) {
    return number(term.argument(1), features);
  }

  static boolean isNumber(Term term) {
    return term.op() != Op.ALWAYS
        && term.op() != Op.AT_MOST
        && term.op() != Op.BOTH
        && term.op() != Op.EITHER;
  }
}
