package dev.sds.spec.text;

import dev.sds.spec.Check.Bound;
import dev.sds.spec.Check.Comparison;
import dev.sds.spec.Check.Objective;
import dev.sds.spec.Requirement;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds demands that cannot all be met, whatever the design. */
record Contradictions(SpecChecks checks) {

  private static final Pattern PERCENTILE = Pattern.compile("p(\\d\\d)(\\d*)");

  void find() {
    bounds();
    objectives();
    decisions();
  }

  private void bounds() {
    List<Requirement> bounds = checks.with(Bound.class);
    for (int i = 0; i < bounds.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (sameRuns(bounds.get(i), bounds.get(j)) && clash(bounds.get(i), bounds.get(j))) {
          report(bounds.get(i), bounds.get(j), "bound");
        }
      }
    }
  }

  /** Bounds under different faults speak of different runs. */
  private static boolean sameRuns(Requirement one, Requirement other) {
    return new HashSet<>(one.under()).equals(new HashSet<>(other.under()));
  }

  private static boolean clash(Requirement one, Requirement other) {
    return one.check() instanceof Bound a
        && other.check() instanceof Bound b
        && (exclude(a, b) || exclude(b, a));
  }

  /** Whether what is at least {@code low} is more than {@code high} allows. */
  private static boolean exclude(Bound low, Bound high) {
    return low.comparison() == Comparison.AT_LEAST
        && high.comparison() == Comparison.AT_MOST
        && low.limit().value() > high.limit().value()
        && neverAbove(low.metric(), high.metric());
  }

  /** Whether the first metric is at most the second one in every run. */
  private static boolean neverAbove(String lower, String upper) {
    if (lower.equals(upper)) {
      return true;
    }
    int dot = lower.lastIndexOf('.') + 1;
    if (dot == 0 || !upper.startsWith(lower.substring(0, dot))) {
      return false;
    }
    String first = lower.substring(dot);
    String second = upper.substring(dot);
    OptionalDouble from = rank(first);
    OptionalDouble to = rank(second);
    return (from.isPresent() && to.isPresent() && from.getAsDouble() <= to.getAsDouble())
        || (first.equals("mean") && second.equals("max"))
        || (first.equals("min") && second.equals("mean"));
  }

  /** The percent of the values that are at most the statistic. */
  private static OptionalDouble rank(String statistic) {
    Matcher percentile = PERCENTILE.matcher(statistic);
    if (percentile.matches()) {
      return OptionalDouble.of(
          Double.parseDouble(percentile.group(1) + "." + percentile.group(2) + "0"));
    }
    return switch (statistic) {
      case "min" -> OptionalDouble.of(0);
      case "max" -> OptionalDouble.of(100);
      default -> OptionalDouble.empty();
    };
  }

  private void objectives() {
    List<Requirement> objectives = checks.with(Objective.class);
    for (int i = 0; i < objectives.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (objectives.get(i).check() instanceof Objective a
            && objectives.get(j).check() instanceof Objective b
            && sameRuns(objectives.get(i), objectives.get(j))
            && a.metric().equals(b.metric())
            && a.direction() != b.direction()) {
          report(objectives.get(i), objectives.get(j), keyOf(a));
        }
      }
    }
  }

  private static String keyOf(Objective objective) {
    return switch (objective.direction()) {
      case MINIMIZE -> "minimize";
      case MAXIMIZE -> "maximize";
    };
  }

  private void report(Requirement later, Requirement earlier, String key) {
    int line = checks.id(earlier).line();
    checks
        .problems()
        .error(
            checks.place("requirements." + later.id() + "." + key),
            "spec.contradiction",
            "`%s` (%s) contradicts `%s` (%s, line %d)."
                .formatted(later.id(), said(later), earlier.id(), said(earlier), line),
            "No design can meet both; change or remove one of them.");
  }

  private static String said(Requirement requirement) {
    return switch (requirement.check()) {
      case Bound bound -> bound.metric() + " " + bound.comparison().symbol() + " " + bound.limit();
      case Objective objective -> keyOf(objective) + " " + objective.metric();
      case null, default -> requirement.text();
    };
  }

  private void decisions() {
    checks
        .spec()
        .forbidden()
        .forEach(
            (decision, forbidden) -> {
              pinnedIsAllowed(decision, forbidden);
              oneIsLeft(decision, forbidden);
            });
  }

  private void pinnedIsAllowed(String decision, List<String> forbidden) {
    String pinned = checks.spec().pinned().get(decision);
    if (pinned != null && forbidden.contains(pinned)) {
      checks
          .problems()
          .error(
              checks.place("decisions.pin." + decision),
              "spec.pinned-forbidden",
              "`" + decision + ": " + pinned + "` is pinned and also forbidden.",
              "Remove it from `pin` or from `forbid`.");
    }
  }

  private void oneIsLeft(String decision, List<String> forbidden) {
    List<String> values = checks.words().decisions().getOrDefault(decision, List.of());
    if (!values.isEmpty() && forbidden.containsAll(values)) {
      checks
          .problems()
          .error(
              checks.place("decisions.forbid"),
              "spec.all-forbidden",
              "Every value of `" + decision + "` is forbidden.",
              "Leave at least one of: " + String.join(", ", values) + ".");
    }
  }
}
