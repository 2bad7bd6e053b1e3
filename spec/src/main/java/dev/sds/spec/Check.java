package dev.sds.spec;

/** The measurable part of a requirement. */
public sealed interface Check {

  /**
   * A metric must stay on one side of a limit, with 95% confidence, on every workload it applies
   * to.
   */
  record Bound(String metric, Comparison comparison, Quantity limit) implements Check {
    public boolean holds(double value) {
      return switch (comparison) {
        case AT_MOST -> value <= limit.value();
        case AT_LEAST -> value >= limit.value();
      };
    }
  }

  /** A metric to make as small or as large as possible. */
  record Objective(Direction direction, String metric) implements Check {}

  /** A state predicate that must hold in every reachable state of the design's protocol. */
  record Invariant(String property) implements Check {}

  /** A temporal property that must hold in every fair behaviour of the design's protocol. */
  record Liveness(String property) implements Check {}

  /** A Java interface that the system must offer. */
  record Interface(String type) implements Check {}

  /** Which side of the limit is the good one. */
  enum Comparison {
    AT_MOST("<="),
    AT_LEAST(">=");

    private final String symbol;

    Comparison(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  /** Which way is better. */
  enum Direction {
    MINIMIZE,
    MAXIMIZE
  }
}
