package dev.sds.agents.create.terms;

import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.ProgramSpace.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the features of a space count, and which of them may be compared. Where a feature is a ratio
 * of two units, others are converted by it: {@code prompt / block-tokens} counts blocks.
 */
public record Units(ProgramSpace space) {

  private static final int CONVERSIONS = 2;

  /** The unit of a term; empty where it has none or mixes several. */
  public String of(Term term) {
    return switch (term.op()) {
      case FEATURE -> space.feature(term.name()).map(Feature::unit).orElse("");
      case ADD, SUBTRACT, LEAST, GREATEST -> {
        String first = of(term.argument(0));
        String second = of(term.argument(1));
        yield first.isEmpty() ? second : second.isEmpty() || second.equals(first) ? first : "";
      }
      case MULTIPLY -> {
        String first = of(term.argument(0));
        String second = of(term.argument(1));
        yield first.isEmpty()
            ? second
            : second.isEmpty() ? first : product(first, second, product(second, first, ""));
      }
      case DIVIDE -> quotient(of(term.argument(0)), of(term.argument(1)));
      case CHOOSE -> of(term.argument(1));
      case SUM -> of(term.argument(0));
      case CONSTANT, ROOT, ALWAYS, AT_MOST, BOTH, EITHER -> "";
    };
  }

  private static String product(String unit, String ratio, String otherwise) {
    return ratio.endsWith("/" + unit)
        ? ratio.substring(0, ratio.length() - unit.length() - 1)
        : otherwise;
  }

  private static String quotient(String unit, String ratio) {
    if (ratio.isEmpty()) {
      return unit;
    }
    return !unit.isEmpty() && ratio.startsWith(unit + "/")
        ? ratio.substring(unit.length() + 1)
        : "";
  }

  /** A term in another unit, where a ratio converts it; itself where it counts that already. */
  public Optional<Term> converted(Term term, String unit) {
    String own = of(term);
    if (own.equals(unit)) {
      return Optional.of(term);
    }
    return space.features().stream()
        .filter(f -> f.unit().equals(own + "/" + unit))
        .findFirst()
        .map(f -> Term.of(Term.Op.DIVIDE, term, Term.feature(f.name())));
  }

  /** Every feature in a unit, those of other units converted where a ratio allows it. */
  public List<Term> in(String unit) {
    return in(unit, CONVERSIONS);
  }

  private List<Term> in(String unit, int conversions) {
    var terms = new ArrayList<Term>();
    for (Feature feature : space.features()) {
      Term ratio = Term.feature(feature.name());
      if (feature.unit().equals(unit)) {
        terms.add(ratio);
      } else if (conversions > 0 && feature.unit().endsWith("/" + unit)) {
        String from = product(unit, feature.unit(), "");
        in(from, conversions - 1).stream()
            .filter(t -> !t.parts().contains(ratio))
            .forEach(t -> terms.add(Term.of(Op.DIVIDE, t, ratio)));
      } else if (conversions > 0 && feature.unit().startsWith(unit + "/")) {
        String from = quotient(unit, feature.unit());
        in(from, conversions - 1).stream()
            .filter(t -> t.op() == Op.FEATURE)
            .forEach(t -> terms.add(Term.of(Op.MULTIPLY, t, ratio)));
      }
    }
    return terms;
  }
}
