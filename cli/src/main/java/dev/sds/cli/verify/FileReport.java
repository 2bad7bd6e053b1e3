package dev.sds.cli.verify;

import dev.sds.spec.Diagnostic;
import dev.sds.verification.file.Examined;
import dev.sds.verification.file.FileCheck;
import dev.sds.verification.file.FileOutcome;
import dev.sds.verification.file.FileOutcome.Bounded;
import dev.sds.verification.file.FileOutcome.ModelError;
import dev.sds.verification.file.FileOutcome.ToolFailure;
import dev.sds.verification.file.FileOutcome.Vacuous;
import dev.sds.verification.file.FileOutcome.Verified;
import dev.sds.verification.file.FileOutcome.Violated;
import dev.sds.verification.file.Place;
import dev.sds.verification.file.Sampled;
import dev.sds.verification.file.Violation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A check of a TLA+ file as a terminal shows it: the verdict first, then what it rests on. */
final class FileReport {

  private static final int MOST_LINES = 20;

  private final String name;
  private final FileCheck check;
  private final StringBuilder text = new StringBuilder();

  private FileReport(String name, FileCheck check) {
    this.name = name;
    this.check = check;
  }

  static String render(String name, FileCheck check) {
    return new FileReport(name, check).text();
  }

  /** Only what is broken. */
  static String heading(String name, FileCheck check) {
    FileReport report = new FileReport(name, check);
    if (check.outcome() instanceof Violated(Violation violation, _)) {
      report.heading(violation);
    }
    return report.text.toString();
  }

  private String text() {
    FileOutcome outcome = check.outcome();
    switch (outcome) {
      case Verified(Examined examined) -> {
        line(name + ": VERIFIED within the stated bounds");
        if (check.origin() == FileCheck.Origin.KEPT) {
          line("  Not run now: the same content passed before. Check it again: --fresh");
        }
        asked("Holds");
        numbers(examined);
      }
      case Vacuous(List<String> why, Examined examined) -> {
        line(name + ": VACUOUS, nothing fails, but that says less than it seems to");
        why.forEach(w -> line("  " + w));
        asked("Holds");
        numbers(examined);
      }
      case Bounded(FileOutcome.Limit limit, String reason, Examined examined) -> {
        line(
            name
                + ": BOUNDED ("
                + limit.name().toLowerCase(Locale.ROOT)
                + "), nothing wrong so far");
        line("  " + reason);
        asked("Asked");
        if (limit != FileOutcome.Limit.SAMPLE) {
          numbers(examined);
        }
        never(examined);
        sampled(limit);
      }
      case Violated(Violation violation, Examined examined) -> {
        violation(violation);
        if (check.sampled() == null) {
          numbers(examined);
        } else {
          line("  Found at random, so that a shorter behaviour may exist: " + found() + ".");
        }
      }
      case ModelError error -> error(error);
      case ToolFailure(String why) -> {
        line(name + ": TOOL FAILURE, nothing is known");
        line("  " + why);
      }
    }
    warnings();
    printed();
    beside(outcome);
    return text.toString();
  }

  private void violation(Violation violation) {
    heading(violation);
    if (violation.kind() == Violation.Kind.POSTCONDITION) {
      line("  It is false after a complete run.");
      return;
    }
    line("");
    text.append(BehaviourText.render(violation.behaviour()));
    line("");
  }

  private void heading(Violation violation) {
    Place place = violation.place();
    String where = place == null ? "" : "   " + place.brief();
    line(
        switch (violation.kind()) {
          case DEADLOCK -> name + ": DEADLOCK, no action is possible after the last step";
          case ASSERTION ->
              name + ": VIOLATED, the assertion fails: " + violation.property() + where;
          case INVARIANT, ACTION_PROPERTY, TEMPORAL_PROPERTY, POSTCONDITION ->
              name + ": VIOLATED, " + violation.kind().words() + " " + violation.property() + where;
        });
    violation.text().lines().limit(MOST_LINES).forEach(line -> line("  " + line));
    violation.falseParts().forEach(part -> line("  False is: " + BehaviourText.shown(part)));
    if (violation.kind() == Violation.Kind.DEADLOCK) {
      line("  If the system may stop here: CHECK_DEADLOCK FALSE in the cfg, or --no-deadlock.");
    }
  }

  private void error(ModelError error) {
    line(name + ": MODEL ERROR, nothing can be said before it is mended");
    if (error.leading() != null) {
      line("");
      text.append(BehaviourText.render(error.leading()));
      line("");
    }
    error.problems().stream().map(Diagnostic::render).forEach(this::line);
  }

  private String found() {
    Sampled sampled = check.sampled();
    return sampled == null
        ? ""
        : "number %d of at most %d (--seed %d)"
            .formatted(
                sampled.behaviours(), sampled.sample().behaviours(), sampled.sample().seed());
  }

  /** What random behaviours were followed, instead of all states or beyond some. */
  private void sampled(FileOutcome.Limit limit) {
    Sampled sampled = check.sampled();
    if (sampled != null) {
      boolean alone = limit == FileOutcome.Limit.SAMPLE;
      line("  " + (alone ? "" : "Beyond these: ") + sampled.words() + ".");
    }
  }

  private void asked(String word) {
    if (!check.checked().isEmpty()) {
      line("  " + word + ": " + String.join(", ", check.checked()) + ".");
    }
  }

  private void numbers(Examined examined) {
    if (examined.distinct() == 0) {
      return;
    }
    String depth = examined.depth() == 0 ? "" : ", depth " + examined.depth();
    String left = examined.left() == 0 ? "" : ", " + examined.left() + " left to examine";
    line(
        "  %d different states of %d computed%s%s."
            .formatted(examined.distinct(), examined.generated(), depth, left));
  }

  private void never(Examined examined) {
    String never =
        examined.never().stream().map(Examined.Taken::action).collect(Collectors.joining(", "));
    if (!never.isEmpty()) {
      line("  Never taken so far: " + never + ".");
    }
  }

  private void warnings() {
    check.warnings().forEach(warning -> line("  Warning: " + BehaviourText.shown(warning)));
  }

  private void printed() {
    if (!check.printed().isEmpty()) {
      line("The model printed:");
      check.printed().forEach(printed -> line("  " + BehaviourText.shown(printed)));
    }
  }

  private void beside(FileOutcome outcome) {
    boolean passes =
        switch (outcome) {
          case Verified _, Vacuous _, Bounded _ -> true;
          case Violated _, ModelError _, ToolFailure _ -> false;
        };
    if (passes && !check.reservations().isEmpty()) {
      line("Not covered:");
      check.reservations().forEach(r -> line("  " + r));
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
