package dev.sds.cli.workspace;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Commit;
import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.Documents;
import dev.sds.artifacts.edits.EditedModel;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.cli.report.KeptDossier;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.stages.Steps;
import dev.sds.verification.ModelCheckEvaluator;
import dev.sds.verification.ladder.PublishedModel;
import dev.sds.workspace.ApprovalState;
import dev.sds.workspace.Approver;
import dev.sds.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the steps of a refinement in a workspace: a commit for each accepted one, proposals where a
 * person must say yes.
 */
public final class WorkspaceSteps implements Steps {

  private static final String COMMITTED = "step";

  private final Workspace workspace;
  private final Gates gates;
  private final Edits edits;
  private @Nullable Dossier ended;

  /** Steps of a workspace, at whose end what people changed in it is judged. */
  public WorkspaceSteps(Workspace workspace, Gates gates, Edits edits) {
    this.workspace = workspace;
    this.gates = gates;
    this.edits = edits;
  }

  /**
   * What people changed in a workspace, judged.
   *
   * @param models TLA+ that a person put in place of a design's, as it is on disk, checked
   * @param judged a finished dossier, changed to one that leads with the code as people edited it
   */
  public record Edits(Function<Dossier, List<EditedModel>> models, UnaryOperator<Dossier> judged) {}

  /** What the refinement ended with, as the workspace holds it now; empty before the end. */
  public Optional<Dossier> ended() {
    return Optional.ofNullable(ended);
  }

  /** Who answers at a gate that the spec leaves to a person. */
  public enum Gates {
    AS_THE_SPEC_SAYS,
    AUTO
  }

  @Override
  public Passage pass(Stage stage, Dossier dossier) {
    KeptDossier.keep(workspace.journal(), dossier);
    Commit commit = commit(stage, dossier, subject(stage, dossier));
    boolean asks = dossier.spec().gate(stage) == Spec.Approval.HUMAN;
    if (asks && gates == Gates.AS_THE_SPEC_SAYS) {
      return ask(stage, commit);
    }
    // Evidence grows while later stages run; a step is new when what it makes is.
    String key =
        ContentHash.of(commit.subject(), made(stage, commit).toString(), conditions(dossier)).hex();
    if (workspace.journal().find(COMMITTED, key).isEmpty()) {
      workspace.store().commit(commit);
      if (asks) {
        workspace.approvals().approve(stage, Approver.AUTO, "--auto");
      }
      workspace
          .journal()
          .append(new Journal.Entry(COMMITTED, key, Json.write(Map.of("stage", stage.label()))));
    }
    return new Passage.Open();
  }

  private Passage ask(Stage stage, Commit commit) {
    boolean unchanged = workspace.store().isGenerated(made(stage, commit));
    String current = workspace.tree().hash(stage);
    if (unchanged
        && workspace.approvals().state(stage, current) instanceof ApprovalState.Approved) {
      return new Passage.Open();
    }
    workspace.proposals().propose(stage, commit);
    return new Passage.Closed(ContentHash.of(commit.files().toString()));
  }

  @Override
  public void turnedDown(Judged judged, Dossier dossier) {
    Hypothesis hypothesis = judged.hypothesis();
    unbuilt(judged.verdict())
        .ifPresent(n -> Refusal.keep(workspace.journal(), dossier.spec(), hypothesis, n));
    String key = hypothesis.id().hex() + Subject.conditions(dossier.spec()).hex();
    if (workspace.journal().find("turned-down", key).isPresent()) {
      return;
    }
    var files = new TreeMap<String, String>();
    files.put("evidence/hypothesis.json", Json.pretty(view(hypothesis)) + "\n");
    files.put("evidence/verdict.json", Json.pretty(judged.verdict()) + "\n");
    workspace
        .store()
        .reject(
            new Commit(
                hypothesis.stage().label() + ": turned down " + hypothesis.decisions(),
                judged.verdict().because(),
                trailers(hypothesis, dossier, ""),
                files,
                Set.of()));
    workspace
        .journal()
        .append(
            new Journal.Entry(
                "turned-down", key, Json.write(Map.of("hypothesis", hypothesis.id().hex()))));
  }

