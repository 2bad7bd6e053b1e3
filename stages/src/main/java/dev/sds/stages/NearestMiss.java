package dev.sds.stages;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Miss;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.Verdict;
import dev.sds.evaluators.Statistics;
import dev.sds.spec.Check;
import dev.sds.spec.Quantity;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Explains why no design meets a spec: what comes nearest, what binds, and the cheapest change that
 * would help.
 */
final class NearestMiss {

  private final Context context;
  private final List<Nogood> nogoods;

  NearestMiss(Context context, List<Nogood> nogoods) {
    this.context = context;
    this.nogoods = nogoods;
  }

  /**
   * The miss of a stage.
   *
   * @param turnedDownLast what only the last gate turned down, best first: nothing comes nearer
   */
  Optional<Miss> find(StageReport report, List<Judged> turnedDownLast) {
    return infeasible()
        .or(() -> last(turnedDownLast))
        .or(() -> measured(report))
        .or(() -> unbuilt(report))
        .or(() -> isOpen(report) ? Optional.empty() : byProofs(report));
  }

  /** What fell last of all that a person had approved, where nothing else stands. */
  private Optional<Miss> unbuilt(StageReport report) {
    return report.stage() == Stage.CODE
        ? Optional.empty()
        : nogoods.stream()
            .filter(n -> n.strength() == Nogood.Strength.UNBUILT)
            .reduce((_, later) -> later)
            .map(n -> new Miss(n.requirement(), null, relax(n.requirement()), false, n.why()));
  }

  /** Whether something is left that might meet the spec, as far as is known. */
  private static boolean isOpen(StageReport report) {
    return report.stage().isBefore(Stage.CODE)
        && report.judged().stream().anyMatch(j -> j.verdict() instanceof Verdict.Inconclusive);
  }

  /** Whether proofs alone, no person and no measurement, have turned everything down. */
  private boolean isProven(StageReport report) {
    return report.stage().isBefore(Stage.CODE)
        && nogoods.stream()
            .noneMatch(
                n ->
                    n.strength() == Nogood.Strength.REFUSED
                        || n.strength() == Nogood.Strength.UNBUILT);
  }

  private Optional<Miss> last(List<Judged> turnedDown) {
    return turnedDown.stream()
        .filter(j -> j.verdict() instanceof Verdict.Rejected)
        .findFirst()
        .map(
            j -> {
              String id = ((Verdict.Rejected) j.verdict()).requirement();
              return new Miss(
                  id.isEmpty() ? "none" : id, j, relax(id), false, j.verdict().because());
            });
  }

  /** A nogood without decisions: whatever is decided, the requirement fails. */
  private Optional<Miss> infeasible() {
    return nogoods.stream()
        .filter(n -> n.decisions().isEmpty())
        .findFirst()
        .map(
            n ->
                new Miss(
                    n.requirement(),
                    null,
                    relax(n.requirement())
                        + " Or change the environment or the workload that it speaks of: no"
                        + " decision of a design changes this.",
                    true,
                    n.why()));
  }

  private Optional<Miss> measured(StageReport report) {
    return report.judged().stream()
        .filter(j -> j.verdict() instanceof Verdict.Rejected)
        .filter(j -> excess(j) < Double.POSITIVE_INFINITY)
        .min(Comparator.comparingDouble(this::excess))
        .map(
            j -> {
              String id = ((Verdict.Rejected) j.verdict()).requirement();
              return new Miss(id, j, relax(id, j), false, j.verdict().because());
            });
  }

  private Optional<Miss> byProofs(StageReport report) {
    Map<String, Long> byRequirement =
        report.judged().stream()
            .flatMap(
                j ->
                    j.verdict() instanceof Verdict.Rejected r
                        ? Optional.of(r).stream()
                        : Optional.<Verdict.Rejected>empty().stream())
            .collect(
                Collectors.groupingBy(
                    Verdict.Rejected::requirement, TreeMap::new, Collectors.counting()));
    Optional<Judged> last =
        report.judged().reversed().stream()
            .filter(j -> j.verdict() instanceof Verdict.Rejected)
            .findFirst();
    if (last.isEmpty()) {
      return nogoods.stream().reduce((_, b) -> b).map(n -> excluded(n, report));
    }
    String id = ((Verdict.Rejected) last.get().verdict()).requirement();
    String why =
        last.get().verdict().because()
            + " ("
            + byRequirement.values().stream().mapToLong(Long::longValue).sum()
            + " hypotheses of this stage were rejected)";
    return Optional.of(new Miss(id, last.get(), relax(id), isProven(report), why));
  }

