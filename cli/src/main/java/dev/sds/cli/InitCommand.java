package dev.sds.cli;

import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.workspace.Kits;
import dev.sds.evaluators.KitProvider;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.Spelling;
import dev.sds.workspace.Workspace;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A new workspace with a first spec. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Makes a workspace, a Git repository, with a kit's example as its first spec.")
final class InitCommand implements Callable<Integer> {

  private static final Pattern SYSTEM = Pattern.compile("(?m)^system:[^\\n#]*");

  /** What a spec takes for the name of a system. */
  private static final String NAME = "[a-z][a-z0-9-]*";

  private final Console console;

  @Parameters(
      paramLabel = "NAME",
      description = "the folder to make; its last name names the system")
  private Path name = Path.of(".");

  @Option(
      names = "--kit",
      paramLabel = "KIT",
      description = "the domain (default: the only one installed)")
  private @Nullable String kit;

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  @Option(names = "--verbose", description = "show where an internal error happened")
  @SuppressWarnings("UnusedVariable") // read by Failures, which sees the arguments
  private boolean verbose;

  InitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws BadInputException {
    Kits kits = Kits.installed();
    KitProvider provider = chosen(kits);
    Path folder = console.directory().resolve(name).normalize();
    String system = folder.getFileName().toString();
    if (!system.matches(NAME)) {
      throw BadInputException.of(
          "init.name",
          "'" + system + "' cannot name a system.",
          "Use lower-case letters, digits and dashes, beginning with a letter, such as: sds init "
              + alike(system));
    }
    String spec =
        SYSTEM
            .matcher(provider.kit().exampleSpec())
            .replaceFirst(Matcher.quoteReplacement("system: " + system));
    // The reader says what is wrong before anything is written.
    kits.parse(new Source("spec.yaml", spec));
    Workspace.create(folder, Map.of("spec.yaml", spec), InstantSource.system()).close();
    if (json) {
      console.json(
          Map.of(
              "workspace", console.show(folder), "system", system, "kit", provider.kit().name()));
      return ExitCode.OK.code();
    }
    String where = console.show(folder);
    console.say(
        "Made the workspace " + where + " with an example spec of " + provider.kit().title() + ".");
    console.say("  1. Edit " + where + "/spec.yaml: requirements, environment, faults, workloads.");
    console.say("  2. cd " + where + " && sds bench    what published designs do on your workload");
    console.say("  3. sds refine                       architecture, design and code that meet it");
    return ExitCode.OK.code();
  }

  /** The nearest name that a spec may bear. */
  private static String alike(String name) {
    String plain =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceFirst("^[^a-z]+", "")
            .replaceFirst("-+$", "");
    return plain.isEmpty() ? "my-system" : plain;
  }

  private KitProvider chosen(Kits kits) throws BadInputException {
    String wanted = kit;
    if (wanted == null && kits.providers().size() == 1) {
      return kits.providers().getFirst();
    }
    if (wanted == null) {
      throw BadInputException.of(
          "init.kit", "Several kits are installed.", "Choose one with --kit: " + kits.names());
    }
    return kits.find(wanted)
        .orElseThrow(
            () ->
                BadInputException.of(
                    "init.kit",
                    "There is no kit '" + wanted + "'.",
                    Spelling.wayOut(wanted, kits.names())));
  }
}
