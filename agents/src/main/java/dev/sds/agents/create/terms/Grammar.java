package dev.sds.agents.create.terms;

import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.ProgramSpace.Feature;
import dev.sds.artifacts.kit.ProgramSpace.Loop;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Draws terms of a program space by chance, most of them such that like is added to and compared
 * with like: a sum of blocks with a share of the blocks there are. Others are drawn too, for not
 * every useful rule respects units.
 */
public record Grammar(ProgramSpace space) {

  private static final List<Op> BINARY =
      List.of(
          Op.ADD, Op.ADD, Op.SUBTRACT, Op.MULTIPLY, Op.MULTIPLY, Op.DIVIDE, Op.LEAST, Op.GREATEST);
  private static final double LEAF = 0.4;
  private static final double CONSTANT = 0.3;

  /** The share of draws that respect units. */
  private static final double MEASURED = 0.75;

  /** The share of draws of a unit that convert nothing. */
  private static final double DIRECT = 0.6;

  /** The share of draws of a unit that sum over a loop, where a space has loops. */
  private static final double LOOPING = 0.15;

  private static final double FURTHER = 0.5;

  /** Of a whole, as a share. */
  private static final double MOST = 0.9;

  /** The simplest program. */
  public Term start() {
    return space.start().equals(ProgramSpace.ALWAYS)
        ? Term.of(Op.ALWAYS)
        : Term.feature(space.start());
  }

  public Term whole(RandomGenerator random, int depth) {
    return draw(result(), random, depth);
  }

  /** One of the smallest programs: a feature, or a feature compared with one thing like it. */
  public Term smallest(Feature feature, RandomGenerator random) {
    Term term = Term.feature(feature.name());
    return result() == Result.NUMBER ? term : Term.of(Op.AT_MOST, term, bound(feature, random));
  }

  /**
   * What smallest programs are about: every feature that is no limit of others, and in tests once
   * more what has a limit.
   */
  public List<Feature> subjects() {
    return space.features().stream()
        .filter(f -> !isLimit(Term.feature(f.name())))
        .flatMap(
            f -> Stream.of(f, f).limit(result() == Result.TRUTH && !f.limit().isEmpty() ? 2 : 1))
        .toList();
  }

  /** A feature compared with something like it, often with what it is a share of. */
  public Term test(RandomGenerator random) {
    List<Feature> shares = space.features().stream().filter(f -> !f.limit().isEmpty()).toList();
    boolean share = !shares.isEmpty() && random.nextBoolean();
    Feature feature = share ? shares.get(random.nextInt(shares.size())) : any(random);
    return Term.of(Op.AT_MOST, Term.feature(feature.name()), bound(feature, random));
  }

  public Result result() {
    return space.result();
  }

  public Term draw(Result result, RandomGenerator random, int depth) {
    return result == Result.NUMBER ? number(random, depth) : truth(random, depth);
  }

  private Term number(RandomGenerator random, int depth) {
    if (depth <= 1 || random.nextDouble() < LEAF) {
      return random.nextDouble() < CONSTANT ? constant(random) : feature(random);
    }
    if (random.nextDouble() < MEASURED) {
      return measure(any(random).unit(), random);
    }
    double kind = random.nextDouble();
    if (kind < 0.08) {
      return Term.of(Op.ROOT, number(random, depth - 1));
    }
    if (kind < 0.2) {
      return Term.of(
          Op.CHOOSE,
          truth(random, depth - 1),
          number(random, depth - 1),
          number(random, depth - 1));
    }
    Op op = BINARY.get(random.nextInt(BINARY.size()));
    // A weight on a feature is the most useful product, so one side of it stays a constant.
    Term right =
        op == Op.MULTIPLY && random.nextBoolean() ? weight(random) : number(random, depth - 1);
    return Term.of(op, number(random, depth - 1), right);
  }

  private Term truth(RandomGenerator random, int depth) {
    if (depth > 2 && random.nextDouble() < 0.3) {
      return Term.of(
          random.nextBoolean() ? Op.BOTH : Op.EITHER,
          truth(random, depth - 1),
          truth(random, depth - 1));
    }
    if (random.nextDouble() < MEASURED) {
      Feature feature = any(random);
      return Term.of(Op.AT_MOST, measure(feature.unit(), random), bound(feature, random));
    }
    return Term.of(Op.AT_MOST, number(random, depth - 1), number(random, depth - 1));
  }