  private Miss excluded(Nogood last, StageReport report) {
    return last.strength() == Nogood.Strength.REFUSED
        ? new Miss(
            "none",
            null,
            "Change the spec, which lets what was turned down be proposed again, or allow more"
                + " choices under `decisions:`.",
            false,
            "a person turned down what was left: " + last.why())
        : new Miss(
            last.requirement(), null, relax(last.requirement()), isProven(report), last.why());
  }

  /** By which factor the worst bound is missed. */
  private double excess(Judged judged) {
    return context.spec().bounds().stream()
        .mapToDouble(r -> excess(r, judged).map(Excess::factor).orElse(1.0))
        .max()
        .stream()
        .map(worst -> worst > 1 ? worst : Double.POSITIVE_INFINITY)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private Optional<Excess> excess(Requirement requirement, Judged judged) {
    boolean failed =
        judged.verdict().evidence().stream()
            .anyMatch(
                e ->
                    e instanceof Evidence.Finding f
                        && f.weight() == Weight.AGAINST
                        && f.requirements().contains(requirement.id()));
    if (!failed || !(requirement.check() instanceof Check.Bound bound)) {
      return Optional.empty();
    }
    var byWorkload =
        judged.verdict().evidence().stream()
            .filter(
                e ->
                    e instanceof Evidence.Measurement m
                        && m.metric().equals(bound.metric())
                        && m.fidelity() == Evidence.Fidelity.FULL)
            .map(e -> (Evidence.Measurement) e)
            .collect(
                Collectors.groupingBy(
                    Evidence.Measurement::workload, TreeMap::new, Collectors.toList()));
    boolean atMost = bound.comparison() == Check.Comparison.AT_MOST;
    var ends =
        context.spec().workloads().stream()
            .filter(w -> byWorkload.containsKey(w.name()))
            .mapToDouble(
                w ->
                    Statistics.worst(
                        bound,
                        w,
                        byWorkload.getOrDefault(w.name(), List.of()).stream()
                            .mapToDouble(Evidence.Measurement::value)
                            .toArray()));
    var worst = atMost ? ends.max() : ends.min();
    return worst.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Excess(
                atMost
                    ? worst.getAsDouble() / bound.limit().value()
                    : bound.limit().value() / worst.getAsDouble(),
                worst.getAsDouble(),
                bound));
  }

  private String relax(String id, Judged nearest) {
    return context
        .spec()
        .requirement(id)
        .flatMap(r -> excess(r, nearest))
        .map(
            e ->
                "Relax "
                    + id
                    + " to `"
                    + e.bound().metric()
                    + " "
                    + e.bound().comparison().symbol()
                    + " "
                    + Quantity.of(rounded(e.end(), e.bound()), e.bound().limit().dimension())
                    + "`: the nearest miss would then pass.")
        .orElseGet(() -> relax(id));
  }

  private static double rounded(double end, Check.Bound bound) {
    boolean atMost = bound.comparison() == Check.Comparison.AT_MOST;
    var digits = new MathContext(3, atMost ? RoundingMode.CEILING : RoundingMode.FLOOR);
    return BigDecimal.valueOf(end).round(digits).doubleValue();
  }

  private String relax(String id) {
    return context
        .spec()
        .requirement(id)
        .map(
            r ->
                r.under().isEmpty()
                    ? "Relax or drop " + id + "."
                    : "Drop one of the faults that "
                        + id
                        + " names under `under` ("
                        + String.join(", ", r.under())
                        + "), or drop "
                        + id
                        + ".")
        .orElse("See the evidence.");
  }

  private record Excess(double factor, double end, Check.Bound bound) {}
}
