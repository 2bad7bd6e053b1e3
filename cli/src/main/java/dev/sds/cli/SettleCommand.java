package dev.sds.cli;

import dev.sds.artifacts.CommitId;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.workspace.StageState;
import dev.sds.cli.workspace.WorkspaceOptions;
import dev.sds.cli.workspace.Workspaces;
import dev.sds.spec.BadInputException;
import dev.sds.workspace.GitStore;
import dev.sds.workspace.Workspace;
import dev.sds.workspace.files.Access;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person's choice between their edit and what was generated. */
@Command(
    name = "settle",
    mixinStandardHelpOptions = true,
    description = {
      "Settles a conflict between your edit of a file and what a step wants to generate there.",
      "Either way both sides stay in the history."
    })
final class SettleCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private WorkspaceOptions options = new WorkspaceOptions();

  @Parameters(paramLabel = "FILE", description = "as the conflict names it, from the workspace on")
  private String file = "";

  @ArgGroup(multiplicity = "1")
  private Side side = new Side();

  /** Whose side to take. */
  static final class Side {
    @Option(names = "--mine", required = true, description = "keep the file as it is now")
    private boolean mine;

    @Option(names = "--generated", required = true, description = "take what was generated")
    private boolean generated;

    GitStore.Side kept() {
      return generated && !mine ? GitStore.Side.GENERATED : GitStore.Side.MINE;
    }
  }

  SettleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws BadInputException {
    try (Workspace workspace = Workspaces.open(console, options.folder(), Access.WRITE)) {
      GitStore.Side kept = side.kept();
      CommitId commit;
      try {
        commit = workspace.store().settle(file, kept);
      } catch (IllegalArgumentException e) {
        throw BadInputException.of(
            "workspace.no-conflict",
            String.valueOf(e.getMessage()),
            "A conflict is named when `sds refine` meets it; give the path as it is named there.");
      }
      String whose = kept == GitStore.Side.MINE ? "yours" : "generated";
      if (options.json()) {
        console.json(Map.of("file", file, "kept", whose, "commit", commit.name()));
        return ExitCode.OK.code();
      }
      console.say(
          "Settled "
              + file
              + ": kept "
              + (kept == GitStore.Side.MINE ? "yours" : "what was generated")
              + ", commit "
              + StageState.brief(commit)
              + ".");
      console.say("Go on with `sds refine " + console.show(workspace.root()) + "`.");
      return ExitCode.OK.code();
    }
  }
}