  /** A sum of one unit. */
  private Term measure(String unit, RandomGenerator random) {
    Term sum = like(unit, random);
    while (random.nextDouble() < FURTHER) {
      sum = Term.of(random.nextInt(4) == 0 ? Op.SUBTRACT : Op.ADD, sum, weighted(unit, random));
    }
    return sum;
  }

  /** Something that a term with a feature in it may be compared with. */
  private Term bound(Feature feature, RandomGenerator random) {
    if (!feature.limit().isEmpty() && random.nextDouble() < MEASURED) {
      return Term.of(Op.MULTIPLY, Term.feature(feature.limit()), share(random));
    }
    return random.nextBoolean()
        ? Term.of(Op.MULTIPLY, like(feature.unit(), random), share(random))
        : constant(some(feature.unit(), random), random);
  }

  private Term weighted(String unit, RandomGenerator random) {
    return perhapsWeighted(like(unit, random), random);
  }

  private Term perhapsWeighted(Term term, RandomGenerator random) {
    return random.nextBoolean() ? term : Term.of(Op.MULTIPLY, term, weight(random));
  }

  /**
   * What may be added to a part: mostly something that counts the same and is not in it yet. What
   * others are a share of is no addend.
   */
  public Term beside(Term part, RandomGenerator random) {
    String unit = new Units(space).of(part);
    if (unit.isEmpty() || random.nextDouble() >= MEASURED) {
      return Term.of(Op.MULTIPLY, feature(random), weight(random));
    }
    if (loops(random)) {
      Optional<Term> sum = new Units(space).converted(sum(random), unit);
      if (sum.isPresent()) {
        return perhapsWeighted(sum.get(), random);
      }
    }
    List<Term> others = addends(part);
    Term other = others.isEmpty() ? like(unit, random) : others.get(random.nextInt(others.size()));
    return perhapsWeighted(other, random);
  }

  /** What counts the same as a part and is not in it yet; no limits of others. */
  public List<Term> addends(Term part) {
    String unit = new Units(space).of(part);
    List<Term> known = part.parts();
    return unit.isEmpty()
        ? List.of()
        : new Units(space)
            .in(unit).stream()
                .filter(t -> t.parts().stream().noneMatch(this::isLimit))
                .filter(t -> !known.contains(t.op() == Op.FEATURE ? t : t.argument(0)))
                .toList();
  }

  /** Whether two terms are known to count the same. */
  public boolean alike(Term a, Term b) {
    var units = new Units(space);
    return !units.of(a).isEmpty() && units.of(a).equals(units.of(b));
  }

  private boolean isLimit(Term term) {
    return term.op() == Op.FEATURE
        && space.features().stream().anyMatch(f -> f.limit().equals(term.name()));
  }

  private boolean loops(RandomGenerator random) {
    return !space.loops().isEmpty() && random.nextDouble() < LOOPING;
  }

  /**
   * A sum over a loop: of a feature of its turns, of what it lacks to something outside, or of the
   * turns in which it is small or large.
   */
  public Term sum(RandomGenerator random) {
    Loop loop = space.loops().get(random.nextInt(space.loops().size()));
    Feature each = loop.features().get(random.nextInt(loop.features().size()));
    Term feature = Term.feature(each.name());
    return switch (random.nextInt(3)) {
      case 0 -> Term.sum(loop.name(), feature);
      case 1 -> {
        List<Term> alike = outside(each, loop);
        Term other =
            alike.isEmpty() || random.nextInt(4) == 0
                ? constant(each, random)
                : alike.get(random.nextInt(alike.size()));
        Term lack = Term.of(Op.SUBTRACT, other, feature);
        yield Term.sum(loop.name(), Term.of(Op.GREATEST, lack, Term.constant(0)));
      }
      default -> {
        Term small = Term.of(Op.AT_MOST, feature, constant(each, random));
        yield Term.sum(loop.name(), Term.of(Op.CHOOSE, small, Term.constant(1), Term.constant(0)));
      }
    };
  }

