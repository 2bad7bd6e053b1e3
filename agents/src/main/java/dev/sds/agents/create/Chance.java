package dev.sds.agents.create;

import dev.sds.agents.create.terms.Grammar;
import dev.sds.agents.create.terms.Term;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.evaluators.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Draws every program anew: what any other search must beat. */
final class Chance implements Searcher {

  private static final int DEPTH = 4;

  private final SortedMap<String, ProgramSpace> spaces;
  private final Decisions others;
  private final RandomGenerator random;

  Chance(SortedMap<String, ProgramSpace> spaces, Decisions others, long seed) {
    this.spaces = spaces;
    this.others = others;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @Override
  public List<Idea> next(int count) {
    var ideas = new ArrayList<Idea>();
    for (int i = 0; i < count; i++) {
      var terms = new TreeMap<String, Term>();
      spaces.forEach((kind, space) -> terms.put(kind, new Grammar(space).whole(random, DEPTH)));
      ideas.add(new Idea(others, new TreeMap<>(), new Program(terms), "drawn by chance"));
    }
    return ideas;
  }

  @Override
  public void learn(List<Tried> batch, Trial trial) {}
}
