package dev.sds.agents.create;

import dev.sds.agents.create.Term.Op;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The ways in which a term is changed. */
enum Variation {
  /** One constant is scaled. */
  TUNE {
    @Override
    Term apply(Term term, Term mate, Grammar grammar, RandomGenerator random) {
      List<Integer> places = places(term, p -> p.op() == Op.CONSTANT);
      if (places.isEmpty()) {
        return INSERT.apply(term, mate, grammar, random);
      }
      int place = places.get(random.nextInt(places.size()));
      double value = term.parts().get(place).value();
      double scaled =
          random.nextInt(8) == 0 ? -value : value * Math.exp(0.5 * random.nextGaussian());
      return term.with(place, Term.constant(scaled));
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
      int place = random.nextInt(term.size());
      Term part = term.parts().get(place);
      if (part.result() == Result.TRUTH) {
        Term other = grammar.draw(Result.TRUTH, random, 3);
        boolean replaces = part.op() == Op.ALWAYS;
        Op op = random.nextInt(3) == 0 ? Op.EITHER : Op.BOTH;
        return term.with(place, replaces ? other : Term.of(op, part, other));
      }
      Term other =
          random.nextBoolean()
              ? Term.of(Op.MULTIPLY, grammar.feature(random), grammar.weight(random))
              : grammar.draw(Result.NUMBER, random, 2);
      List<Op> ops = List.of(Op.ADD, Op.ADD, Op.SUBTRACT, Op.MULTIPLY, Op.LEAST, Op.GREATEST);
      return term.with(place, Term.of(ops.get(random.nextInt(ops.size())), part, other));
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
      return places.isEmpty()
          ? INSERT.apply(term, mate, grammar, random)
          : term.with(places.get(random.nextInt(places.size())), grammar.feature(random));
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

  abstract Term apply(Term term, Term mate, Grammar grammar, RandomGenerator random);

  private static List<Integer> places(Term term, java.util.function.Predicate<Term> which) {
    List<Term> parts = term.parts();
    return IntStream.range(0, parts.size()).filter(i -> which.test(parts.get(i))).boxed().toList();
  }
}
