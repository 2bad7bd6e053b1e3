package dev.sds.cli.verify;

import dev.sds.artifacts.protocol.Change;
import dev.sds.artifacts.protocol.Counterexample.LoopBack;
import dev.sds.cli.report.Problem;
import dev.sds.spec.Diagnostic;
import dev.sds.verification.file.Behaviour;
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
import dev.sds.verification.file.Step;
import dev.sds.verification.file.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A check of a TLA+ file as tools read it. Keys are only ever added. */
final class FileDocument {

  private static final int SCHEMA = 1;

  private FileDocument() {}

  static Map<String, Object> of(String name, FileCheck check) {
    var document = new LinkedHashMap<String, Object>();
    document.put("schema", SCHEMA);
    document.put("file", name);
    outcome(document, check.outcome());
    document.put("checked", check.checked());
    document.put("notCovered", check.reservations());
    document.put("warnings", check.warnings());
    document.put("printed", check.printed());
    boolean kept = check.origin() == FileCheck.Origin.KEPT;
    String start = kept ? "none" : "aot-cache";
    document.put("start", check.startNote().isEmpty() ? start : check.startNote());
    document.put("millis", check.millis());
    document.put("kept", kept);
    Sampled sampled = check.sampled();
    if (sampled != null) {
      document.put("sampled", sampled(sampled));
    }
    return document;
  }

  private static Map<String, Object> sampled(Sampled sampled) {
    var document = new LinkedHashMap<String, Object>();
    document.put("asked", sampled.sample().behaviours());
    document.put("depth", sampled.sample().depth());
    document.put("seed", sampled.sample().seed());
    document.put("behaviours", sampled.behaviours());
    document.put("visited", sampled.visited());
    document.put("examined", examined(sampled.examined()));
    return document;
  }

  private static void outcome(Map<String, Object> document, FileOutcome outcome) {
    switch (outcome) {
      case Verified(Examined examined) -> {
        document.put("outcome", "verified");
        document.put("examined", examined(examined));
      }
      case Vacuous(List<String> why, Examined examined) -> {
        document.put("outcome", "vacuous");
        document.put("why", why);
        document.put("examined", examined(examined));
      }
      case Bounded(FileOutcome.Limit limit, String reason, Examined examined) -> {
        document.put("outcome", "bounded");
        document.put("limit", limit.name().toLowerCase(Locale.ROOT));
        document.put("reason", reason);
        document.put("examined", examined(examined));
      }
      case Violated(Violation violation, Examined examined) -> {
        document.put("outcome", "violated");
        document.put("violation", violation(violation));
        document.put("examined", examined(examined));
      }
      case ModelError(List<Diagnostic> problems, Behaviour leading) -> {
        document.put("outcome", "model-error");
        document.put("problems", problems.stream().map(Problem::document).toList());
        if (leading != null) {
          document.put("behaviour", behaviour(leading));
        }
      }
      case ToolFailure(String why) -> {
        document.put("outcome", "tool-failure");
        document.put("reason", why);
      }
    }
  }

  private static Map<String, Object> violation(Violation violation) {
    var document = new LinkedHashMap<String, Object>();
    document.put("kind", violation.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    document.put("property", violation.property());
    document.put("text", violation.text());
    document.put("place", place(violation.place()));
    document.put("falseParts", violation.falseParts());
    document.putAll(behaviour(violation.behaviour()));
    return document;
  }

  private static Map<String, Object> behaviour(Behaviour behaviour) {
    var document = new LinkedHashMap<String, Object>();
    document.put("steps", behaviour.steps().stream().map(FileDocument::step).toList());
    switch (behaviour.loop()) {
      case LoopBack.None() -> {}
      case LoopBack.ToStep(int number) -> document.put("loopsBackTo", number);
      case LoopBack.Stutters() -> document.put("stutters", true);
    }
    return document;
  }

  private static Map<String, Object> step(Step step) {
    var document = new LinkedHashMap<String, Object>();
    document.put("number", step.number());
    document.put("action", step.action());
    document.put("parameters", step.parameters());
    document.put("place", place(step.place()));
    document.put("changes", step.changes().stream().map(FileDocument::change).toList());
    return document;
  }

  private static Map<String, String> change(Change change) {
    var document = new LinkedHashMap<String, String>();
    document.put("path", change.path());
    document.put("kind", change.kind().name().toLowerCase(Locale.ROOT));
    document.put("before", change.before());
    document.put("after", change.after());
    return document;
  }

  private static String place(@Nullable Place place) {
    return place == null
        ? ""
        : "%s.tla:%d:%d".formatted(place.module(), place.line(), place.column());
  }

  private static Map<String, Object> examined(Examined examined) {
    var document = new LinkedHashMap<String, Object>();
    document.put("generated", examined.generated());
    document.put("distinct", examined.distinct());
    document.put("left", examined.left());
    document.put("depth", examined.depth());
    document.put("keptOut", examined.cut());
    var actions = new LinkedHashMap<String, Object>();
    for (Examined.Taken taken : examined.actions()) {
      var counts = new LinkedHashMap<String, Long>();
      counts.put("steps", taken.steps());
      counts.put("newStates", taken.fresh());
      actions.put(taken.action(), counts);
    }
    document.put("actions", actions);
    return document;
  }
}
