package dev.sds.cli;

import picocli.CommandLine.Command;

/** The root command. */
@Command(
    name = "sds",
    version = "sds 0.1.0",
    mixinStandardHelpOptions = true,
    description =
        "Turns a system's spec into architecture, design and running code, by search under evidence.",
    subcommands = {
      InitCommand.class,
      RefineCommand.class,
      StatusCommand.class,
      ReviewCommand.class,
      ApproveCommand.class,
      RejectCommand.class,
      ExplainCommand.class,
      LogCommand.class,
      BenchCommand.class,
      CreateCommand.class,
      VerifyCommand.class,
      SettleCommand.class
    })
final class Sds implements Runnable {

  @picocli.CommandLine.Spec
  private picocli.CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }
}
