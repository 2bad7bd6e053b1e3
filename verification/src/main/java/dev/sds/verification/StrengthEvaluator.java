package dev.sds.verification;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Profile;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Stage;
import dev.sds.verification.Strength.End;
import dev.sds.verification.Strength.Fate;
import dev.sds.verification.Strength.Weakness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks whether the properties can fail at all: the protocol is broken on purpose, one guard or
 * effect at a time, and the damage must be noticed. What is not noticed is listed; a pass that says
 * nothing of what it claims speaks against the design.
 */
public final class StrengthEvaluator implements Evaluator {

  private final Examiner examiner;
  private final Limits limits;

  public StrengthEvaluator(StrengthRun run, Limits limits) {
    this(run::examine, limits);
  }

  /** With another model than the protocol's own. */
  public StrengthEvaluator(Examiner examiner, Limits limits) {
    this.examiner = examiner;
    this.limits = limits;
  }

  /** Makes mistakes in what stands for a protocol. */
  public interface Examiner {
    StrengthRun.Result examine(Protocol protocol, Instance instance) throws InterruptedException;
  }

  @Override
  public Profile profile() {
    return new Profile(
        "mutants",
        "2",
        Stage.CODE,
        Profile.Cost.FINAL,
        "Would the properties notice if the protocol were wrong?");
  }

  @Override
  public ContentHash inputs(Subject subject) {
    return ModelCheckEvaluator.inputs(limits, ModelCheckEvaluator.runs(subject));
  }

  @Override
  public List<Evidence> evaluate(Subject subject) {
    List<ModelCheckEvaluator.Run> runs = ModelCheckEvaluator.runs(subject);
    if (runs.isEmpty()) {
      return List.of();
    }
    // Each run with the properties asked for under its faults; the widest with all invariants.
    var examined = new ArrayList<Strength>();
    for (ModelCheckEvaluator.Run checked : runs) {
      Protocol protocol =
          checked.equals(runs.getLast()) ? widest(subject, checked) : checked.protocol();
      switch (examine(protocol, checked.instance())) {
        case StrengthRun.Result.Known(Strength strength) -> examined.add(strength);
        case StrengthRun.Result.Failed(String why) -> {
          return List.of(new Evidence.ToolFailure(profile().name(), ids(subject), why));
        }
        case StrengthRun.Result.Unknown(String why) -> {
          return List.of(
              finding(
                  subject,
                  Weight.NOTE,
                  "mutants.unknown",
                  checked.instance().label() + ": " + why));
        }
      }
    }
    var evidence = new ArrayList<Evidence>();
    evidence.add(killed(subject, together(examined)));
    weaknesses(examined).forEach(weakness -> evidence.add(weak(subject, weakness)));
    return evidence;
  }

  private static Protocol widest(Subject subject, ModelCheckEvaluator.Run last) {
    return last.protocol()
        .withProperties(
            Stream.concat(
                    subject.protocol().safety().stream(),
                    last.protocol().properties(Property.Kind.LIVENESS).stream())
                .toList());
  }

  private StrengthRun.Result examine(Protocol protocol, Instance instance) {
    try {
      return examiner.examine(protocol, instance);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
  }

  /** What became of each mistake: noticed in some run, or else what the last one says. */
  private static List<Fate> together(List<Strength> examined) {
    Map<String, Fate> fates = new LinkedHashMap<>();
    for (Strength strength : examined) {
      for (Fate fate : strength.mutants()) {
        fates.merge(fate.mutant(), fate, (old, now) -> old.end() == End.KILLED ? old : now);
      }
    }
    return List.copyOf(fates.values());
  }

  /** What is weak in every run that says something of it. */
  private static Set<Weakness> weaknesses(List<Strength> examined) {
    Map<Weakness, Integer> times = new HashMap<>();
    Set<Weakness> all = new LinkedHashSet<>();
    for (Strength strength : examined) {
      for (Weakness weakness : strength.weaknesses()) {
        all.add(weakness);
        times.merge(weakness, 1, Integer::sum);
      }
    }
    return all.stream()
        .filter(
            weakness ->
                switch (weakness.kind()) {
                  case ACTION_NEVER_TAKEN, ANTECEDENT_NEVER_TRUE, WEAK_INVARIANT ->
                      examined.getLast().weaknesses().contains(weakness);
                  case FAULT_NEVER_FIRED,
                      PROMISE_NEVER_ASKED,
                      PROMISE_ALWAYS_KEPT,
                      PROMISE_KEPT_BY_OTHERS,
                      FAIR_FAULT,
                      DEADLOCK_HIDDEN,
                      PROMISE_NOT_READ ->
                      true;
                })
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Evidence weak(Subject subject, Weakness weakness) {
    List<String> owners =
        subject
            .protocol()
            .property(weakness.subject())
            .map(Property::requirements)
            .orElse(List.of());
    return new Evidence.Finding(
        profile().name(),
        owners,
        weakness.kind().empties() ? Weight.AGAINST : Weight.NOTE,
        "model." + weakness.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        weakness.message(),
        "");
  }

  private Evidence killed(Subject subject, List<Fate> fates) {
    long killed = fates.stream().filter(f -> f.end() == End.KILLED).count();
    long real = fates.stream().filter(f -> f.end() != End.SAME).count();
    String unnoticed =
        fates.stream()
            .filter(f -> f.end() != End.KILLED && f.end() != End.SAME)
            .map(f -> f.mutant() + " (" + f.end().words() + ")")
            .collect(Collectors.joining("; "));
    String text =
        String.format(
            Locale.ROOT,
            "%d of %d deliberate faults in the protocol violate a property%s%s",
            killed,
            real,
            real == fates.size()
                ? ""
                : ", and " + (fates.size() - real) + " more change nothing within the bounds",
            unnoticed.isEmpty() ? "" : "; unnoticed: " + unnoticed);
    return finding(
        subject, killed == 0 && real > 0 ? Weight.AGAINST : Weight.FOR, "mutants.killed", text);
  }

  private Evidence finding(Subject subject, Weight weight, String code, String text) {
    return new Evidence.Finding(profile().name(), ids(subject), weight, code, text, "");
  }

  private static List<String> ids(Subject subject) {
    return subject.protocol().properties().stream()
        .map(Property::requirements)
        .flatMap(List::stream)
        .distinct()
        .toList();
  }
}
