package dev.sds.cli;

import dev.sds.artifacts.Store.History;
import dev.sds.artifacts.Store.Logged;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.workspace.StageState;
import dev.sds.cli.workspace.WorkspaceOptions;
import dev.sds.cli.workspace.Workspaces;
import dev.sds.spec.BadInputException;
import dev.sds.workspace.Workspace;
import dev.sds.workspace.files.Access;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The history of a workspace. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description = "Lists the accepted steps, newest first; with --rejected what was turned down.")
final class LogCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private WorkspaceOptions options = new WorkspaceOptions();

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "the same as --workspace PATH")
  private @Nullable Path path;

  @Option(names = "--rejected", description = "the rejected hypotheses, with the reason")
  private boolean rejected;

  @Option(names = "-n", paramLabel = "N", description = "at most so many")
  private int most = Integer.MAX_VALUE;

  LogCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws BadInputException {
    try (Workspace workspace = Workspaces.open(console, options.folder(path), Access.READ)) {
      History history = rejected ? History.REJECTED : History.ACCEPTED;
      List<Logged> all = workspace.store().log(history);
      List<Logged> shown = all.stream().limit(Math.max(0, most)).toList();
      if (options.json()) {
        console.json(Map.of("steps", shown.stream().map(LogCommand::document).toList()));
        return ExitCode.OK.code();
      }
      shown.forEach(this::line);
      if (all.isEmpty()) {
        console.note("Nothing was turned down yet.");
      } else if (shown.size() < all.size()) {
        console.note((all.size() - shown.size()) + " older ones not shown.");
      }
      return ExitCode.OK.code();
    }
  }

  private void line(Logged logged) {
    String stage = logged.trailers().getOrDefault("Sds-Stage", "");
    if (!rejected) {
      String subject = logged.subject();
      String plain =
          subject.startsWith(stage + ": ") ? subject.substring(stage.length() + 2) : subject;
      console.say(
          String.format(
              Locale.ROOT,
              "%s %-13s %s",
              StageState.brief(logged.id()),
              stage.isEmpty() ? "(you)" : stage,
              plain));
      return;
    }
    console.say(
        String.format(
            Locale.ROOT,
            "%-10s %-13s %s",
            logged.trailers().getOrDefault("Sds-Hypothesis", StageState.brief(logged.id())),
            stage,
            logged.subject().replaceFirst("^" + stage + ": (turned down )?", "")));
    console.say("  " + reason(logged));
  }

  /** A person's reason where a person turned it down, else the verdict's. */
  private static String reason(Logged logged) {
    String person = logged.trailers().get("Sds-Rejected");
    return person != null ? "a person: " + person : logged.body().strip().replaceAll("\\s+", " ");
  }

  private static Map<String, Object> document(Logged logged) {
    var document = new LinkedHashMap<String, Object>();
    document.put("commit", logged.id().name());
    document.put("at", logged.at().toString());
    document.put("subject", logged.subject());
    document.put("reason", reason(logged));
    document.put("trailers", logged.trailers());
    document.put("files", logged.files());
    return document;
  }
}
