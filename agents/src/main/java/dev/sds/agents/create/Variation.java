package dev.sds.agents.create;

import dev.sds.agents.create.terms.Grammar;
import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The ways in which a term is changed. */
enum Variation {
  /**
   * Constants are scaled, all by steps of one width that is drawn anew each time, so that some
   * steps are wide enough to travel and some fine enough to arrive.
   */
  TUNE {
    @Override
    Term apply(Term term, Term mate, Grammar grammar, RandomGenerator random) {
      List<Integer> places = places(term, p -> p.op() == Op.CONSTANT);
      if (places.isEmpty()) {
        return INSERT.apply(term, mate, grammar, random);
      }
      double width = WIDEST * Math.pow(NARROWEST / WIDEST, random.nextDouble());
      int sure = places.get(random.nextInt(places.size()));
      Term tuned = term;
      for (int place : places) {
        if (place == sure || random.nextBoolean()) {
          double value = term.parts().get(place).value();
          double scaled = value * Math.exp(width * random.nextGaussian());
          tuned = tuned.with(place, Term.constant(random.nextInt(16) == 0 ? -value : scaled));
        }
      }
      return tuned;
    }
  },
  /** A part is drawn anew. */
  REDRAW {
    @Override
    Term apply(Term term, Term mate, Grammar grammar, RandomGenerator random) {
      int place = random.nextInt(term.size());
      return term.with(place, grammar.draw(term.parts().get(place).result(), random, 3));
    }
  },
  /** A part becomes an operand of a new operation. */
  INSERT {
    @Override
    Term apply(Term term, Term mate, Grammar grammar, RandomGenerator random) {
      List<Integer> tests = places(term, p -> p.result() == Result.TRUTH);
      if (!tests.isEmpty() && random.nextDouble() < FURTHER_TEST) {
        return furtherTest(term, tests.get(random.nextInt(tests.size())), grammar, random);
      }
      List<Integer> numbers = places(term, p -> p.result() == Result.NUMBER);
      if (numbers.isEmpty()) {
        return furtherTest(term, 0, grammar, random);
      }
      int place = numbers.get(random.nextInt(numbers.size()));
      if (!tests.isEmpty() && random.nextDouble() < COMPARED) {
        // What is compared comes right after the comparison, in prefix order.
        place = numbers.stream().filter(n -> tests.contains(n - 1)).findAny().orElse(place);
      }
      Term part = term.parts().get(place);
      Term other =
          random.nextInt(4) > 0
              ? grammar.beside(part, random)
              : grammar.draw(Result.NUMBER, random, 2);
      List<Op> ops = grammar.alike(part, other) ? SUMS : OPERATIONS;
      return term.with(place, Term.of(ops.get(random.nextInt(ops.size())), part, other));
    }

    private static Term furtherTest(Term term, int place, Grammar grammar, RandomGenerator random) {
      Term part = term.parts().get(place);
      Term other = grammar.test(random);
      Op op = random.nextInt(5) == 0 ? Op.EITHER : Op.BOTH;
      return term.with(place, part.op() == Op.ALWAYS ? other : Term.of(op, part, other));
    }
  },
  /** A part gives way to one of its own parts. */
  SHRINK {
    @Override
    Term apply(Term term, Term mate, Grammar grammar, RandomGenerator random) {
      int place = random.nextInt(term.size());
      Term part = term.parts().get(place);
      List<Term> inner =
          part.parts().stream().skip(1).filter(p -> p.result() == part.result()).toList();
      return inner.isEmpty()
          ? REDRAW.apply(term, mate, grammar, random)
          : term.with(place, inner.get(random.nextInt(inner.size())));
    }
  },
  /** A feature gives way to another one. */
  EXCHANGE {
    @Override
    Term apply(Term term, Term mate, Grammar grammar, RandomGenerator random) {
      List<Integer> places = places(term, p -> p.op() == Op.FEATURE);
      if (places.isEmpty()) {
        return INSERT.apply(term, mate, grammar, random);
      }
      int place = places.get(random.nextInt(places.size()));
      return term.with(place, grammar.instead(term.parts().get(place), random));
    }
  },
  /** A part gives way to a part of another term (Koza, Genetic Programming, 1992). */
  CROSS {
    @Override
    Term apply(Term term, Term mate, Grammar grammar, RandomGenerator random) {
      int place = random.nextInt(term.size());
      Result result = term.parts().get(place).result();
      List<Term> donors = mate.parts().stream().filter(p -> p.result() == result).toList();
      return donors.isEmpty()
          ? REDRAW.apply(term, mate, grammar, random)
          : term.with(place, donors.get(random.nextInt(donors.size())));
    }
  };

  /**
   * Where nothing is known yet, an addition is what changes most, and a constant most often off.
   */
  private static final List<Variation> USUAL =
      List.of(INSERT, INSERT, INSERT, TUNE, TUNE, EXCHANGE, REDRAW, SHRINK, CROSS);

  /** One by the usual shares. */
  static Variation usual(RandomGenerator random) {
    return USUAL.get(random.nextInt(USUAL.size()));
  }

  private static final List<Op> OPERATIONS =
      List.of(Op.ADD, Op.ADD, Op.ADD, Op.SUBTRACT, Op.MULTIPLY, Op.LEAST, Op.GREATEST);

  /** What is done with two things that count the same. */
  private static final List<Op> SUMS =
      List.of(Op.ADD, Op.ADD, Op.ADD, Op.ADD, Op.SUBTRACT, Op.LEAST, Op.GREATEST);

  /** The share of additions to a program with tests that are tests. */
  private static final double FURTHER_TEST = 0.3;

  /** The share of the others that are made to what is compared. */
  private static final double COMPARED = 0.75;

  private static final double WIDEST = 0.7;
  private static final double NARROWEST = 0.03;

  abstract Term apply(Term term, Term mate, Grammar grammar, RandomGenerator random);

  private static List<Integer> places(Term term, java.util.function.Predicate<Term> which) {
    List<Term> parts = term.parts();
    return IntStream.range(0, parts.size()).filter(i -> which.test(parts.get(i))).boxed().toList();
  }
}
