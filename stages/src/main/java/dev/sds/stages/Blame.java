package dev.sds.stages;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Ladder;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds which decisions a proven failure is due to. A set of decisions is to blame if every
 * admissible design that makes them fails the same requirement before the same evaluator; designs
 * that give the evaluator equal inputs are judged once. The smallest such set is the nogood; the
 * stage to go back to is the latest that owns one of its decisions and has an alternative left.
 */
final class Blame {

  /** With more distinct designs than this to judge, a nogood is reported unminimised. */
  private static final int MOST_JUDGEMENTS = 32;

  private final Ladder ladder;
  private final Admission admission;

  Blame(Ladder ladder, Admission admission) {
    this.ladder = ladder;
    this.admission = admission;
  }

  /** The nogood of a proven failure. */
  Nogood learn(Evaluator evaluator, Subject subject, Gate.Objection objection, List<Nogood> known) {
    Hypothesis failed = subject.hypothesis();
    List<Map.Entry<String, String>> all = new ArrayList<>(inOrderOfStages(failed.decisions()));
    var failing = new Failing(evaluator, subject, objection.requirement());
    List<Map.Entry<String, String>> minimal;
    Nogood.Strength strength = Nogood.Strength.PROVEN;
    try {
      minimal = new QuickXplain<Map.Entry<String, String>>(failing::everywhere).minimise(all);
    } catch (TooMany _) {
      minimal = all;
      strength = Nogood.Strength.PROVEN_UNMINIMISED;
    }
    var decisions = new TreeMap<String, String>();
    minimal.forEach(e -> decisions.put(e.getKey(), e.getValue()));
    var guilty = new Decisions(decisions);
    return new Nogood(
        guilty,
        objection.requirement(),
        stageToBlame(guilty, known),
        strength,
        Subject.conditions(subject.spec()),
        objection.why());
  }

  private Stage stageToBlame(Decisions guilty, List<Nogood> known) {
    Stage blamed = Stage.SPEC;
    for (DecisionKind kind : admission.catalogue().kinds()) {
      boolean owns = guilty.value(kind.name()).isPresent();
      if (owns && blamed.isBefore(kind.stage()) && hasAlternative(kind, guilty, known)) {
        blamed = kind.stage();
      }
    }
    return blamed;
  }

  private boolean hasAlternative(DecisionKind kind, Decisions guilty, List<Nogood> known) {
    String tried = guilty.value(kind.name()).orElseThrow();
    Decisions rest = guilty.without(kind.name());
    return admission.choices(kind).stream()
        .map(Choice::name)
        .filter(name -> !name.equals(tried))
        .map(name -> rest.with(kind.name(), name))
        .anyMatch(
            d ->
                known.stream().noneMatch(n -> n.excludes(d))
                    && !admission.completions(d, Stage.DESIGN).isEmpty());
  }

  private List<Map.Entry<String, String>> inOrderOfStages(Decisions decisions) {
    return admission.catalogue().kinds().stream()
        .flatMap(k -> decisions.value(k.name()).map(v -> Map.entry(k.name(), v)).stream())
        .toList();
  }

  /** Whether every design with some decisions fails a requirement. */
  private final class Failing {
    private final Evaluator evaluator;
    private final Subject subject;
    private final String requirement;
    private final Map<String, Boolean> judged = new HashMap<>();

    Failing(Evaluator evaluator, Subject subject, String requirement) {
      this.evaluator = evaluator;
      this.subject = subject;
      this.requirement = requirement;
    }

    boolean everywhere(List<Map.Entry<String, String>> chosen) {
      var partial = new TreeMap<String, String>();
      chosen.forEach(e -> partial.put(e.getKey(), e.getValue()));
      Stage last = evaluator.profile().stage();
      return admission.completions(new Decisions(partial), last).stream().allMatch(this::fails);
    }

    private boolean fails(Decisions decisions) {
      Hypothesis failed = subject.hypothesis();
      var other =
          new Hypothesis(
              failed.stage(),
              "blame",
              decisions,
              new TreeMap<>(),
              "completion",
              "",
              null,
              List.of());
      Subject variant = subject.with(other);
      String key = evaluator.inputs(variant).hex();
      Boolean known = judged.get(key);
      if (known == null) {
        if (judged.size() >= MOST_JUDGEMENTS) {
          throw new TooMany();
        }
        known = fails(ladder.judge(evaluator, variant));
        judged.put(key, known);
      }
      return known;
    }

    private boolean fails(List<Evidence> evidence) {
      return evidence.stream()
          .anyMatch(
              e ->
                  Gate.objection(List.of(e))
                      .filter(o -> o.strength() == Gate.Strength.PROVEN)
                      .filter(_ -> e.requirements().contains(requirement) || requirement.isEmpty())
                      .isPresent());
    }
  }

  private static final class TooMany extends RuntimeException {
    TooMany() {
      super("too many distinct designs to judge", null, false, false);
    }
  }
}
