package dev.sds.cli;

import dev.sds.agents.model.ModelFailure;
import dev.sds.artifacts.MergeConflictException;
import dev.sds.cli.report.Problem;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.evaluators.Deadline;
import dev.sds.evaluators.Lab;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Spelling;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Turns what went wrong into words and an exit code: the one place where that is decided. */
record Failures(Console console)
    implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

  /** What systems say when a disk is full or may not be written. */
  private static final Pattern MACHINE =
      Pattern.compile("No space left on device|Read-only file system|[Qq]uota exceeded");

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
      case UncheckedIOException refused when isOfTheMachine(refused) -> machine(refused, json);
      default -> internal(failure, args);
    };
  }

  /** Whether the disk or its owner said no, which is no mistake of SDS. */
  private static boolean isOfTheMachine(UncheckedIOException failure) {
    Throwable root = root(failure);
    return root instanceof AccessDeniedException
        || MACHINE.matcher(String.valueOf(root.getMessage())).find();
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    for (Throwable deeper = failure.getCause(); deeper != null; deeper = deeper.getCause()) {
      root = deeper;
    }
    return root;
  }

  private int machine(UncheckedIOException failure, boolean json) {
    Throwable root = root(failure);
    String what =
        root instanceof AccessDeniedException
            ? root.getMessage() + ": access denied"
            : String.valueOf(root.getMessage());
    console.note("sds: " + failure.getMessage() + ": " + what + ".");
    console.note(
        "Give it room, or the right to write, then run the same command again: finished evaluations"
            + " are not repeated.");
    if (json) {
      console.json(Map.of("outcome", "Machine", "why", what));
    }
    return ExitCode.BAD_INPUT.code();
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
    Optional<String> command = unknownCommand(failure);
    if (command.isPresent()) {
      console.note(
          Spelling.wayOut(command.get(), failure.getCommandLine().getSubcommands().keySet()));
    } else if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, console.err())) {
      console.note(
          "Try `" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help`.");
    }
    console.err().flush();
    return ExitCode.USAGE.code();
  }

  /** A word in the place of a subcommand that is none. */
  private static Optional<String> unknownCommand(CommandLine.ParameterException failure) {
    return failure instanceof CommandLine.UnmatchedArgumentException unmatched
            && !failure.getCommandLine().getSubcommands().isEmpty()
            && !unmatched.getUnmatched().getFirst().startsWith("-")
        ? Optional.of(unmatched.getUnmatched().getFirst())
        : Optional.empty();
  }
}
