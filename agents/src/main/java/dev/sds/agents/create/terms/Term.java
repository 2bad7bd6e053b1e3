package dev.sds.agents.create.terms;

import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A typed expression over the features of a decision.
 *
 * @param name of the feature, or of the loop that is summed over; empty for everything else
 * @param value of the constant; 0 for everything else
 */
public record Term(Op op, List<Term> arguments, String name, double value) {

  public Term {
    arguments = List.copyOf(arguments);
    if (!arguments.stream().map(a -> a.op.result).toList().equals(op.takes)) {
      throw new IllegalArgumentException(op + " does not take " + arguments);
    }
  }

  /** What a term does, what it takes and what it gives. */
  @SuppressWarnings("ImmutableEnumChecker") // its lists are
  public enum Op {
    CONSTANT(Result.NUMBER),
    FEATURE(Result.NUMBER),
    ADD(Result.NUMBER, Result.NUMBER, Result.NUMBER),
    SUBTRACT(Result.NUMBER, Result.NUMBER, Result.NUMBER),
    MULTIPLY(Result.NUMBER, Result.NUMBER, Result.NUMBER),
    /** By at least 1, so that no quotient is infinite. */
    DIVIDE(Result.NUMBER, Result.NUMBER, Result.NUMBER),
    LEAST(Result.NUMBER, Result.NUMBER, Result.NUMBER),
    GREATEST(Result.NUMBER, Result.NUMBER, Result.NUMBER),
    /** Of the absolute value. */
    ROOT(Result.NUMBER, Result.NUMBER),
    CHOOSE(Result.NUMBER, Result.TRUTH, Result.NUMBER, Result.NUMBER),
    /** Of its argument over every turn of a loop. */
    SUM(Result.NUMBER, Result.NUMBER),
    ALWAYS(Result.TRUTH),
    AT_MOST(Result.TRUTH, Result.NUMBER, Result.NUMBER),
    BOTH(Result.TRUTH, Result.TRUTH, Result.TRUTH),
    EITHER(Result.TRUTH, Result.TRUTH, Result.TRUTH);

    private final Result result;
    private final List<Result> takes;

    Op(Result result, Result... takes) {
      this.result = result;
      this.takes = List.of(takes);
    }

    Result result() {
      return result;
    }

    List<Result> takes() {
      return takes;
    }
  }

  public static Term constant(double value) {
    return new Term(Op.CONSTANT, List.of(), "", rounded(value));
  }

  public static Term feature(String name) {
    return new Term(Op.FEATURE, List.of(), name, 0);
  }

  public static Term of(Op op, Term... arguments) {
    return new Term(op, List.of(arguments), "", 0);
  }

  public static Term sum(String loop, Term each) {
    return new Term(Op.SUM, List.of(each), loop, 0);
  }

  public Result result() {
    return op.result;
  }

  public Term argument(int position) {
    return arguments.get(position);
  }

  /** The number of terms in it, itself included. */
  public int size() {
    return 1 + arguments.stream().mapToInt(Term::size).sum();
  }

  /** Itself and every term inside it, in prefix order; positions in this list name places. */
  public List<Term> parts() {
    var parts = new ArrayList<Term>();
    collect(parts);
    return parts;
  }

  private void collect(List<Term> parts) {
    parts.add(this);
    arguments.forEach(a -> a.collect(parts));
  }

  /** This term with another one at a place. */
  public Term with(int place, Term other) {
    if (place == 0) {
      return other;
    }
    var changed = new ArrayList<>(arguments);
    int start = 1;
    for (int i = 0; i < changed.size(); i++) {
      int size = changed.get(i).size();
      if (place < start + size) {
        changed.set(i, changed.get(i).with(place - start, other));
        return new Term(op, changed, name, value);
      }
      start += size;
    }
    throw new IllegalArgumentException("There is no place " + place + " in " + this);
  }

  /** The values of its constants, in prefix order. */
  public List<Double> constants() {
    return parts().stream().filter(p -> p.op == Op.CONSTANT).map(Term::value).toList();
  }

  // Three significant digits: more would be noise, and generated constants stay readable.
  private static double rounded(double value) {
    return value == 0 || !Double.isFinite(value)
        ? 0
        : java.math.BigDecimal.valueOf(value).round(new java.math.MathContext(3)).doubleValue();
  }

  @Override
  public String toString() {
    return switch (op) {
      case CONSTANT -> Double.toString(value);
      case FEATURE -> name;
      case SUM -> "(sum " + name + " " + argument(0) + ")";
      default ->
          arguments.stream()
              .map(Term::toString)
              .collect(
                  Collectors.joining(" ", "(" + op.name().toLowerCase(Locale.ROOT) + " ", ")"));
    };
  }
}
