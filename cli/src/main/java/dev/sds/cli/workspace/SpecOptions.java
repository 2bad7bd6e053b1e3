package dev.sds.cli.workspace;

import dev.sds.cli.terminal.Console;
import dev.sds.spec.BadInputException;
import dev.sds.workspace.Workspace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * What a command that works from a spec, and makes a workspace where there is none, can be told.
 */
public final class SpecOptions {

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      defaultValue = ".",
      description = "a workspace, or a folder that holds a spec.yaml (default: the current folder)")
  private Path path = Path.of(".");

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description = "where to make the workspace (default: a folder named after the system)")
  private @Nullable Path workspaceDir;

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  @Option(names = "--verbose", description = "show where an internal error happened")
  @SuppressWarnings("UnusedVariable") // read by Failures, which sees the arguments
  private boolean verbose;

  public Workspace open(Console console, Kits kits) throws BadInputException {
    return Workspaces.openOrCreate(console, kits, path, workspaceDir);
  }

  public boolean json() {
    return json;
  }
}
