package dev.sds.cli;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.workspace.Kits;
import dev.sds.cli.workspace.Known;
import dev.sds.cli.workspace.Refusal;
import dev.sds.cli.workspace.StageName;
import dev.sds.cli.workspace.WorkspaceOptions;
import dev.sds.cli.workspace.Workspaces;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Stage;
import dev.sds.workspace.Workspace;
import dev.sds.workspace.files.Access;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person's no at a gate. */
@Command(
    name = "reject",
    mixinStandardHelpOptions = true,
    description =
        "Turns down what waits at a stage; it is kept with your reason among the rejected.")
final class RejectCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private WorkspaceOptions options = new WorkspaceOptions();

  @Parameters(
      paramLabel = "STAGE",
      converter = StageName.class,
      completionCandidates = StageName.Candidates.class,
      description = "architecture, design or code")
  private Stage stage = Stage.CODE;

  @Option(names = "--why", required = true, paramLabel = "TEXT", description = "your reason")
  private String why = "";

  RejectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws BadInputException {
    if (why.isBlank()) {
      throw BadInputException.of(
          "cli.no-reason",
          "A rejection needs a reason: --why is blank.",
          "Say in a sentence what is wrong; it is kept with the proposal.");
    }
    try (Workspace workspace = Workspaces.open(console, options.folder(), Access.WRITE)) {
      ReviewCommand.required(workspace, stage);
      Optional<Dossier> dossier = Known.dossier(Kits.installed().with(workspace.root()), workspace);
      workspace.proposals().discard(stage, why);
      Optional<Hypothesis> refused =
          dossier.flatMap(Dossier::leading).map(Judged::hypothesis).filter(h -> h.stage() == stage);
      refused.ifPresent(
          h -> Refusal.keep(workspace.journal(), dossier.orElseThrow().spec(), h, why));
      if (options.json()) {
        console.json(Map.of("stage", stage.label(), "rejected", true, "why", why));
        return ExitCode.OK.code();
      }
      console.say(
          "The proposal for the "
              + stage.label()
              + " is turned down and kept: `sds log --rejected"
              + console.in(workspace.root())
              + "`.");
      console.say(
          refused.isPresent()
              ? "It will not be proposed again while the spec asks for the same: "
                  + refused.get().decisions()
                  + "."
              : "This workspace's journal does not know it, so the same spec may lead to it again.");
      console.say(
          "To tell more, write a requirement, or `pin` or `forbid` under `decisions:`; then run `sds"
              + " refine "
              + console.show(workspace.root())
              + "`.");
      return ExitCode.OK.code();
    }
  }
}
