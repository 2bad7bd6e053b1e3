package dev.sds.agents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.ProjectGenerator;
import dev.sds.spec.Stage;
import dev.sds.stages.Brief;
import dev.sds.stages.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Tunes the parameters of the best designs: a first round with the published values, then rounds of
 * samples, one third uniform over the ranges and two thirds normal around the best values found,
 * ever closer (a (1+lambda) evolution strategy with restarts; Rechenberg, Evolutionsstrategie,
 * 1973).
 */
final class Configuring {

  private static final int DESIGNS = 3;
  private static final int SAMPLES = 4;
  private static final double FIRST_WIDTH = 0.25;
  private static final double SHRINK = 0.7;

  private final Brief brief;
  private final Catalogue catalogue;
  private final Scores scores;

  Configuring(Brief brief) {
    this.brief = brief;
    this.catalogue = brief.kit().catalogue();
    this.scores = Scores.of(brief.spec());
  }

  List<Hypothesis> propose() {
    List<Hypothesis> designs =
        brief.parents().stream()
            .map(
                p ->
                    hypothesis(p.decisions(), p.parameters(), p.origin(), p.claim()).by(p.author()))
            .filter(brief::open)
            .toList();
    return designs.isEmpty() ? tuned() : designs;
  }

  private List<Hypothesis> tuned() {
    var hypotheses = new ArrayList<Hypothesis>();
    int place = 0;
    for (Judged best : bestOfEachDesign()) {
      List<Catalogue.NamedParameter> parameters =
          catalogue.parameters(best.hypothesis().decisions());
      if (!parameters.isEmpty()) {
        // The place, not a name, seeds the stream: renaming a technique must not change what is
        // drawn.
        RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom")
                .create(brief.seed() * 1_000_003 + brief.round() * 101L + place);
        for (int i = 0; i < SAMPLES; i++) {
          hypotheses.add(sample(best, parameters, i, random));
        }
      }
      place++;
    }
    return hypotheses.stream().filter(brief::open).toList();
  }

  private List<Judged> bestOfEachDesign() {
    var best = new LinkedHashMap<Decisions, Judged>();
    brief.judged().stream()
        .filter(j -> scores.score(j).isPresent())
        .filter(j -> scores.score(j, Fidelity.FULL).isPresent())
        .sorted(scores.order(Fidelity.FULL))
        .forEach(j -> best.putIfAbsent(j.hypothesis().decisions(), j));
    return best.values().stream()
        .sorted(Comparator.comparingInt(j -> j.accepted() ? 0 : 1))
        .limit(DESIGNS)
        .toList();
  }

  private Hypothesis sample(
      Judged best, List<Catalogue.NamedParameter> parameters, int index, RandomGenerator random) {
    double width = FIRST_WIDTH * Math.pow(SHRINK, brief.round() - 1.0);
    boolean uniform = index % 3 == 2;
    var values = new TreeMap<String, Double>();
    for (Catalogue.NamedParameter named : parameters) {
      Parameter p = named.parameter();
      double centre =
          p.position(best.hypothesis().parameters().getOrDefault(named.name(), p.initial()));
      double position =
          uniform ? random.nextDouble() : Math.clamp(random.nextGaussian(centre, width), 0, 1);
      values.put(named.name(), p.at(position));
    }
    return hypothesis(
        best.hypothesis().decisions(),
        values,
        (uniform ? "uniform sample" : "sample around " + best.hypothesis().id().brief()),
        "other parameter values may suit the train workloads better");
  }

  private Hypothesis hypothesis(
      Decisions decisions, Map<String, Double> parameters, String origin, String claim) {
    SortedMap<String, Double> values = new TreeMap<>(parameters);
    return new Hypothesis(
        Stage.CODE,
        EmbeddedAuthor.NAME,
        decisions,
        values,
        origin,
        claim,
        new Forecast(brief.judged(), scores).of(decisions),
        new ProjectGenerator(brief.kit()).generate(decisions, values));
  }
}
