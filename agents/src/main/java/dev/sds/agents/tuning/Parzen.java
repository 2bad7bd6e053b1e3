package dev.sds.agents.tuning;

import dev.sds.artifacts.Decisions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kegl, NeurIPS 2011): of
 * points drawn like the good ones, the one that is least like the others. The design is the root of
 * the tree, and its parameters depend on it.
 */
public final class Parzen implements Sampling {

  private static final double GOOD = 0.2;
  private static final int CANDIDATES = 24;

  /** The least width of a kernel, so that equal values leave room between them. */
  private static final double NARROWEST = 0.03;

  /** The greatest, so that few points already say where. */
  private static final double WIDEST = 0.15;

  @Override
  public Point next(List<Point> points, RandomGenerator random) {
    List<Point> free = points.stream().filter(p -> !p.positions().isEmpty()).toList();
    int goods = Math.max(2, (int) Math.ceil(GOOD * free.size()));
    List<Point> good = free.subList(0, Math.min(goods, free.size()));
    List<Point> bad = free.subList(good.size(), free.size());
    Point design = design(good, bad, random);
    return design.at(positions(of(design, good), of(design, bad), design, random));
  }

  /** Drawn in proportion to how much more frequent it is among the good ones. */
  private static Point design(List<Point> good, List<Point> bad, RandomGenerator random) {
    Map<Decisions, Point> designs = new LinkedHashMap<>();
    good.forEach(p -> designs.putIfAbsent(p.design(), p));
    bad.forEach(p -> designs.putIfAbsent(p.design(), p));
    List<Point> all = List.copyOf(designs.values());
    double[] weights =
        all.stream()
            .mapToDouble(
                d ->
                    share(of(d, good).size(), good.size(), all.size())
                        * share(of(d, good).size(), good.size(), all.size())
                        / share(of(d, bad).size(), bad.size(), all.size()))
            .toArray();
    double left = random.nextDouble() * Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      left -= weights[i];
      if (left < 0) {
        return all.get(i);
      }
    }
    return all.getLast();
  }

  private static double share(int count, int of, int designs) {
    return (count + 0.5) / (of + 0.5 * designs);
  }

  private static List<Point> of(Point design, List<Point> points) {
    return points.stream().filter(p -> p.design().equals(design.design())).toList();
  }

  private static double[] positions(
      List<Point> good, List<Point> bad, Point design, RandomGenerator random) {
    double[] positions = new double[design.positions().size()];
    for (int i = 0; i < positions.length; i++) {
      int dimension = i;
      double[] goods = good.stream().mapToDouble(p -> p.positions().get(dimension)).toArray();
      double[] bads = bad.stream().mapToDouble(p -> p.positions().get(dimension)).toArray();
      positions[i] = position(new Density(goods), new Density(bads), random);
    }
    return positions;
  }

  private static double position(Density good, Density bad, RandomGenerator random) {
    double best = good.draw(random);
    for (int i = 1; i < CANDIDATES; i++) {
      double other = good.draw(random);
      if (good.at(other) / bad.at(other) > good.at(best) / bad.at(best)) {
        best = other;
      }
    }
    return best;
  }

  /** A mixture of normal kernels on the unit interval and, as prior, one broad one. */
  private static final class Density {
    private final List<double[]> kernels = new ArrayList<>();

    Density(double[] centres) {
      kernels.add(new double[] {0.5, 1});
      double[] sorted = Arrays.stream(centres).sorted().toArray();
      for (int i = 0; i < sorted.length; i++) {
        double before = sorted[i] - (i == 0 ? 0 : sorted[i - 1]);
        double after = (i == sorted.length - 1 ? 1 : sorted[i + 1]) - sorted[i];
        double width = Math.clamp(Math.max(before, after), NARROWEST, WIDEST);
        kernels.add(new double[] {sorted[i], width});
      }
    }

    double draw(RandomGenerator random) {
      double[] kernel = kernels.get(random.nextInt(kernels.size()));
      for (int attempt = 0; attempt < 50; attempt++) {
        double drawn = random.nextGaussian(kernel[0], kernel[1]);
        if (drawn >= 0 && drawn <= 1) {
          return drawn;
        }
      }
      return kernel[0];
    }

    double at(double position) {
      double sum = 0;
      for (double[] kernel : kernels) {
        double z = (position - kernel[0]) / kernel[1];
        sum += Math.exp(-0.5 * z * z) / kernel[1];
      }
      return sum / kernels.size();
    }
  }
}
