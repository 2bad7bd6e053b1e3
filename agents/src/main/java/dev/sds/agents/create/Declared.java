package dev.sds.agents.create;

import dev.sds.agents.tuning.Sampling;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.evaluators.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Searches among the declared choices and their parameters: every design of a list once, then
 * values that a sampling chooses. With published designs only it configures; with all combinations
 * it assembles.
 */
final class Declared implements Searcher {

  private final Catalogue catalogue;
  private final List<Decisions> designs;
  private final Goal goal;
  private final Sampling sampling;
  private final RandomGenerator random;
  private final List<Tried> tried = new ArrayList<>();
  private String first = "";
  private int opened;

  /**
   * A search of some designs.
   *
   * @param designs complete decisions, in the order in which they are tried
   */
  Declared(Catalogue catalogue, List<Decisions> designs, Goal goal, Sampling sampling, long seed) {
    this.catalogue = catalogue;
    this.designs = List.copyOf(designs);
    this.goal = goal;
    this.sampling = sampling;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @Override
  public List<Idea> next(int count) {
    var ideas = new ArrayList<Idea>();
    List<Sampling.Point> points = points();
    boolean tunes = points.stream().anyMatch(p -> !p.positions().isEmpty());
    // Half of a batch opens designs and half tunes, so that a long list does not starve the best.
    int openings = tunes ? count / 2 : count;
    while (opened < designs.size() && ideas.size() < openings) {
      ideas.add(idea(designs.get(opened++), new TreeMap<>(), "declared"));
    }
    while (tunes && ideas.size() < count) {
      Sampling.Point point = sampling.next(points, random);
      ideas.add(idea(point.design(), point.values(), "tuned"));
    }
    return ideas;
  }

  private static Idea idea(
      Decisions decisions, SortedMap<String, Double> parameters, String origin) {
    return new Idea(decisions, parameters, Program.NONE, origin);
  }

  /** What was tried, the best first. */
  private List<Sampling.Point> points() {
    return tried.stream()
        .sorted(Comparator.comparingDouble(this::goal))
        .map(Tried::idea)
        .map(
            i ->
                Sampling.Point.of(
                    i.decisions(), catalogue.parameters(i.decisions()), i.parameters()))
        .toList();
  }

  private double goal(Tried one) {
    return goal.of(java.util.Objects.requireNonNull(one.samples().get(first), first));
  }

  /** All that was tried, in the order in which it was. */
  List<Tried> all() {
    return List.copyOf(tried);
  }

  /** How many of its designs were tried. */
  int designsTried() {
    return (int) tried.stream().map(t -> t.idea().decisions()).distinct().count();
  }

  @Override
  public void learn(List<Tried> batch, Trial trial) {
    first = trial.label();
    tried.addAll(batch);
  }
}
