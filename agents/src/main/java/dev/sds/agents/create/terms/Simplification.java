package dev.sds.agents.create.terms;

import dev.sds.agents.create.terms.Term.Op;
import java.util.Comparator;
import java.util.List;

/**
 * The canonical form of a term: constants folded, neutral parts dropped, arguments of commutative
 * operations in one order. Equal canonical forms compute the same; the reverse does not hold.
 */
public final class Simplification {

  private static final Comparator<Term> ORDER = Comparator.comparing(Term::toString);

  private Simplification() {}

  public static Term of(Term term) {
    List<Term> arguments = term.arguments().stream().map(Simplification::of).toList();
    return switch (term.op()) {
      case CONSTANT, FEATURE, ALWAYS -> term;
      case ADD -> add(arguments.get(0), arguments.get(1));
      case SUBTRACT -> subtract(arguments.get(0), arguments.get(1));
      case MULTIPLY -> multiply(arguments.get(0), arguments.get(1));
      case DIVIDE -> divide(arguments.get(0), arguments.get(1));
      case LEAST, GREATEST, BOTH, EITHER -> lattice(term.op(), arguments.get(0), arguments.get(1));
      case ROOT -> root(arguments.getFirst());
      case SUM -> is(arguments.getFirst(), 0) ? arguments.getFirst() : sum(term, arguments);
      case CHOOSE -> choose(arguments);
      case AT_MOST -> atMost(arguments.get(0), arguments.get(1));
    };
  }

  private static Term add(Term a, Term b) {
    if (isConstant(a) && isConstant(b)) {
      return Term.constant(a.value() + b.value());
    }
    if (is(a, 0)) {
      return b;
    }
    return is(b, 0) ? a : ordered(Op.ADD, a, b);
  }

  private static Term subtract(Term a, Term b) {
    if (isConstant(a) && isConstant(b)) {
      return Term.constant(a.value() - b.value());
    }
    if (a.equals(b)) {
      return Term.constant(0);
    }
    if (a.op() == Op.ADD && a.arguments().contains(b)) {
      return a.argument(a.argument(0).equals(b) ? 1 : 0);
    }
    return is(b, 0) ? a : Term.of(Op.SUBTRACT, a, b);
  }

  private static Term sum(Term term, List<Term> arguments) {
    return Term.sum(term.name(), arguments.getFirst());
  }

  private static Term multiply(Term a, Term b) {
    if (isConstant(a) && isConstant(b)) {
      return Term.constant(a.value() * b.value());
    }
    if (is(a, 0) || is(b, 0)) {
      return Term.constant(0);
    }
    if (is(a, 1)) {
      return b;
    }
    return is(b, 1) ? a : ordered(Op.MULTIPLY, a, b);
  }

  private static Term divide(Term a, Term b) {
    if (isConstant(b)) {
      double by = Math.max(1, b.value());
      return by == 1 ? a : multiply(a, Term.constant(1 / by));
    }
    return is(a, 0) ? a : Term.of(Op.DIVIDE, a, b);
  }

  private static Term lattice(Op op, Term a, Term b) {
    if (a.equals(b)) {
      return a;
    }
    if (isConstant(a) && isConstant(b)) {
      boolean least = op == Op.LEAST;
      return Term.constant(least ? Math.min(a.value(), b.value()) : Math.max(a.value(), b.value()));
    }
    if (op == Op.BOTH && a.op() == Op.ALWAYS) {
      return b;
    }
    if (op == Op.BOTH && b.op() == Op.ALWAYS) {
      return a;
    }
    if (op == Op.EITHER && (a.op() == Op.ALWAYS || b.op() == Op.ALWAYS)) {
      return Term.of(Op.ALWAYS);
    }
    return ordered(op, a, b);
  }

  private static Term root(Term a) {
    return isConstant(a) ? Term.constant(Math.sqrt(Math.abs(a.value()))) : Term.of(Op.ROOT, a);
  }

  private static Term choose(List<Term> arguments) {
    boolean decided = arguments.get(0).op() == Op.ALWAYS;
    return decided || arguments.get(1).equals(arguments.get(2))
        ? arguments.get(1)
        : new Term(Op.CHOOSE, arguments, "", 0);
  }

  private static Term atMost(Term a, Term b) {
    boolean always = a.equals(b) || (isConstant(a) && isConstant(b) && a.value() <= b.value());
    return always ? Term.of(Op.ALWAYS) : Term.of(Op.AT_MOST, a, b);
  }

  private static Term ordered(Op op, Term a, Term b) {
    return ORDER.compare(a, b) <= 0 ? Term.of(op, a, b) : Term.of(op, b, a);
  }

  private static boolean isConstant(Term term) {
    return term.op() == Op.CONSTANT;
  }

  private static boolean is(Term term, double value) {
    return isConstant(term) && term.value() == value;
  }
}
