package dev.sds.cli.verify;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Statistics;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.cli.report.EvidenceText;
import dev.sds.evaluators.Subject;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Stage;
import dev.sds.verification.Limits;
import dev.sds.verification.ModelCheckEvaluator;
import dev.sds.verification.RunFolder;
import dev.sds.verification.file.FileOutcome;
import dev.sds.verification.file.KeptPasses;
import dev.sds.verification.file.ModelGate;
import dev.sds.verification.ladder.OwnChecks;
import dev.sds.verification.ladder.PublishedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * TLA+ that a person put in place of a design's, held to what the spec asks of the design.
 *
 * @param file as the user would name it
 */
public record OwnModel(String file, OwnChecks.Result checks) {

  /**
   * What is needed to hold files to a design's requirements.
   *
   * @param root of the workspace
   * @param kept passes that are known by their content
   * @param grow states to spend on larger instances, for each set of faults
   * @param shown paths by the names that messages use
   */
  public record Gate(
      Path root, KeptPasses kept, Limits limits, long grow, UnaryOperator<String> shown) {}

  /** Those that differ from what the design's decisions give, checked. */
  public static List<OwnModel> of(Subject subject, List<Evidence> generated, Gate gate)
      throws BadInputException, InterruptedException {
    List<OwnModel> models = new ArrayList<>();
    for (Path file : edited(gate.root(), subject)) {
      models.add(of(file, subject, generated, gate));
    }
    return models;
  }

  /**
   * Those of a design that a refinement ended with, within the bounds of a design's check; nothing
   * is run where there are none.
   */
  public static List<OwnModel> of(Subject subject, Gate gate)
      throws BadInputException, InterruptedException {
    boolean design = !subject.hypothesis().stage().isBefore(Stage.DESIGN);
    if (!design || subject.spec().temporal().isEmpty() || edited(gate.root(), subject).isEmpty()) {
      return List.of();
    }
    List<Evidence> generated =
        DesignVerification.of(subject, gate.limits(), 0, List.of()).evidence();
    return of(subject, generated, gate);
  }

  /** Where such files lie. */
  private static List<Path> edited(Path root, Subject subject) {
    Protocol composed = subject.protocol();
    String made = PublishedModel.of(composed, ModelCheckEvaluator.widest(subject)).module();
    Path folder = root.resolve("design");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    String name = composed.name() + ".tla";
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files
          .filter(f -> f.getFileName().toString().equals(name) && !text(f).equals(made))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OwnModel of(Path file, Subject subject, List<Evidence> generated, Gate gate)
      throws BadInputException, InterruptedException {
    try (RunFolder scratch = RunFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
      var held = new ModelGate(file, scratch.path(), gate.kept(), gate.shown());
      return new OwnModel(
          gate.shown().apply(file.toString()),
          OwnChecks.of(subject, held, taken(generated), gate.limits(), gate.grow()));
    }
  }

  private static Set<String> taken(List<Evidence> generated) {
    return generated.stream()
        .flatMap(e -> e instanceof Evidence.ModelCheck m ? statistics(m.outcome()) : Stream.of())
        .flatMap(s -> s.taken().entrySet().stream())
        .filter(e -> e.getValue() > 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Stream<Statistics> statistics(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Verified v -> Stream.of(v.statistics());
      case CheckOutcome.Vacuous v -> Stream.of(v.passed().statistics());
      case CheckOutcome.Bounded b -> Stream.of(b.statistics());
      case CheckOutcome.Violated _, CheckOutcome.ModelError _, CheckOutcome.ToolFailure _ ->
          Stream.of();
    };
  }

  /** What its checks come to. */
  public Conclusion conclusion() {
    Conclusion all = Conclusion.HOLDS;
    for (OwnChecks.Run run : checks.runs()) {
      all = worse(all, conclusion(run.check().outcome()));
    }
    for (Evidence e : checks.evidence()) {
      all = worse(all, conclusion(e));
    }
    return all;
  }

  private static Conclusion worse(Conclusion one, Conclusion other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Conclusion conclusion(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Finding f ->
          f.weight() == Evidence.Weight.AGAINST || f.weight() == Evidence.Weight.FATAL
              ? Conclusion.OPEN
              : Conclusion.HOLDS;
      case Evidence.ModelCheck check -> Conclusion.of(check.outcome());
      case Evidence.ToolFailure _ -> Conclusion.OPEN;
      case Evidence.Measurement _ -> Conclusion.HOLDS;
    };
  }

  private static Conclusion conclusion(FileOutcome outcome) {
    return switch (outcome) {
      case FileOutcome.Verified _ -> Conclusion.HOLDS;
      case FileOutcome.Vacuous _ -> OwnChecks.passes(outcome) ? Conclusion.HOLDS : Conclusion.OPEN;
      case FileOutcome.Bounded _, FileOutcome.ToolFailure _ -> Conclusion.OPEN;
      case FileOutcome.Violated _ -> Conclusion.VIOLATED;
      case FileOutcome.ModelError _ -> Conclusion.WRONG;
    };
  }

  /** As a terminal shows it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        file
            + " is not what the design's decisions give: somebody edited it, or the spec changed."
            + " It is held to the same requirements as the protocol of the decisions; with that,"
            + " not with the file, the logs of the code are compared.");
    for (OwnChecks.Run run : checks.runs()) {
      String head = "  " + String.join(", ", run.requirements()) + "; " + run.instance();
      if (!OwnChecks.passes(run.check().outcome())) {
        lines.add(head + ":");
        FileReport.render(file, run.check()).lines().forEach(line -> lines.add("    " + line));
      }
    }
    checks.evidence().forEach(e -> said(e).ifPresent(lines::add));
    return lines;
  }

  /** What is not told as the report of a file. */
  private static Optional<String> said(Evidence evidence) {
    String head = "  " + String.join(", ", evidence.requirements());
    return switch (evidence) {
      case Evidence.Finding f when f.code().equals(OwnChecks.VACUOUS) ->
          Optional.of("  Vacuous: " + f.message());
      case Evidence.Finding f -> Optional.of(head + ": " + f.message());
      case Evidence.ModelCheck m -> told(head, m);
      case Evidence.ToolFailure _, Evidence.Measurement _ -> Optional.empty();
    };
  }

  private static Optional<String> told(String head, Evidence.ModelCheck check) {
    String line = head + "; " + check.instance() + ": " + EvidenceText.outcome(check.outcome());
    return switch (check.outcome()) {
      case CheckOutcome.Verified _, CheckOutcome.Vacuous _ -> Optional.of(line);
      case CheckOutcome.Violated v when !check.source().equals(OwnChecks.SMALLEST) ->
          Optional.of(line + "\n" + v.counterexample().render().indent(4).stripTrailing());
      case CheckOutcome.Violated _,
          CheckOutcome.Bounded _,
          CheckOutcome.ModelError _,
          CheckOutcome.ToolFailure _ ->
          Optional.empty();
    };
  }

  /** As a document. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("file", file);
    document.put("result", conclusion().word());
    document.put(
        "weaknesses",
        checks.evidence().stream()
            .filter(e -> e instanceof Evidence.Finding f && f.code().equals(OwnChecks.VACUOUS))
            .map(e -> ((Evidence.Finding) e).message())
            .toList());
    document.put(
        "checks",
        checks.runs().stream()
            .map(
                run ->
                    Map.of(
                        "requirements", run.requirements(),
                        "instance", run.instance(),
                        "check", FileDocument.of(file, run.check())))
            .toList());
    document.put("evidence", checks.evidence());
    return document;
  }
}
