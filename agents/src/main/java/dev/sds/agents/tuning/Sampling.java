package dev.sds.agents.tuning;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Catalogue.NamedParameter;
import dev.sds.artifacts.kit.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Chooses a design and the values of its parameters, from how others did. */
public interface Sampling {

  /**
   * What to try next.
   *
   * @param points what was tried, the best first; at least one of them has parameters
   */
  Point next(List<Point> points, RandomGenerator random);

  /**
   * A design with its parameters.
   *
   * @param positions of the parameters in their ranges, from 0 to 1, in the catalogue's order
   */
  record Point(Decisions design, List<NamedParameter> parameters, List<Double> positions) {

    public Point {
      parameters = List.copyOf(parameters);
      positions = List.copyOf(positions);
      if (parameters.size() != positions.size()) {
        throw new IllegalArgumentException(
            positions.size() + " positions for " + parameters.size() + " parameters.");
      }
    }

    /** A design with the values that some of its parameters have; the others are as published. */
    public static Point of(
        Decisions design, List<NamedParameter> parameters, Map<String, Double> values) {
      List<Double> positions =
          parameters.stream()
              .map(
                  n -> {
                    Parameter p = n.parameter();
                    return p.position(values.getOrDefault(n.name(), p.initial()));
                  })
              .toList();
      return new Point(design, parameters, positions);
    }

    /** The same design elsewhere. */
    Point at(double[] others) {
      return new Point(design, parameters, Arrays.stream(others).boxed().toList());
    }

    /** The values of all its parameters. */
    public SortedMap<String, Double> values() {
      var values = new TreeMap<String, Double>();
      for (int i = 0; i < positions.size(); i++) {
        NamedParameter named = parameters.get(i);
        values.put(named.name(), named.parameter().at(positions.get(i)));
      }
      return values;
    }
  }
}
