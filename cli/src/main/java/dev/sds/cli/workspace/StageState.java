package dev.sds.cli.workspace;

import dev.sds.artifacts.CommitId;
import dev.sds.artifacts.Store.History;
import dev.sds.artifacts.Store.Logged;
import dev.sds.spec.Stage;
import dev.sds.workspace.ApprovalState;
import dev.sds.workspace.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a stage stands.
 *
 * @param step the last step that SDS kept for it
 * @param approval of what is in the work tree now
 * @param waiting the proposal that waits for a person
 */
public record StageState(
    Stage stage, Optional<Logged> step, ApprovalState approval, Optional<CommitId> waiting) {

  private static final List<Stage> STAGES = List.of(Stage.ARCHITECTURE, Stage.DESIGN, Stage.CODE);

  private static final String HYPOTHESIS = "Sds-Hypothesis";
  private static final int BRIEF = 7;

  public static StageState of(Workspace workspace, List<Logged> log, Stage stage) {
    return new StageState(
        stage,
        log.stream().filter(l -> isStep(l, stage)).findFirst(),
        workspace.approvals().state(stage, workspace.tree().hash(stage)),
        workspace.proposals().waiting(stage));
  }

  public static List<StageState> all(Workspace workspace) {
    List<Logged> log = workspace.store().log(History.ACCEPTED);
    return STAGES.stream().map(s -> of(workspace, log, s)).toList();
  }

  /** Whether SDS made a commit for a stage, rather than a person, or for an approval. */
  public static boolean isStep(Logged logged, Stage stage) {
    return stage.label().equals(logged.trailers().get("Sds-Stage"))
        && !logged.trailers().containsKey("Sds-Approved");
  }

  public boolean stands() {
    return step.isPresent() && step.get().trailers().containsKey(HYPOTHESIS);
  }

  public String hypothesis() {
    return step.map(l -> l.trailers().getOrDefault(HYPOTHESIS, "")).orElse("");
  }

  /** The design's name, without the stage that its subject begins with. */
  public String name() {
    String subject = step.map(Logged::subject).orElse("");
    String prefix = stage.label() + ": ";
    return subject.startsWith(prefix) ? subject.substring(prefix.length()) : subject;
  }

  public String commit() {
    return step.map(l -> brief(l.id())).orElse("");
  }

  public static String brief(CommitId id) {
    return id.name().substring(0, BRIEF);
  }

  /** Where it stands, in a word. */
  public String word() {
    if (waiting.isPresent()) {
      return "waiting";
    }
    if (step.isEmpty()) {
      return "not made";
    }
    return stands() ? "accepted" : "none stands";
  }

  /** Who approved it, or why the approval does not count. */
  public String approvalWords() {
    return switch (approval) {
      case ApprovalState.None _ -> "";
      case ApprovalState.Approved a -> "approved by " + a.approval().by();
      case ApprovalState.Voided v ->
          "approval by " + v.approval().by() + " is void: the content changed since";
    };
  }

  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("stage", stage.label());
    document.put("state", word());
    document.put("name", name());
    document.put("hypothesis", hypothesis());
    document.put("commit", step.map(l -> l.id().name()).orElse(""));
    document.put("approval", approvalWords());
    document.put("approvalVoid", approval instanceof ApprovalState.Voided);
    document.put("proposal", waiting.map(CommitId::name).orElse(""));
    return document;
  }
}
