package dev.sds.cli.workspace;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command on a workspace can be told. */
public final class WorkspaceOptions {

  @Option(
      names = {"-C", "--workspace"},
      paramLabel = "DIR",
      description = "the workspace (default: the current folder)")
  private @Nullable Path workspace;

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  @Option(names = "--verbose", description = "show where an internal error happened")
  @SuppressWarnings("UnusedVariable") // read by Failures, which sees the arguments
  private boolean verbose;

  public Path folder() {
    return workspace == null ? Path.of(".") : workspace;
  }

  /** The folder that was given as an argument, or else by the option. */
  public Path folder(@Nullable Path argument) {
    return argument == null ? folder() : argument;
  }

  public boolean json() {
    return json;
  }
}
