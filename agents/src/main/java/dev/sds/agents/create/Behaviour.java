package dev.sds.agents.create;

import dev.sds.agents.create.terms.Term;
import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.ProgramSpace.Feature;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * What programs decide in many made-up situations: whether they say yes, and in which order they
 * put things. Programs that agree in all of them are taken for the same, however they are written,
 * without simulating any (the phenotypic characterisation of dispatching rules; Hildebrandt and
 * Branke, Evolutionary Computation 23, 2015).
 */
final class Behaviour {

  private static final int SITUATIONS = 1_000;
  private static final double SPREAD = 0.8;

  /** Of every loop: sums of few tell programs apart as well as sums of many. */
  private static final int TURNS = 5;

  private static final long SEED = 1;

  private final Map<String, Map<String, double[]>> situations = new TreeMap<>();

  /** Over the spaces of some decisions, by kind. */
  Behaviour(Map<String, ProgramSpace> spaces) {
    spaces.forEach((kind, space) -> situations.put(kind, situations(space)));
  }

  static Behaviour of(Catalogue catalogue) {
    Map<String, ProgramSpace> spaces = new TreeMap<>();
    for (DecisionKind kind : catalogue.kinds()) {
      ProgramSpace space = kind.space();
      if (space != null) {
        spaces.put(kind.name(), space);
      }
    }
    return new Behaviour(spaces);
  }

  /** Every feature around its typical value, on its own. */
  private static Map<String, double[]> situations(ProgramSpace space) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    Map<String, double[]> values = new HashMap<>();
    for (Feature feature : space.features()) {
      values.put(feature.name(), drawn(feature, random));
    }
    for (ProgramSpace.Loop loop : space.loops()) {
      for (Feature feature : loop.features()) {
        for (int turn = 0; turn < TURNS; turn++) {
          values.put(turn(feature.name(), turn), drawn(feature, random));
        }
      }
    }
    return values;
  }

  private static double[] drawn(Feature feature, RandomGenerator random) {
    double[] drawn = new double[SITUATIONS];
    Arrays.setAll(drawn, _ -> feature.typical() * Math.exp(SPREAD * random.nextGaussian()));
    return drawn;
  }

  private static String turn(String feature, int turn) {
    return feature + "#" + turn;
  }

  /** Equal for ideas that decide alike. */
  String key(Idea idea) {
    if (idea.program().terms().isEmpty()) {
      return idea.key();
    }
    var text = new StringBuilder(idea.decisions().toString()).append(idea.parameters());
    idea.program()
        .terms()
        .forEach((kind, term) -> text.append(kind).append(Arrays.toString(of(kind, term))));
    return ContentHash.of(text.toString()).hex();
  }

  private double[] of(String kind, Term term) {
    double[] values = values(term, situations.getOrDefault(kind, Map.of()), 0);
    return term.result() == Result.TRUTH ? values : ranks(values);
  }

  private static double[] ranks(double[] values) {
    Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ranks = new double[values.length];
    for (int i = 1; i < order.length; i++) {
      boolean equal = values[order[i]] == values[order[i - 1]];
      ranks[order[i]] = equal ? ranks[order[i - 1]] : i;
    }
    return ranks;
  }

  /** Of a term in every situation and one turn of the loop it is in; 1 for yes and 0 for no. */
  private static double[] values(Term term, Map<String, double[]> features, int turn) {
    if (term.op() == Term.Op.SUM) {
      return sum(term.argument(0), features);
    }
    double[][] of =
        term.arguments().stream().map(a -> values(a, features, turn)).toArray(double[][]::new);
    double[] values = new double[SITUATIONS];
    for (int i = 0; i < SITUATIONS; i++) {
      values[i] =
          switch (term.op()) {
            case CONSTANT -> term.value();
            case FEATURE -> feature(term.name(), features, turn)[i];
            case ALWAYS -> 1;
            case ADD -> of[0][i] + of[1][i];
            case SUBTRACT -> of[0][i] - of[1][i];
            case MULTIPLY -> of[0][i] * of[1][i];
            case DIVIDE -> of[0][i] / Math.max(1, of[1][i]);
            case LEAST, BOTH -> Math.min(of[0][i], of[1][i]);
            case GREATEST, EITHER -> Math.max(of[0][i], of[1][i]);
            case ROOT -> Math.sqrt(Math.abs(of[0][i]));
            case CHOOSE -> of[0][i] > 0 ? of[1][i] : of[2][i];
            case AT_MOST -> of[0][i] <= of[1][i] ? 1 : 0;
            case SUM -> throw new IllegalStateException(term.toString());
          };
    }
    return values;
  }

  private static double[] sum(Term each, Map<String, double[]> features) {
    double[] sum = new double[SITUATIONS];
    for (int turn = 0; turn < TURNS; turn++) {
      double[] values = values(each, features, turn);
      for (int i = 0; i < SITUATIONS; i++) {
        sum[i] += values[i];
      }
    }
    return sum;
  }

  private static double[] feature(String name, Map<String, double[]> features, int turn) {
    double[] outside = features.get(name);
    return outside != null ? outside : Objects.requireNonNull(features.get(turn(name, turn)), name);
  }
}
