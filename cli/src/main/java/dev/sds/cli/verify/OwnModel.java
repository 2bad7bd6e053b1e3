package dev.sds.cli.verify;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.documents.Standing;
import dev.sds.artifacts.edits.EditedModel;
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
import dev.sds.verification.file.KeptPasses;
import dev.sds.verification.ladder.OwnChecks;
import dev.sds.verification.ladder.PublishedModel;
import dev.sds.verification.own.ModelGate;
import dev.sds.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * TLA+ that a person put in place of a design's, held to what the spec asks of the design.
 *
 * @param file as the user would name it
 * @param model with what it was asked
 * @param runs in the smallest instance, as they went; empty where all was known before
 */
public record OwnModel(String file, EditedModel model, List<OwnChecks.Run> runs) {

  private static final String KEPT = "edited-model";

  /** What is asked of a file, so that what an older version asked is asked anew. */
  private static final String VERSION = "1";

  public OwnModel {
    runs = List.copyOf(runs);
  }

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
   * Those of the design that a dossier has, which a person edited; what the journal knows of the
   * same content is not asked again.
   *
   * @param asked what was asked before, by the content of all that takes part
   */
  static List<OwnModel> of(
      Dossier dossier, Workspace workspace, Gate gate, Map<String, OwnModel> asked)
      throws BadInputException, InterruptedException {
    Optional<Subject> subject = subject(dossier);
    if (subject.isEmpty()) {
      return List.of();
    }
    List<Evidence> generated =
        new Standing(dossier)
            .at(Stage.DESIGN)
            .map(design -> design.verdict().evidence())
            .orElse(List.of());
    List<OwnModel> models = new ArrayList<>();
    for (Path file : byAPerson(workspace, subject.get())) {
      String key = key(file, subject.get(), gate.limits(), gate.grow());
      Optional<EditedModel> known =
          kept(workspace.journal(), key).filter(OwnModel::saysTheSameAgain);
      if (!asked.containsKey(key) && known.isPresent()) {
        asked.put(key, new OwnModel(gate.shown().apply(file.toString()), known.get(), List.of()));
      } else if (!asked.containsKey(key)) {
        OwnModel now = of(file, subject.get(), generated, gate);
        String body = Json.write(now.model());
        workspace.journal().append(new Journal.Entry(KEPT, key, body));
        // As it will be read again, so that pages are the same then.
        asked.put(key, new OwnModel(now.file(), Json.read(body, EditedModel.class), now.runs()));
      }
      models.add(Objects.requireNonNull(asked.get(key)));
    }
    return models;
  }

  /** What the journal knows of the files that a person edited; nothing is run. */
  public static List<EditedModel> known(
      Dossier dossier, Workspace workspace, Limits limits, long grow) {
    Optional<Subject> subject = subject(dossier);
    if (subject.isEmpty()) {
      return List.of();
    }
    List<EditedModel> models = new ArrayList<>();
    for (Path file : byAPerson(workspace, subject.get())) {
      models.add(
          kept(workspace.journal(), key(file, subject.get(), limits, grow))
              .orElseGet(() -> new EditedModel(path(workspace.root(), file), "", List.of())));
    }
    return models;
  }

  private static Optional<Subject> subject(Dossier dossier) {
    return dossier
        .leading()
        .map(Judged::hypothesis)
        .filter(lead -> !lead.stage().isBefore(Stage.DESIGN))
        .filter(_ -> !dossier.spec().temporal().isEmpty())
        .map(lead -> new Subject(dossier.spec(), dossier.kit(), lead));
  }

  /** Those that are neither what the decisions give nor what was generated before. */
  private static List<Path> byAPerson(Workspace workspace, Subject subject) {
    Set<String> edits = workspace.store().unlikeGenerated();
    return edited(workspace.root(), subject).stream()
        .filter(file -> edits.contains(path(workspace.root(), file)))
        .toList();
  }

