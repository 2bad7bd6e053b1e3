package dev.sds.cli.verify;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Property;
import dev.sds.cli.report.EvidenceText;
import dev.sds.verification.DesignBlame;
import dev.sds.verification.Strength;
import dev.sds.verification.StrengthRun;
import dev.sds.verification.ladder.Growth;
import dev.sds.verification.remedy.Remedies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A check of a protocol's file as a terminal shows it: the verdict first, then what it rests on.
 */
final class ProtocolReport {

  private final ProtocolCheck check;
  private final List<String> lines = new ArrayList<>();

  private ProtocolReport(ProtocolCheck check) {
    this.check = check;
  }

  /** The verdict and its bounds; of a violation only what is violated. */
  static List<String> of(ProtocolCheck check) {
    var report = new ProtocolReport(check);
    report.heading();
    check.violated().ifPresentOrElse(report::broken, report::passed);
    return report.lines;
  }

  /** What is to blame for a violation. */
  static List<String> blame(DesignBlame.Finding found) {
    List<String> lines = new ArrayList<>();
    lines.add(
        found.nogood().values().isEmpty()
            ? "To blame: no decision, since every design fails (%d checked)."
                .formatted(found.checked())
            : "To blame: the design, by %s. Every design with it fails, whatever else is decided (%d checked)."
                .formatted(found.nogood(), found.checked()));
    if (!found.passing().values().isEmpty()) {
      lines.add("  Holds instead: " + found.passing());
    }
    for (Decisions open : found.unsettled()) {
      lines.add("  Not settled, so that less may be to blame: " + open);
    }
    if (!found.vacuous().isEmpty()) {
      lines.add(
          "  Vacuous, which counts as failing: %d of those checked, such as %s"
              .formatted(found.vacuous().size(), found.vacuous().getFirst()));
    }
    return lines;
  }

  /** What is wrong where no decision is. */
  static List<String> wrong(Remedies.Finding found) {
    List<String> lines = new ArrayList<>();
    String nothing =
        found.tried() == 0
            ? ""
            : "Small additions to actions: %d tried%s."
                .formatted(
                    found.tried(),
                    found.untried() == 0 ? "" : ", %d not".formatted(found.untried()));
    lines.add(
        switch (found.wrong()) {
          case FAULTS ->
              "Wrong may be the faults: no decision mends this, but it is gone without one of them."
                  + " Either the system need not stand that, or no design of this file does.";
          case MODEL ->
              "Wrong may be the model: no decision and no fault is to blame, but an action that also"
                  + " changes something mends it.";
          case MODEL_OR_PROPERTY ->
              "Wrong may be the model, or the property: no decision and no fault is to blame, and"
                  + " only that an action waits helps, which may hide what is wrong.";
          case PROPERTY ->
              "Wrong may be the property, which then asks too much, or the model lacks more: no"
                  + " decision, no fault and none of the additions that were tried removes this.";
        });
    found.faults().forEach(remedy -> lines.add("  Gone " + remedy.words()));
    found.edit().ifPresent(remedy -> lines.add("  Gone " + remedy.words()));
    found.parts().forEach(remedy -> lines.add("  Gone " + remedy.words()));
    if (!nothing.isEmpty()) {
      lines.add("  " + nothing);
    }
    return lines;
  }

  private void heading() {
    ProtocolCheck.Design design = check.design();
    lines.add(
        design.file()
            + ": "
            + design.protocol().name()
            + ", "
            + EvidenceText.outcome(check.outcome()));
    if (!design.decisions().values().isEmpty()) {
      lines.add("  Decided: " + design.decisions());
    }
    lines.add("  Within: " + check.instance().label());
    check.sampled().ifPresent(random -> lines.add("  Beyond that: " + beyond(random)));
  }

  /** Where a limit came first, random behaviours were followed. */
  private static String beyond(CheckOutcome random) {
    return random instanceof CheckOutcome.Bounded bounded
        ? bounded.reason() + " Nothing wrong was found."
        : "found at random: " + EvidenceText.outcome(random);
  }

  private void broken(CheckOutcome.Violated violated) {
    check.larger().flatMap(Growth.Climb::broken).ifPresent(rung -> line("Larger", rung));
    check
        .design()
        .protocol()
        .property(violated.counterexample().property())
        .ifPresent(p -> lines.add("  " + words(p)));
    if (violated.counterexample().property().equals(Counterexample.DEADLOCK)) {
      lines.add(
          "  If it may end there: an action without effects whose guards say when, such as `name:"
              + " Rest`, origin environment.");
    }
  }

  private void passed() {
    if (!(check.outcome() instanceof CheckOutcome.Verified)
        && !(check.outcome() instanceof CheckOutcome.Vacuous)) {
      return;
    }
    check.design().protocol().properties().forEach(p -> lines.add("  Holds: " + words(p)));
    check.larger().ifPresent(this::larger);
    check.strength().ifPresent(this::strength);
    lines.add("Not covered:");
    boolean promises = !check.design().protocol().properties(Property.Kind.LIVENESS).isEmpty();
    if (promises && check.larger().isPresent() && check.larger().get().lively().isEmpty()) {
      lines.add("  liveness in any larger instance");
    }
    check.design().notCovered().forEach(line -> lines.add("  " + line));
  }

  private void larger(Growth.Climb climb) {
    climb.completed().ifPresent(rung -> line("Larger, invariants", rung));
    climb.lively().ifPresent(rung -> line("Larger, liveness", rung));
    climb.broken().ifPresent(rung -> line("Larger", rung));
    lines.add(
        climb
            .next()
            .map(
                next ->
                    String.format(
                        Locale.ROOT,
                        "  Larger, not completed: %s (%,d states used)",
                        next.label(),
                        climb.states()))
            .orElse("  Larger: no set of this protocol can be made larger by itself"));
  }

  private void line(String title, Growth.Rung rung) {
    lines.add(
        "  %s: %s: %s"
            .formatted(title, rung.instance().label(), EvidenceText.outcome(rung.outcome())));
  }

  private void strength(StrengthRun.Result result) {
    switch (result) {
      case StrengthRun.Result.Known(Strength known) -> {
        lines.add(
            "  Strength: %d of %d deliberate mistakes are noticed; besides, %d that change nothing"
                .formatted(known.killed(), known.real(), known.mutants().size() - known.real()));
        known
            .survivors()
            .forEach(
                fate -> lines.add("    not noticed: " + fate.mutant() + ": " + fate.end().words()));
        known.weaknesses().forEach(weak -> lines.add("    weak: " + weak.message()));
      }
      case StrengthRun.Result.Unknown(String why) ->
          lines.add("  Strength: nothing is known: " + why);
      case StrengthRun.Result.Failed(String why) ->
          lines.add("  Strength: the checker failed: " + why);
    }
  }

  private static String words(Property property) {
    String owners = String.join(", ", property.requirements());
    return (owners.isEmpty() ? "" : owners + " ") + property.name() + ": " + property.comment();
  }
}
