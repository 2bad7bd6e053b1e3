package dev.sds.verification;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Profile;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Asks whether the properties can fail at all: the protocol is broken on purpose, one guard or
 * effect at a time, and the checker must find most of the damage. What it does not find is listed;
 * a set of properties that no damage violates proves nothing.
 */
public final class StrengthEvaluator implements Evaluator {

  private final TlcRunner tlc;
  private final Limits limits;

  public StrengthEvaluator(TlcRunner tlc, Limits limits) {
    this.tlc = tlc;
    this.limits = limits;
  }

  @Override
  public Profile profile() {
    return new Profile(
        "mutants",
        "1",
        Stage.CODE,
        Profile.Cost.FINAL,
        "Would the properties notice if the protocol were wrong?");
  }

  @Override
  public ContentHash inputs(Subject subject) {
    var parts = new ArrayList<String>();
    for (ModelCheckEvaluator.Run run : ModelCheckEvaluator.runs(subject)) {
      parts.add(TlaText.module(run.protocol()));
      parts.add(TlaText.cfg(run.protocol(), run.instance()));
    }
    return ContentHash.of(parts.toArray(String[]::new));
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    List<ModelCheckEvaluator.Run> runs = ModelCheckEvaluator.runs(subject);
    if (runs.isEmpty()) {
      return List.of();
    }
    // Invariants on the instance with the most faults first: the quickest way to notice damage.
    ModelCheckEvaluator.Run widest = runs.getLast();
    Protocol safety = invariantsOf(subject, widest);
    List<Mutants.Mutant> unnoticed =
        Mutants.of(safety).parallelStream()
            .filter(m -> !kills(widest.instance(), m.protocol()))
            .toList();
    List<String> survivors =
        unnoticed.stream().map(Mutants.Mutant::name).filter(n -> !noticed(runs, n)).toList();
    int tried = Mutants.of(safety).size();
    return List.of(finding(subject, tried, tried - survivors.size(), survivors));
  }

  private static Protocol invariantsOf(Subject subject, ModelCheckEvaluator.Run run) {
    return run.protocol().withProperties(subject.protocol().properties(Property.Kind.INVARIANT));
  }

  /** Whether one of the design's own runs notices a mutant, liveness included. */
  private boolean noticed(List<ModelCheckEvaluator.Run> runs, String name) {
    return runs.stream()
        .anyMatch(
            run ->
                Mutants.of(run.protocol()).stream()
                    .filter(m -> m.name().equals(name))
                    .anyMatch(m -> kills(run.instance(), m.protocol())));
  }

  private boolean kills(Instance instance, Protocol mutant) {
    try {
      return switch (tlc.check(mutant, instance, limits)) {
        case CheckOutcome.Violated _, CheckOutcome.ModelError _ -> true;
        case CheckOutcome.Verified _,
            CheckOutcome.Bounded _,
            CheckOutcome.Vacuous _,
            CheckOutcome.ToolFailure _ ->
            false;
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
  }

  private Evidence finding(Subject subject, int tried, int killed, List<String> survivors) {
    List<String> ids =
        subject.protocol().properties().stream()
            .map(Property::requirements)
            .flatMap(List::stream)
            .distinct()
            .toList();
    String text =
        String.format(
            Locale.ROOT,
            "%d of %d deliberate faults in the protocol violate a property%s",
            killed,
            tried,
            survivors.isEmpty() ? "" : "; unnoticed: " + String.join("; ", survivors));
    return new Evidence.Finding(
        profile().name(),
        ids,
        killed == 0 && tried > 0 ? Weight.AGAINST : Weight.FOR,
        "mutants.killed",
        text,
        "");
  }
}
