package dev.sds.verification.ladder;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Property;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Profile;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Stage;
import dev.sds.verification.Limits;
import dev.sds.verification.ModelCheckEvaluator;
import dev.sds.verification.TlcRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Asks how far beyond the smallest instance the properties of a design hold: the largest instance
 * completed within a budget of states is what is claimed, for invariants and for liveness apart,
 * and the next one is named.
 */
public final class GrowthEvaluator implements Evaluator {

  private static final String NAME = "TLC, larger";

  private final TlcRunner tlc;
  private final Limits limits;

  /** With limits for each set of faults that a requirement names. */
  public GrowthEvaluator(TlcRunner tlc, Limits limits) {
    this.tlc = tlc;
    this.limits = limits;
  }

  @Override
  public Profile profile() {
    return new Profile(
        NAME,
        "2",
        Stage.CODE,
        Profile.Cost.FINAL,
        "Up to which size do the properties hold? (States that differ only in which member of a set"
            + " is which count once.)");
  }

  @Override
  public ContentHash inputs(Subject subject) {
    return ModelCheckEvaluator.inputs(limits, runs(subject));
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    var evidence = new ArrayList<Evidence>();
    for (ModelCheckEvaluator.Run run : runs(subject)) {
      evidence.addAll(climb(run));
    }
    return evidence;
  }

  /** The runs that ask for safety. */
  private static List<ModelCheckEvaluator.Run> runs(Subject subject) {
    return ModelCheckEvaluator.runs(subject).stream()
        .filter(run -> !safe(run).requirements().isEmpty())
        .toList();
  }

  private static ModelCheckEvaluator.Run safe(ModelCheckEvaluator.Run run) {
    return of(run, run.protocol().safety());
  }

  private static ModelCheckEvaluator.Run live(ModelCheckEvaluator.Run run) {
    return of(run, run.protocol().properties(Property.Kind.LIVENESS));
  }

  /** A run that stands for the requirements of some of its properties. */
  private static ModelCheckEvaluator.Run of(
      ModelCheckEvaluator.Run run, List<Property> properties) {
    List<String> ids =
        properties.stream().flatMap(p -> p.requirements().stream()).distinct().toList();
    return new ModelCheckEvaluator.Run(run.protocol(), run.instance(), ids);
  }

  private List<Evidence> climb(ModelCheckEvaluator.Run run) {
    try {
      return evidence(
          run, new Growth(tlc, limits).climb(run.protocol(), run.instance()), limits.maxStates());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
  }

  /**
   * What a climb says of the requirements of a run.
   *
   * @param budget the states that it was given
   */
  public static List<Evidence> evidence(
      ModelCheckEvaluator.Run run, Growth.Climb climb, long budget) {
    ModelCheckEvaluator.Run safe = safe(run);
    ModelCheckEvaluator.Run live = live(run);
    var evidence = new ArrayList<Evidence>();
    climb.completed().ifPresent(rung -> evidence.add(check(safe, rung)));
    climb.lively().ifPresent(rung -> evidence.add(check(live, rung)));
    climb
        .broken()
        .ifPresentOrElse(
            rung -> evidence.add(check(climb.live().contains(rung) ? live : safe, rung)),
            () -> evidence.add(open(safe, live, climb, budget)));
    return evidence;
  }

  private static Evidence check(ModelCheckEvaluator.Run run, Growth.Rung rung) {
    if (rung.outcome() instanceof CheckOutcome.ToolFailure failure) {
      return new Evidence.ToolFailure(NAME, run.requirements(), failure.why());
    }
    return new Evidence.ModelCheck(
        NAME,
        ModelCheckEvaluator.speaksOf(rung.outcome(), run),
        rung.instance().label(),
        rung.outcome());
  }

  /** What the next instance up is, of which nothing is claimed. */
  private static Evidence open(
      ModelCheckEvaluator.Run safe, ModelCheckEvaluator.Run live, Growth.Climb climb, long budget) {
    String text =
        climb
            .next()
            .map(
                next ->
                    String.format(
                        Locale.ROOT,
                        "not completed: %s (%,d of %,d states used; %svacuity is looked for at the"
                            + " smallest bounds only)",
                        next.label(),
                        climb.states(),
                        budget,
                        live.requirements().isEmpty() ? "" : liveness(climb)))
            .orElse(
                safe.instance().label()
                    + ": no set of this protocol can be made larger by itself, so nothing beyond"
                    + " the smallest bounds was checked");
    return new Evidence.Finding(NAME, safe.requirements(), Weight.NOTE, "model.growth", text, "");
  }

  private static String liveness(Growth.Climb climb) {
    return climb
        .lively()
        .map(rung -> "liveness is checked up to " + rung.symmetry().words() + "; ")
        .orElse("liveness is checked at the smallest bounds only; ");
  }
}