  /** What counts the same, or the same for each of something; of the loop itself or outside. */
  private List<Term> outside(Feature each, Loop loop) {
    return Stream.concat(space.features().stream(), loop.features().stream())
        .filter(f -> f.unit().equals(each.unit()) || f.unit().startsWith(each.unit() + "/"))
        .filter(f -> !f.name().equals(each.name()))
        .map(f -> Term.feature(f.name()))
        .toList();
  }

  /** Whether every feature of a loop stands in a sum over that loop, and no sum in another one. */
  public boolean isSound(Term term) {
    return isSound(term, "");
  }

  private boolean isSound(Term term, String within) {
    if (term.op() == Op.SUM) {
      return within.isEmpty() && isSound(term.argument(0), term.name());
    }
    boolean stands =
        term.op() != Op.FEATURE
            || space.loops().stream()
                .filter(l -> l.has(term.name()))
                .allMatch(l -> l.name().equals(within));
    return stands && term.arguments().stream().allMatch(a -> isSound(a, within));
  }

  /** What may stand for a feature: mostly one that counts the same. */
  public Term instead(Term feature, RandomGenerator random) {
    List<Term> others =
        new Units(space)
            .in(new Units(space).of(feature)).stream().filter(t -> !t.equals(feature)).toList();
    return others.isEmpty() || random.nextDouble() >= MEASURED
        ? feature(random)
        : others.get(random.nextInt(others.size()));
  }

  /**
   * The simplest programs: every feature that is no limit of others, alone; in tests each compared
   * with most of what it is a share of, or with what is typical of it.
   */
  public List<Term> simplest() {
    return space.features().stream()
        .filter(f -> !isLimit(Term.feature(f.name())))
        .map(f -> result() == Result.NUMBER ? Term.feature(f.name()) : typical(f))
        .toList();
  }

  private static Term typical(Feature feature) {
    Term limit =
        feature.limit().isEmpty()
            ? Term.constant(feature.typical())
            : Term.of(Op.MULTIPLY, Term.feature(feature.limit()), Term.constant(MOST));
    return Term.of(Op.AT_MOST, Term.feature(feature.name()), limit);
  }

  /** Every feature that counts what a feature counts; nothing for a limit of others. */
  public List<Term> like(Term feature) {
    String unit = new Units(space).of(feature);
    return unit.isEmpty() || isLimit(feature)
        ? List.of()
        : Stream.concat(
                space.features().stream(),
                space.loops().stream().flatMap(l -> l.features().stream()))
            .filter(f -> f.unit().equals(unit))
            .map(f -> Term.feature(f.name()))
            .filter(f -> !isLimit(f))
            .toList();
  }

  private Term like(String unit, RandomGenerator random) {
    if (loops(random)) {
      Optional<Term> sum = new Units(space).converted(sum(random), unit);
      if (sum.isPresent()) {
        return sum.get();
      }
    }
    List<Term> terms = new Units(space).in(unit);
    List<Term> direct = terms.stream().filter(t -> t.op() == Op.FEATURE).toList();
    List<Term> from = direct.isEmpty() || random.nextDouble() >= DIRECT ? terms : direct;
    return from.get(random.nextInt(from.size()));
  }

  private Feature any(RandomGenerator random) {
    return space.features().get(random.nextInt(space.features().size()));
  }

  private Feature some(String unit, RandomGenerator random) {
    List<Feature> same = space.features().stream().filter(f -> f.unit().equals(unit)).toList();
    return same.get(random.nextInt(same.size()));
  }

  public Term feature(RandomGenerator random) {
    return Term.feature(any(random).name());
  }

  /** Of the magnitude of some feature. */
  private Term constant(RandomGenerator random) {
    return constant(any(random), random);
  }

  private static Term constant(Feature like, RandomGenerator random) {
    return Term.constant(like.typical() * Math.exp(random.nextGaussian()));
  }

  /** Of a whole: most often nearly all of it. */
  private static Term share(RandomGenerator random) {
    return Term.constant(Math.exp(-0.15 * Math.abs(random.nextGaussian())));
  }

  public Term weight(RandomGenerator random) {
    return Term.constant(Math.exp(1.5 * random.nextGaussian()));
  }
}
