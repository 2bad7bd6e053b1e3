package dev.sds.cli;

import dev.sds.artifacts.Verdict;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.workspace.EditedCode;
import dev.sds.cli.workspace.Kits;
import dev.sds.cli.workspace.Known;
import dev.sds.cli.workspace.StageName;
import dev.sds.cli.workspace.StageState;
import dev.sds.cli.workspace.WorkspaceOptions;
import dev.sds.cli.workspace.Workspaces;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Stage;
import dev.sds.workspace.ApprovalState;
import dev.sds.workspace.ApprovalState.Approval;
import dev.sds.workspace.Approver;
import dev.sds.workspace.Workspace;
import dev.sds.workspace.files.Access;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person's yes at a gate. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = {
      "Approves what a stage made, in your name (Git's user.name): a waiting proposal is put on your"
          + " branch first.",
      "The approval counts for exactly this content."
    })
final class ApproveCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private WorkspaceOptions options = new WorkspaceOptions();

  @Parameters(
      paramLabel = "STAGE",
      converter = StageName.class,
      completionCandidates = StageName.Candidates.class,
      description = "architecture, design or code")
  private Stage stage = Stage.CODE;

  @Option(names = "--why", paramLabel = "TEXT", description = "a remark for the record")
  private String why = "approved on the command line";

  ApproveCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws BadInputException {
    try (Workspace workspace = Workspaces.open(console, options.folder(), Access.WRITE)) {
      StageState state = ReviewCommand.required(workspace, stage);
      if (state.approval() instanceof ApprovalState.Voided) {
        console.note("The earlier " + state.approvalWords() + ".");
      }
      rejectedEdits(workspace)
          .ifPresent(
              words ->
                  console.note(
                      words + " You approve the stage with these edits, whatever they come to."));
      boolean waited = state.waiting().isPresent();
      if (waited) {
        workspace.proposals().accept(stage, Approver.PERSON);
      }
      Approval approval = workspace.approvals().approve(stage, Approver.PERSON, why);
      if (options.json()) {
        console.json(document(approval, waited));
        return ExitCode.OK.code();
      }
      console.say(
          stage.label()
              + " is approved by "
              + approval.by()
              + ", for the content "
              + approval.hash().substring(0, 10)
              + (waited ? "; the proposal is on your branch now." : "."));
      console.say("Go on with `sds refine " + console.show(workspace.root()) + "`.");
      return ExitCode.OK.code();
    }
  }

  /** What is known of edits of this stage's code, where they are rejected. */
  private Optional<String> rejectedEdits(Workspace workspace) throws BadInputException {
    return stage == Stage.CODE
        ? Known.dossier(Kits.installed().with(workspace.root()), workspace)
            .filter(
                d -> d.edited().filter(j -> j.verdict() instanceof Verdict.Rejected).isPresent())
            .flatMap(d -> EditedCode.lines(d).stream().findFirst())
        : Optional.empty();
  }

  private static Map<String, Object> document(Approval approval, boolean waited) {
    var document = new LinkedHashMap<String, Object>();
    document.put("stage", approval.stage().label());
    document.put("approvedBy", approval.by());
    document.put("content", approval.hash());
    document.put("why", approval.why());
    document.put("landedProposal", waited);
    document.put("next", "sds refine");
    return document;
  }
}
