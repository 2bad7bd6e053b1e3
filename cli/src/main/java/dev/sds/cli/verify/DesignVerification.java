package dev.sds.cli.verify;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.cli.report.EvidenceText;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Requirement;
import dev.sds.verification.Limits;
import dev.sds.verification.ModelCheckEvaluator;
import dev.sds.verification.RunFolder;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.ladder.GrowthEvaluator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the model checker says of a design, against the requirements of its spec.
 *
 * @param remarks what a reader must know of what was checked
 * @param own what a person put in place of the design's TLA+
 */
public record DesignVerification(
    Subject subject, List<Evidence> evidence, List<String> remarks, List<OwnModel> own) {

  public DesignVerification {
    evidence = List.copyOf(evidence);
    own = List.copyOf(own);
    remarks = List.copyOf(remarks);
  }

  /**
   * Checks a design, and where it holds, larger instances of it.
   *
   * @param grow states to spend on larger instances
   */
  public static DesignVerification of(
      Subject subject, Limits limits, long grow, List<String> remarks) {
    var evidence = new ArrayList<Evidence>();
    try (RunFolder folder = RunFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
      var tlc = new TlcRunner(folder.path(), 1);
      evidence.addAll(new ModelCheckEvaluator(tlc, limits).evaluate(subject));
      if (grow > 0 && Conclusion.of(evidence) == Conclusion.HOLDS) {
        var larger = new Limits(limits.seconds(), limits.heapMiB(), grow);
        evidence.addAll(new GrowthEvaluator(tlc, larger).evaluate(subject));
      }
    }
    return new DesignVerification(subject, evidence, remarks, List.of());
  }

  /** The same with what a person put in place of the design's TLA+. */
  public DesignVerification with(List<OwnModel> models) {
    return new DesignVerification(subject, evidence, remarks, models);
  }

  public Conclusion conclusion() {
    return Stream.concat(Stream.of(Conclusion.of(evidence)), own.stream().map(OwnModel::conclusion))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** As a terminal shows it. */
  public List<String> lines() {
    var lines = new ArrayList<String>(remarks);
    lines.add("Protocol " + subject.protocol().name() + " of " + subject.hypothesis().decisions());
    for (Evidence e : evidence) {
      lines.add("");
      for (String id : e.requirements()) {
        subject
            .spec()
            .requirement(id)
            .ifPresent(r -> lines.add(id + "  " + EvidenceText.check(r) + ": " + r.text().strip()));
      }
      switch (e) {
        case Evidence.ModelCheck m -> check(m, lines);
        case Evidence.ToolFailure f -> lines.add("    the checker failed: " + f.why());
        case Evidence.Finding f -> lines.add("    " + f.message());
        case Evidence.Measurement _ -> {}
      }
    }
    for (OwnModel model : own) {
      lines.add("");
      lines.addAll(model.lines());
    }
    lines.add("");
    lines.add(
        "Not covered: larger instances than these; times, sizes and rates; whether the code follows"
            + " the protocol (see evidence/code.md).");
    uncovered().forEach(line -> lines.add("  " + line));
    return lines;
  }

  private static void check(Evidence.ModelCheck check, List<String> lines) {
    lines.add("    " + check.instance() + ": " + EvidenceText.outcome(check.outcome()));
    if (check.outcome() instanceof CheckOutcome.Violated v) {
      v.counterexample().render().lines().forEach(line -> lines.add("    " + line));
    }
  }

  /** The faults that the spec knows and a requirement does not name; what channels assume. */
  private List<String> uncovered() {
    var uncovered = new ArrayList<String>();
    for (Requirement r : subject.spec().temporal()) {
      List<String> left =
          subject.spec().faults().keySet().stream().filter(f -> !r.under().contains(f)).toList();
      if (!left.isEmpty()) {
        uncovered.add(
            r.id() + " under " + String.join(", ", left) + ": the spec does not ask for it");
      }
    }
    uncovered.addAll(FairnessAssumed.by(subject.protocol()));
    subject
        .protocol()
        .composition()
        .channels()
        .forEach(channel -> uncovered.add("other messages than on the " + channel.words()));
    return uncovered;
  }

  /** As a document. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("protocol", subject.protocol().name());
    document.put("decisions", subject.hypothesis().decisions().values());
    document.put("result", conclusion().word());
    document.put("checks", evidence);
    document.put("remarks", remarks);
    if (!own.isEmpty()) {
      document.put("own", own.stream().map(OwnModel::document).toList());
    }
    document.put("notCovered", uncovered());
    return document;
  }
}
