package dev.sds.agents.tuning;

import dev.sds.artifacts.Decisions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws a design and its parameters by chance: random search, the control that every other way must
 * beat (Bergstra and Bengio, JMLR 13, 2012).
 */
public final class Anywhere implements Sampling {

  @Override
  public Point next(List<Point> points, RandomGenerator random) {
    Map<Decisions, Point> designs = new LinkedHashMap<>();
    points.stream()
        .filter(p -> !p.positions().isEmpty())
        .forEach(p -> designs.putIfAbsent(p.design(), p));
    List<Point> all = List.copyOf(designs.values());
    Point drawn = all.get(random.nextInt(all.size()));
    return drawn.at(random.doubles(drawn.positions().size()).toArray());
  }
}