  private static String path(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /** By the content of all that takes part. */
  private static String key(Path file, Subject subject, Limits limits, long grow) {
    List<String> parts = new ArrayList<>(List.of(VERSION, Long.toString(grow)));
    parts.add(ModelCheckEvaluator.inputs(limits, ModelCheckEvaluator.runs(subject)).hex());
    try (Stream<Path> beside = Files.list(file.resolveSibling("."))) {
      beside
          .filter(f -> f.toString().endsWith(".tla"))
          .sorted()
          .forEach(f -> parts.addAll(List.of(f.getFileName().toString(), text(f))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ContentHash.of(parts.toArray(String[]::new)).hex();
  }

  private static Optional<EditedModel> kept(Journal journal, String key) {
    return journal.find(KEPT, key).map(entry -> Json.read(entry.body(), EditedModel.class));
  }

  /** Whether asking again would bring the same, and there is no more to show than is kept. */
  private static boolean saysTheSameAgain(EditedModel model) {
    return model.evidence().stream()
        .allMatch(
            e ->
                switch (e) {
                  case Evidence.ModelCheck check ->
                      switch (check.outcome()) {
                        case CheckOutcome.Verified _,
                            CheckOutcome.Vacuous _,
                            CheckOutcome.Violated _ ->
                            true;
                        case CheckOutcome.Bounded b -> b.limit() == CheckOutcome.Limit.STATES;
                        case CheckOutcome.ModelError _, CheckOutcome.ToolFailure _ -> false;
                      };
                  case Evidence.Finding _, Evidence.Measurement _ -> true;
                  case Evidence.ToolFailure _ -> false;
                });
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
      OwnChecks.Result result =
          OwnChecks.of(subject, held, taken(generated), gate.limits(), gate.grow());
      return new OwnModel(
          gate.shown().apply(file.toString()),
          new EditedModel(
              path(gate.root(), file), ContentHash.of(text(file)).hex(), result.evidence()),
          result.runs());
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
    return conclusion(model);
  }

  static Conclusion conclusion(EditedModel model) {
    return switch (model.standing()) {
      case HOLDS -> Conclusion.HOLDS;
      case OPEN -> Conclusion.OPEN;
      case VIOLATED -> Conclusion.VIOLATED;
      case WRONG -> Conclusion.WRONG;
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
    for (OwnChecks.Run run : runs) {
      String head = "  " + String.join(", ", run.requirements()) + "; " + run.instance();
      if (!OwnChecks.passes(run.check().outcome())) {
        lines.add(head + ":");
        FileReport.render(file, run.check()).lines().forEach(line -> lines.add("    " + line));
      }
    }
    model.evidence().forEach(e -> said(e).ifPresent(lines::add));
    return lines;
  }

  /** What is not told as the report of a file. */
  private Optional<String> said(Evidence evidence) {
    String head = "  " + String.join(", ", evidence.requirements());
    return switch (evidence) {
      case Evidence.Finding f when f.code().equals(OwnChecks.VACUOUS) ->
          Optional.of("  Vacuous: " + f.message());
      case Evidence.Finding f -> Optional.of(head + ": " + f.message());
      case Evidence.ModelCheck m -> told(head, m);
      case Evidence.ToolFailure _, Evidence.Measurement _ -> Optional.empty();
    };
  }

  private Optional<String> told(String head, Evidence.ModelCheck check) {
    String line = head + "; " + check.instance() + ": " + EvidenceText.outcome(check.outcome());
    return switch (check.outcome()) {
      case CheckOutcome.Verified _, CheckOutcome.Vacuous _ -> Optional.of(line);
      case CheckOutcome.Violated v
          when runs.isEmpty() || !check.source().equals(OwnChecks.SMALLEST) ->
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
        model.evidence().stream()
            .filter(e -> e instanceof Evidence.Finding f && f.code().equals(OwnChecks.VACUOUS))
            .map(e -> ((Evidence.Finding) e).message())
            .toList());
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
    document.put("evidence", model.evidence());
    return document;
  }
}
