package dev.sds.agents.create;

import dev.sds.agents.create.Term.Op;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.ProgramSpace.Feature;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws terms of a program space by chance. */
record Grammar(ProgramSpace space) {

  private static final List<Op> BINARY =
      List.of(
          Op.ADD, Op.ADD, Op.SUBTRACT, Op.MULTIPLY, Op.MULTIPLY, Op.DIVIDE, Op.LEAST, Op.GREATEST);
  private static final double LEAF = 0.4;
  private static final double CONSTANT = 0.3;

  /** The simplest program. */
  Term start() {
    return space.start().equals(ProgramSpace.ALWAYS)
        ? Term.of(Op.ALWAYS)
        : Term.feature(space.start());
  }

  Term whole(RandomGenerator random, int depth) {
    return draw(result(), random, depth);
  }

  Result result() {
    return space.result();
  }

  Term draw(Result result, RandomGenerator random, int depth) {
    return result == Result.NUMBER ? number(random, depth) : truth(random, depth);
  }

  private Term number(RandomGenerator random, int depth) {
    if (depth <= 1 || random.nextDouble() < LEAF) {
      return random.nextDouble() < CONSTANT ? constant(random) : feature(random);
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
    return Term.of(Op.AT_MOST, number(random, depth - 1), number(random, depth - 1));
  }

  Term feature(RandomGenerator random) {
    List<Feature> features = space.features();
    return Term.feature(features.get(random.nextInt(features.size())).name());
  }

  /** Of the magnitude of some feature. */
  private Term constant(RandomGenerator random) {
    Feature like = space.features().get(random.nextInt(space.features().size()));
    return Term.constant(like.typical() * Math.exp(random.nextGaussian()));
  }

  Term weight(RandomGenerator random) {
    return Term.constant(Math.exp(1.5 * random.nextGaussian()));
  }
}
