package dev.sds.agents.create.terms;

import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.ProgramSpace.Feature;
import dev.sds.artifacts.kit.ProgramSpace.Loop;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * Every term with one thing more in what it compares or ranks by: something that counts the same
 * and is not in it yet; or with another weight on one of the things there. What typically weighs
 * much beside what is there comes with a weight that leaves it a small part, so that the limit
 * beside it still fits.
 */
public record Additions(ProgramSpace space) {

  /** The most that an addition may typically make of what it is added to. */
  private static final double PART = 0.1;

  private static final List<Double> WEIGHTS = List.of(0.5, 2.0);

  public List<Term> to(Term term) {
    var terms = new ArrayList<Term>();
    List<Term> parts = term.parts();
    for (int place = 0; place < parts.size(); place++) {
      Term part = parts.get(place);
      boolean isRank = place == 0 && part.result() == Result.NUMBER;
      boolean isCompared = place > 0 && parts.get(place - 1).op() == Op.AT_MOST;
      if (isRank || isCompared) {
        for (Term other : new Grammar(space).addends(part)) {
          terms.add(term.with(place, Term.of(Op.ADD, part, part(other, part))));
        }
      }
      boolean isWeighted = part.op() == Op.MULTIPLY || part.op() == Op.CONSTANT;
      if (place > 0 && !isWeighted && sums(parts.get(parent(parts, place)))) {
        for (double weight : WEIGHTS) {
          terms.add(term.with(place, Term.of(Op.MULTIPLY, part, Term.constant(weight))));
        }
      }
    }
    return terms;
  }

  private static boolean sums(Term term) {
    return term.op() == Op.ADD || term.op() == Op.SUBTRACT;
  }

  /** Where the term stands that a part is an argument of, in prefix order. */
  private static int parent(List<Term> parts, int place) {
    int parent = place - 1;
    while (parent + parts.get(parent).size() <= place) {
      parent--;
    }
    return parent;
  }

  private Term part(Term addend, Term whole) {
    double share = PART * Math.abs(typical(whole)) / Math.abs(typical(addend));
    return share > 0 && share < 1 ? Term.of(Op.MULTIPLY, addend, Term.constant(share)) : addend;
  }

  /** What a term comes to where every feature has its typical value. */
  private double typical(Term term) {
    double[] of = term.arguments().stream().mapToDouble(this::typical).toArray();
    return switch (term.op()) {
      case CONSTANT -> term.value();
      case FEATURE -> space.feature(term.name()).map(Feature::typical).orElse(1.0);
      case ALWAYS -> 1;
      case ADD -> of[0] + of[1];
      case SUBTRACT -> of[0] - of[1];
      case MULTIPLY -> of[0] * of[1];
      case DIVIDE -> of[0] / Math.max(1, of[1]);
      case LEAST, BOTH -> Math.min(of[0], of[1]);
      case GREATEST, EITHER -> Math.max(of[0], of[1]);
      case ROOT -> Math.sqrt(Math.abs(of[0]));
      case CHOOSE -> of[0] > 0 ? of[1] : of[2];
      case AT_MOST -> of[0] <= of[1] ? 1 : 0;
      case SUM -> of[0] * space.loop(term.name()).map(Loop::typical).orElse(1.0);
    };
  }
}
