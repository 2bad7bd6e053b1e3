package dev.sds.agents.tuning;

import dev.sds.artifacts.Decisions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Samples around the best values of the best designs in turn, ever closer, and now and then
 * anywhere (a (mu+lambda) evolution strategy; Rechenberg, Evolutionsstrategie, 1973).
 */
public final class Around implements Sampling {

  private static final int PARENTS = 4;
  private static final double FIRST_WIDTH = 0.25;

  /** How much closer after each further point. */
  private static final double SHRINK = 0.995;

  private static final double UNIFORM = 0.2;

  private int turn;

  @Override
  public Point next(List<Point> points, RandomGenerator random) {
    Map<Decisions, Point> best = new LinkedHashMap<>();
    points.stream()
        .filter(p -> !p.positions().isEmpty())
        .forEach(p -> best.putIfAbsent(p.design(), p));
    List<Point> parents = best.values().stream().limit(PARENTS).toList();
    Point parent = parents.get(turn++ % parents.size());
    double width = FIRST_WIDTH * Math.pow(SHRINK, points.size());
    boolean uniform = random.nextDouble() < UNIFORM;
    double[] positions =
        parent.positions().stream()
            .mapToDouble(
                centre ->
                    uniform
                        ? random.nextDouble()
                        : Math.clamp(random.nextGaussian(centre, width), 0, 1))
            .toArray();
    return parent.at(positions);
  }
}