  private static Optional<Nogood> unbuilt(Verdict verdict) {
    return verdict instanceof Verdict.Rejected rejected
        ? rejected.learned().filter(n -> n.strength() == Nogood.Strength.UNBUILT)
        : Optional.empty();
  }

  private static Map<String, Object> view(Hypothesis hypothesis) {
    var view = new TreeMap<String, Object>();
    view.put("stage", hypothesis.stage().label());
    view.put("author", hypothesis.author());
    view.put("decisions", hypothesis.decisions().values());
    view.put("parameters", hypothesis.parameters());
    view.put("origin", hypothesis.origin());
    view.put("claim", hypothesis.claim());
    return view;
  }

  @Override
  public void finish(Dossier dossier, Stage last) {
    KeptDossier.keep(workspace.journal(), dossier);
    Dossier stands = last == Stage.CODE ? edits.judged().apply(dossier) : dossier;
    ended = stands;
    List<EditedModel> before = edits.models().apply(dossier);
    commitAll(dossier, stands, last);
    if (!edits.models().apply(dossier).equals(before)) {
      // Merging changed what a person had written.
      commitAll(dossier, stands, last);
    }
  }

  private void commitAll(Dossier dossier, Dossier stands, Stage last) {
    // Where nothing is decided, what earlier stages made stays as it is.
    boolean open = dossier.leading().isEmpty() && dossier.miss() == null;
    for (Stage stage : List.of(Stage.ARCHITECTURE, Stage.DESIGN, Stage.CODE)) {
      boolean due = open ? stage == last : !last.isBefore(stage);
      if (due && dossier.stage(stage).isPresent()) {
        Commit commit = forFinish(stage, dossier);
        commit = stage == last ? withEdits(commit, stands, last) : withoutLedger(commit);
        if (!workspace.store().isGenerated(commit.files()) || leavesEdits(commit)) {
          workspace.store().commit(commit);
        }
      }
    }
  }

  private static Commit withoutLedger(Commit commit) {
    var files = new TreeMap<>(commit.files());
    files.remove(Documents.LEDGER);
    return new Commit(commit.subject(), commit.body(), commit.trailers(), files, commit.roots());
  }

  /**
   * The page of all requirements speaks of the code as it stands, edits included; before that has
   * landed it stays as it is.
   */
  private Commit withEdits(Commit commit, Dossier stands, Stage last) {
    Optional<Hypothesis> lead = stands.leading().map(Judged::hypothesis);
    if (lead.isPresent() && last.isBefore(lead.get().stage())) {
      return withoutLedger(commit);
    }
    var files = new TreeMap<>(commit.files());
    var roots = new TreeSet<>(commit.roots());
    if (stands.edited().isPresent()) {
      files.putAll(Documents.edited(stands, edits.models().apply(stands)));
    } else {
      roots.add(Documents.EDITS);
    }
    return new Commit(commit.subject(), commit.body(), commit.trailers(), files, roots);
  }

  /** Whether a page about edits is there that no longer speaks of anything. */
  private boolean leavesEdits(Commit commit) {
    return commit.roots().contains(Documents.EDITS)
        && workspace.store().read(Documents.EDITS).isPresent();
  }

  /**
   * What a person approved stays as it was approved; only the evidence beside it is brought up to
   * date.
   */
  private Commit forFinish(Stage stage, Dossier dossier) {
    Commit commit = commit(stage, dossier, subject(stage, dossier));
    boolean approved =
        dossier.spec().gate(stage) == Spec.Approval.HUMAN
            && workspace.store().isGenerated(made(stage, commit));
    if (!approved) {
      return commit;
    }
    var evidence = new TreeMap<>(commit.files());
    evidence.keySet().removeIf(path -> path.startsWith(stage.label() + "/"));
    return new Commit(commit.subject(), commit.body(), commit.trailers(), evidence, Set.of());
  }

  /**
   * The files that hold a stage's decisions, without the words beside them, which follow the
   * evidence.
   */
  private static SortedMap<String, String> made(Stage stage, Commit commit) {
    var made = new TreeMap<>(commit.files());
    made.keySet()
        .removeIf(
            path ->
                !path.startsWith(stage.label() + "/")
                    || (stage != Stage.CODE && path.endsWith("/README.md")));
    return made;
  }

