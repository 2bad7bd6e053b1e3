package dev.sds.agents.create;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.evaluators.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Searches among the declared choices and their parameters: every design of a list once, then
 * samples around the best values of the best designs, ever closer (a (mu+lambda) evolution
 * strategy; Rechenberg, 1973). With published designs only it configures; with all combinations it
 * assembles.
 */
final class Declared implements Searcher {

  private static final int PARENTS = 4;
  private static final double FIRST_WIDTH = 0.25;
  private static final double SHRINK = 0.9;
  private static final double UNIFORM = 0.2;

  private final Catalogue catalogue;
  private final List<Decisions> designs;
  private final Goal goal;
  private final RandomGenerator random;
  private final List<Tried> tried = new ArrayList<>();
  private String first = "";
  private int opened;
  private int rounds;

  /**
   * A search of some designs.
   *
   * @param designs complete decisions, in the order in which they are tried
   */
  Declared(Catalogue catalogue, List<Decisions> designs, Goal goal, long seed) {
    this.catalogue = catalogue;
    this.designs = List.copyOf(designs);
    this.goal = goal;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @Override
  public List<Idea> next(int count) {
    var ideas = new ArrayList<Idea>();
    // Half of a batch opens designs and half tunes, so that a long list does not starve the best.
    int openings = tried.isEmpty() ? count : count / 2;
    while (opened < designs.size() && ideas.size() < openings) {
      ideas.add(idea(designs.get(opened++), new TreeMap<>(), "declared"));
    }
    List<Tried> parents = parents();
    for (int i = 0; ideas.size() < count && !parents.isEmpty() && i < count * 4; i++) {
      Tried parent = parents.get(i % parents.size());
      List<Catalogue.NamedParameter> parameters = catalogue.parameters(parent.idea().decisions());
      if (!parameters.isEmpty()) {
        ideas.add(sample(parent.idea(), parameters));
      }
    }
    rounds++;
    return ideas;
  }

  private Idea sample(Idea parent, List<Catalogue.NamedParameter> parameters) {
    double width = FIRST_WIDTH * Math.pow(SHRINK, rounds);
    boolean uniform = random.nextDouble() < UNIFORM;
    var values = new TreeMap<String, Double>();
    for (Catalogue.NamedParameter named : parameters) {
      Parameter p = named.parameter();
      double centre = p.position(parent.parameters().getOrDefault(named.name(), p.initial()));
      double position =
          uniform ? random.nextDouble() : Math.clamp(random.nextGaussian(centre, width), 0, 1);
      values.put(named.name(), p.at(position));
    }
    return idea(parent.decisions(), values, uniform ? "uniform sample" : "sample around the best");
  }

  private static Idea idea(
      Decisions decisions, SortedMap<String, Double> parameters, String origin) {
    return new Idea(decisions, parameters, Program.NONE, origin);
  }

  private List<Tried> parents() {
    Map<Decisions, Tried> best = new java.util.LinkedHashMap<>();
    tried.stream()
        .sorted(Comparator.comparingDouble(this::goal))
        .forEach(t -> best.putIfAbsent(t.idea().decisions(), t));
    return best.values().stream().limit(PARENTS).toList();
  }

  private double goal(Tried one) {
    return goal.of(java.util.Objects.requireNonNull(one.samples().get(first), first));
  }

  @Override
  public void learn(List<Tried> batch, Trial trial) {
    first = trial.label();
    tried.addAll(batch);
  }
}
