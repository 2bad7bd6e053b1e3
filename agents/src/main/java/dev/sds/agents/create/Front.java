package dev.sds.agents.create;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What no other thing beats in both of two measures, the smaller the better: the Pareto front, in
 * the order of the first measure.
 */
public record Front<T>(List<Point<T>> points) {

  public Front {
    points = List.copyOf(points);
  }

  /**
   * A thing with its two measures.
   *
   * @param first above 0
   * @param second above 0
   */
  public record Point<T>(T of, double first, double second) {

    public Point {
      if (!(first > 0 && second > 0)) {
        throw new IllegalArgumentException(
            "The measures %s and %s are not both above 0.".formatted(first, second));
      }
    }

    private boolean beats(Point<T> other) {
      return first <= other.first
          && second <= other.second
          && (first < other.first || second < other.second);
    }
  }

  public static <T> Front<T> of(List<Point<T>> all) {
    Predicate<Point<T>> unbeaten = p -> all.stream().noneMatch(o -> o.beats(p));
    return new Front<>(
        all.stream()
            .filter(unbeaten)
            .sorted(Comparator.comparingDouble(Point<T>::first))
            .distinct()
            .toList());
  }

  /**
   * The area between the front and a point of reference, in logarithms of the measures, so that
   * equal shares gained count equally (the hypervolume; Zitzler and Thiele, IEEE Transactions on
   * Evolutionary Computation 3, 1999). What does not beat the reference adds nothing.
   */
  public double hypervolume(double firstLimit, double secondLimit) {
    double volume = 0;
    double ceiling = secondLimit;
    for (Point<T> point : points) {
      if (point.first() < firstLimit && point.second() < ceiling) {
        volume += Math.log(firstLimit / point.first()) * Math.log(ceiling / point.second());
        ceiling = point.second();
      }
    }
    return volume;
  }

  /**
   * Where giving up a little of one measure stops gaining much of the other: the point farthest
   * below the line through both ends, in logarithms. Empty for an empty front.
   */
  public Optional<Point<T>> knee() {
    if (points.isEmpty()) {
      return Optional.empty();
    }
    Point<T> left = points.getFirst();
    Point<T> right = points.getLast();
    double width = Math.log(right.first() / left.first());
    double height = Math.log(left.second() / right.second());
    return points.stream()
        .max(
            Comparator.comparingDouble(
                p ->
                    height * Math.log(right.first() / p.first())
                        + width * Math.log(left.second() / p.second())));
  }
}