  private static String conditions(Dossier dossier) {
    return Subject.conditions(dossier.spec()).hex();
  }

  private static String subject(Stage stage, Dossier dossier) {
    if (dossier.miss() != null) {
      return stage.label() + ": no design meets the spec";
    }
    return stage.label()
        + ": "
        + dossier
            .leading()
            .map(j -> name(stage, dossier, j.hypothesis()))
            .orElse("nothing stands yet");
  }

  private static String name(Stage stage, Dossier dossier, Hypothesis lead) {
    var catalogue = dossier.kit().catalogue();
    if (stage == Stage.ARCHITECTURE) {
      return catalogue
          .architecture(lead.decisions())
          .map(a -> a.name())
          .orElse(lead.decisions().toString());
    }
    return catalogue
        .technique(lead.decisions())
        .map(t -> t.name())
        .orElseGet(
            () ->
                catalogue.kinds(Stage.DESIGN).stream()
                    .map(DecisionKind::name)
                    .flatMap(k -> lead.decisions().value(k).stream())
                    .collect(Collectors.joining(", ")));
  }

  private Commit commit(Stage stage, Dossier dossier, String subject) {
    SortedMap<String, String> files = files(stage, dossier, edits.models().apply(dossier));
    SortedMap<String, String> trailers =
        dossier
            .leading()
            .map(j -> trailers(j.hypothesis(), dossier, "evidence/" + stage.label() + ".md"))
            .orElseGet(TreeMap::new);
    trailers.put("Sds-Stage", stage.label());
    String body =
        dossier.stage(stage).map(r -> "Stopped looking: " + r.stop().rule() + ".").orElse("");
    boolean leads = dossier.leading().isPresent();
    return new Commit(subject, body, trailers, files, leads ? Set.of(stage.label()) : Set.of());
  }

  private static SortedMap<String, String> files(
      Stage stage, Dossier dossier, List<EditedModel> edited) {
    List<String> models = new ArrayList<>();
    var files = new TreeMap<String, String>();
    if (stage == Stage.DESIGN && dossier.leading().isPresent()) {
      models.addAll(models(dossier, files));
    }
    files.putAll(Documents.render(stage, dossier, models, edited));
    if (stage == Stage.CODE) {
      dossier
          .leading()
          .ifPresent(
              j -> {
                for (Artifact artifact : j.hypothesis().artifacts()) {
                  files.put("code/" + artifact.path(), artifact.content());
                }
              });
    }
    return files;
  }

  /**
   * The TLA+ of the leading design, one configuration for each set of faults that a requirement
   * names.
   */
  private static List<String> models(Dossier dossier, Map<String, String> files) {
    Hypothesis lead = dossier.leading().orElseThrow().hypothesis();
    var subject = new Subject(dossier.spec(), dossier.kit(), lead);
    Protocol protocol = subject.protocol();
    String module =
        dossier.kit().catalogue().kinds(Stage.DESIGN).stream()
            .findFirst()
            .map(DecisionKind::module)
            .orElse("system");
    String stem = "design/" + module + "/" + protocol.name();
    var model = PublishedModel.of(protocol, ModelCheckEvaluator.widest(subject));
    files.put(stem + ".tla", model.module());
    files.put(stem + ".cfg", model.cfg());
    List<String> names = new ArrayList<>(List.of(stem + ".tla", stem + ".cfg"));
    for (PublishedModel.Beside beside : model.beside()) {
      String name = "design/" + module + "/" + beside.name() + ".tla";
      files.put(name, beside.module());
      names.add(name);
    }
    return names;
  }

  private static SortedMap<String, String> trailers(
      Hypothesis hypothesis, Dossier dossier, String evidence) {
    var trailers = new TreeMap<String, String>();
    trailers.put("Sds-Stage", hypothesis.stage().label());
    trailers.put("Sds-Hypothesis", hypothesis.id().brief());
    trailers.put("Sds-Author", hypothesis.author());
    if (!evidence.isEmpty()) {
      trailers.put("Sds-Evidence", evidence);
    }
    trailers.put(
        "Sds-Requirement",
        dossier.spec().requirements().stream()
            .map(Requirement::id)
            .collect(Collectors.joining(", ")));
    return trailers;
  }
}
