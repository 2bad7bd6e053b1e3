package dev.sds.cli.verify;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.DesignBlame;
import dev.sds.verification.Strength;
import dev.sds.verification.StrengthRun;
import dev.sds.verification.ladder.Growth;
import dev.sds.verification.remedy.Remedies;
import dev.sds.verification.remedy.Remedy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came of checking one design of a protocol's file.
 *
 * @param instance the smallest, in which all properties were checked
 * @param larger what is known beyond it; nothing where it was not asked for or does not hold
 * @param strength what a pass is worth; nothing where it was not asked for
 * @param sampled what random behaviours showed, where a limit ended the examination of all states
 * @param blame nothing where it was not asked for or nothing is violated
 * @param remedies what else may be wrong; nothing where a decision is, or as above
 */
record ProtocolCheck(
    Design design,
    Instance instance,
    CheckOutcome outcome,
    Optional<Growth.Climb> larger,
    Optional<StrengthRun.Result> strength,
    Optional<CheckOutcome> sampled,
    Optional<DesignBlame.Finding> blame,
    Optional<Remedies.Finding> remedies) {

  /**
   * What is checked.
   *
   * @param notCovered what the check says nothing of
   */
  record Design(String file, Decisions decisions, Protocol protocol, List<String> notCovered) {
    Design {
      notCovered = List.copyOf(notCovered);
    }
  }

  /** A check that came to its outcome at once. */
  static ProtocolCheck of(Design design, Instance instance, CheckOutcome outcome) {
    return new ProtocolCheck(
        design,
        instance,
        outcome,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  ProtocolCheck beyond(CheckOutcome random) {
    return new ProtocolCheck(
        design, instance, outcome, larger, strength, Optional.of(random), blame, remedies);
  }

  ProtocolCheck with(DesignBlame.Finding found) {
    return new ProtocolCheck(
        design, instance, outcome, larger, strength, sampled, Optional.of(found), remedies);
  }

  ProtocolCheck with(Remedies.Finding found) {
    return new ProtocolCheck(
        design, instance, outcome, larger, strength, sampled, blame, Optional.of(found));
  }

  /** What is violated, in the smallest instance or a larger one. */
  Optional<CheckOutcome.Violated> violated() {
    CheckOutcome last =
        larger
            .flatMap(Growth.Climb::broken)
            .map(Growth.Rung::outcome)
            .or(() -> sampled)
            .orElse(outcome);
    return last instanceof CheckOutcome.Violated violated
        ? Optional.of(violated)
        : Optional.empty();
  }

  Conclusion conclusion() {
    Conclusion small = Conclusion.of(outcome);
    Conclusion grown =
        larger
            .flatMap(Growth.Climb::broken)
            .map(rung -> Conclusion.of(rung.outcome()))
            .orElse(Conclusion.HOLDS);
    Conclusion worth =
        strength
            .map(
                result ->
                    result instanceof StrengthRun.Result.Known(Strength known)
                            && known.vacuities().isEmpty()
                        ? Conclusion.HOLDS
                        : Conclusion.OPEN)
            .orElse(Conclusion.HOLDS);
    Conclusion random = sampled.map(Conclusion::of).orElse(Conclusion.HOLDS);
    return Collections.max(List.of(small, grown, worth, random));
  }

  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("protocol", design.protocol().name());
    document.put("decisions", design.decisions().values());
    document.put("instance", instance.label());
    document.put("properties", design.protocol().properties());
    document.put("outcome", outcome);
    larger.ifPresent(climb -> document.put("larger", document(climb)));
    sampled.ifPresent(random -> document.put("sampled", random));
    strength.ifPresent(result -> document.put("strength", result));
    blame.ifPresent(found -> document.put("blame", found));
    remedies.ifPresent(found -> document.put("remedies", document(found)));
    document.put("result", conclusion().word());
    document.put("notCovered", design.notCovered());
    return document;
  }

  private static Map<String, Object> document(Growth.Climb climb) {
    var document = new LinkedHashMap<String, Object>();
    climb.completed().ifPresent(rung -> document.put("invariants", document(rung)));
    climb.lively().ifPresent(rung -> document.put("liveness", document(rung)));
    climb.broken().ifPresent(rung -> document.put("broken", document(rung)));
    climb.next().ifPresent(next -> document.put("notCompleted", next.label()));
    document.put("states", climb.states());
    return document;
  }

  private static Map<String, Object> document(Remedies.Finding found) {
    var document = new LinkedHashMap<String, Object>();
    document.put("wrong", found.wrong().name().toLowerCase(Locale.ROOT));
    document.put("faults", found.faults().stream().map(Remedy::words).toList());
    document.put("edit", found.edit().map(Remedy::words).orElse(""));
    document.put("parts", found.parts().stream().map(Remedy::words).toList());
    document.put("tried", found.tried());
    document.put("untried", found.untried());
    return document;
  }

  private static Map<String, Object> document(Growth.Rung rung) {
    var document = new LinkedHashMap<String, Object>();
    document.put("instance", rung.instance().label());
    document.put("outcome", rung.outcome());
    return document;
  }
}
