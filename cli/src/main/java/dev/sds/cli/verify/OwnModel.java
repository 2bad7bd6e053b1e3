package dev.sds.cli.verify;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Statistics;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.evaluators.Subject;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Stage;
import dev.sds.verification.Limits;
import dev.sds.verification.ModelCheckEvaluator;
import dev.sds.verification.RunFolder;
import dev.sds.verification.file.Examined;
import dev.sds.verification.file.FileCheck;
import dev.sds.verification.file.FileOutcome;
import dev.sds.verification.file.KeptPasses;
import dev.sds.verification.file.ModelGate;
import dev.sds.verification.ladder.PublishedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * TLA+ that a person put in place of a design's, held to what the spec asks of the design.
 *
 * @param file as the user would name it
 * @param weaknesses why its passes say less than those of the generated protocol
 */
public record OwnModel(String file, List<Run> runs, List<String> weaknesses) {

  public OwnModel {
    runs = List.copyOf(runs);
    weaknesses = List.copyOf(weaknesses);
  }

  /** What was asked of it under one set of faults. */
  public record Run(List<String> requirements, String instance, FileCheck check) {

    public Run {
      requirements = List.copyOf(requirements);
    }
  }

  /**
   * What is needed to hold files to a design's requirements.
   *
   * @param root of the workspace
   * @param kept passes that are known by their content
   * @param shown paths by the names that messages use
   */
  public record Gate(Path root, KeptPasses kept, Limits limits, UnaryOperator<String> shown) {}

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
    List<Run> runs = new ArrayList<>();
    try (RunFolder scratch = RunFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
      var held = new ModelGate(file, scratch.path(), gate.kept(), gate.shown());
      for (ModelCheckEvaluator.Run run : ModelCheckEvaluator.runs(subject)) {
        FileCheck check = held.check(run.protocol(), run.instance(), gate.limits());
        runs.add(new Run(run.requirements(), run.instance().label(), check));
      }
    }
    List<Examined.Taken> taken =
        runs.stream().flatMap(run -> examined(run.check()).actions().stream()).toList();
    boolean complete = runs.stream().allMatch(run -> passes(run.check().outcome()));
    return new OwnModel(
        gate.shown().apply(file.toString()),
        runs,
        complete ? ModelGate.weaknesses(subject.protocol(), taken, taken(generated)) : List.of());
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

  private static Examined examined(FileCheck check) {
    return switch (check.outcome()) {
      case FileOutcome.Verified(Examined examined) -> examined;
      case FileOutcome.Vacuous(_, Examined examined) -> examined;
      case FileOutcome.Bounded _,
          FileOutcome.Violated _,
          FileOutcome.ModelError _,
          FileOutcome.ToolFailure _ ->
          Examined.NOTHING;
    };
  }

  /** All holds; which actions are never possible is told for all runs together. */
  private static boolean passes(FileOutcome outcome) {
    return switch (outcome) {
      case FileOutcome.Verified _ -> true;
      case FileOutcome.Vacuous(List<String> why, Examined examined) ->
          why.size() == 1 && !examined.never().isEmpty() && examined.distinct() > 0;
      case FileOutcome.Bounded _,
          FileOutcome.Violated _,
          FileOutcome.ModelError _,
          FileOutcome.ToolFailure _ ->
          false;
    };
  }

  /** What its checks come to. */
  public Conclusion conclusion() {
    Conclusion all = weaknesses.isEmpty() ? Conclusion.HOLDS : Conclusion.OPEN;
    for (Run run : runs) {
      Conclusion one = conclusion(run.check().outcome());
      all = one.compareTo(all) > 0 ? one : all;
    }
    return all;
  }

  private static Conclusion conclusion(FileOutcome outcome) {
    return switch (outcome) {
      case FileOutcome.Verified _ -> Conclusion.HOLDS;
      case FileOutcome.Vacuous _ -> passes(outcome) ? Conclusion.HOLDS : Conclusion.OPEN;
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
    for (Run run : runs) {
      String head = "  " + String.join(", ", run.requirements()) + "; " + run.instance();
      if (passes(run.check().outcome())) {
        Examined examined = examined(run.check());
        lines.add(
            String.format(
                Locale.ROOT,
                "%s: held in all %,d reachable states (depth %d)",
                head,
                examined.distinct(),
                examined.depth()));
      } else {
        lines.add(head + ":");
        FileReport.render(file, run.check()).lines().forEach(line -> lines.add("    " + line));
      }
    }
    weaknesses.forEach(weak -> lines.add("  Vacuous: " + weak));
    return lines;
  }

  /** As a document. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("file", file);
    document.put("result", conclusion().word());
    document.put("weaknesses", weaknesses);
    document.put(
        "checks",
        runs.stream()
            .map(
                run ->
                    Map.of(
                        "requirements", run.requirements(),
                        "instance", run.instance(),
                        "check", FileDocument.of(file, run.check())))
            .toList());
    return document;
  }
}
