package dev.sds.cli;

import dev.sds.agents.model.ModelFailure;
import dev.sds.artifacts.MergeConflictException;
import dev.sds.cli.report.Problem;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.evaluators.Deadline;
import dev.sds.evaluators.Lab;
import dev.sds.spec.BadInputException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** Turns what went wrong into words and an exit code: the one place where that is decided. */
record Failures(Console console)
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    return report(failure, parsed.originalArgs());
  }

  private int report(Throwable failure, List<String> args) {
    boolean json = args.contains("--json");
    return switch (failure) {
      case BadInputException bad -> badInput(bad, json);
      case MergeConflictException conflict -> {
        console.note(String.valueOf(conflict.getMessage()));
        console.note(
            "Nothing was overwritten. Take one side with `sds settle FILE --mine` or `--generated`, then run `sds refine` again.");
        yield ExitCode.CONFLICT.code();
      }
      case ModelFailure silent -> {
        console.note(String.valueOf(silent.getMessage()));
        yield switch (silent.again()) {
          case MAY_HELP -> {
            console.note("Nothing was kept. Run the same command again.");
            yield ExitCode.INCONCLUSIVE.code();
          }
          case WILL_NOT_HELP -> {
            console.note("Nothing was kept. See SDS_MODEL, SDS_MODEL_URL and SDS_MODEL_KEY.");
            yield ExitCode.BAD_INPUT.code();
          }
        };
      }
      case Lab.Interrupted _ -> {
        console.note("Stopped. Run the same command again: finished evaluations are not repeated.");
        yield ExitCode.INTERRUPTED.code();
      }
      case Deadline.Passed passed -> outOfTime(passed, json);
      default -> internal(failure, args);
    };
  }

  private int outOfTime(Deadline.Passed passed, boolean json) {
    String why =
        String.format(
            Locale.ROOT,
            "The %.4g s that `budget.wall` of the spec grants are over, and nothing is decided.",
            passed.seconds());
    console.note(why);
    console.note(
        "Finished evaluations are kept: run the same command again to go on, or raise `budget.wall`. The end is the same however often a run is stopped.");
    if (json) {
      console.json(Map.of("outcome", "OutOfTime", "why", why));
    }
    return ExitCode.INCONCLUSIVE.code();
  }

  private int badInput(BadInputException bad, boolean json) {
    bad.diagnostics().forEach(d -> console.note(d.render()));
    if (json) {
      console.json(
          Map.of("diagnostics", bad.diagnostics().stream().map(Problem::document).toList()));
    }
    return ExitCode.BAD_INPUT.code();
  }

  private int internal(Throwable failure, List<String> args) {
    console.note("sds: internal error: " + failure);
    if (args.contains("--verbose")) {
      failure.printStackTrace(console.err());
      console.err().flush();
    } else {
      console.note("This is a bug of SDS. `--verbose` shows where it happened.");
    }
    return ExitCode.INTERNAL_ERROR.code();
  }

  @Override
  public int handleParseException(CommandLine.ParameterException failure, String[] args) {
    console.note("sds: " + failure.getMessage());
    CommandLine command = failure.getCommandLine();
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, console.err())) {
      console.note("Try `" + command.getCommandSpec().qualifiedName() + " --help`.");
    }
    console.err().flush();
    return ExitCode.USAGE.code();
  }
}
