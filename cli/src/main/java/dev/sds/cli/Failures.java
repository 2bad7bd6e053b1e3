package dev.sds.cli;

import dev.sds.artifacts.MergeConflictException;
import dev.sds.evaluators.Lab;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
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
      case Lab.Interrupted _ -> {
        console.note("Stopped. Run the same command again: finished evaluations are not repeated.");
        yield ExitCode.INTERRUPTED.code();
      }
      default -> internal(failure, args);
    };
  }

  private int badInput(BadInputException bad, boolean json) {
    bad.diagnostics().forEach(d -> console.note(d.render()));
    if (json) {
      console.json(
          Map.of("diagnostics", bad.diagnostics().stream().map(Failures::document).toList()));
    }
    return ExitCode.BAD_INPUT.code();
  }

  /** A diagnostic as tools read it. */
  static Map<String, String> document(Diagnostic diagnostic) {
    var document = new LinkedHashMap<String, String>();
    document.put("severity", diagnostic.severity().label());
    document.put("code", diagnostic.code());
    document.put("message", diagnostic.message());
    document.put("target", diagnostic.target());
    String fix = diagnostic.fix();
    document.put("fix", fix == null ? "" : fix);
    return document;
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
      console.note("Try `sds " + name(command) + "--help`.");
    }
    console.err().flush();
    return ExitCode.USAGE.code();
  }

  private static String name(CommandLine command) {
    return command.getParent() == null ? "" : command.getCommandName() + " ";
  }
}
