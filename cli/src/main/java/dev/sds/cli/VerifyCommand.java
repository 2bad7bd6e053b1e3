package dev.sds.cli;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Judged;
import dev.sds.cli.follow.LogOptions;
import dev.sds.cli.follow.LogVerification;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.verify.Conclusion;
import dev.sds.cli.verify.DesignVerification;
import dev.sds.cli.verify.FileOptions;
import dev.sds.cli.verify.FileVerification;
import dev.sds.cli.verify.OwnModel;
import dev.sds.cli.verify.ProtocolOptions;
import dev.sds.cli.verify.ProtocolVerification;
import dev.sds.cli.verify.ProtocolsBeside;
import dev.sds.cli.workspace.Kits;
import dev.sds.cli.workspace.Known;
import dev.sds.cli.workspace.WorkspaceOptions;
import dev.sds.cli.workspace.Workspaces;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Subject;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.verification.Limits;
import dev.sds.verification.RunFolder;
import dev.sds.verification.file.Examined;
import dev.sds.verification.file.FileCheck;
import dev.sds.verification.file.FileOutcome;
import dev.sds.verification.file.KeptPasses;
import dev.sds.verification.file.TlaFile;
import dev.sds.workspace.Workspace;
import dev.sds.workspace.files.Access;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model checker on the current design. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks a protocol with TLC: that of the current design, a FILE.tla or a FILE.yaml.",
      "The design's is checked anew, against the spec as it is now; a FILE.tla may be any TLA+ file"
          + " with its cfg, a FILE.yaml holds a protocol of modules and channels.",
      "Exit code 3 if a property is violated, 5 if a limit, a failure or a vacuous pass left one",
      "open."
    })
final class VerifyCommand implements Callable<Integer> {

  /** A person waits for the answer about a file. */
  private static final long OF_A_FILE = 10_000;

  private static final long OF_A_DESIGN = 50_000;

  private final Console console;

  @Mixin private WorkspaceOptions options = new WorkspaceOptions();

  @Mixin private FileOptions file = new FileOptions();

  @Mixin private ProtocolOptions protocol = new ProtocolOptions();

  @Mixin private LogOptions log = new LogOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "a TLA+ file or a protocol's; else the same as --workspace PATH")
  private @Nullable Path path;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "the most time for one check (default: 180; for a FILE.tla 300)")
  private @Nullable Integer seconds;

  @Option(
      names = "--states",
      paramLabel = "N",
      description =
          "the most different states to examine in one check (default: 200000; for a FILE.tla"
              + " 10000000)")
  private @Nullable Long states;

  @Option(
      names = "--grow",
      paramLabel = "N",
      description =
          "states to spend, for each set of faults, on larger instances than the smallest, where"
              + " that one holds (default: 50000; for a FILE.yaml 10000; 0: none)")
  private @Nullable Long grow;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws BadInputException {
    checkLimits();
    log.refuseWithoutALog();
    Path given = path;
    Path events = log.log();
    if (events != null) {
      return followed(events, given).code();
    }
    if (given != null && ProtocolVerification.takes(given)) {
      return protocol(given).code();
    }
    Optional<Path> tla =
        given == null ? Optional.empty() : FileVerification.of(console.directory(), given);
    if (tla.isPresent()) {
      protocol.refuseOfATlaFile();
      refuseGrowth();
      return file(tla.get()).code();
    }
    return workspace().code();
  }

  private ExitCode followed(Path events, @Nullable Path given) throws BadInputException {
    Path at = console.directory().resolve(events);
    var source = new Source(console.show(at), ProtocolVerification.text(at, console.show(at)));
    var form = options.json() ? FileVerification.Form.JSON : FileVerification.Form.TEXT;
    var shown = new LogVerification.Shown(form, console::say, console::json);
    try (RunFolder scratch = RunFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
      var verification = new LogVerification(log, source, scratch.path(), limits());
      if (given != null && ProtocolVerification.takes(given)) {
        Path file = console.directory().resolve(given);
        var text =
            new Source(console.show(file), ProtocolVerification.text(file, console.show(file)));
        return code(verification.inProtocol(text, protocol, new ProtocolsBeside(file), shown));
      }
      Optional<Path> tla =
          given == null ? Optional.empty() : FileVerification.of(console.directory(), given);
      if (tla.isEmpty()) {
        throw BadInputException.of(
            "verify.log",
            "A log is followed in a protocol's file or a TLA+ file, and none is named.",
            "sds verify FILE.yaml --log " + events + ", or sds verify FILE.tla --log " + events);
      }
      protocol.refuseOfATlaFile();
      return code(
          verification.inFile(
              TlaFile.read(
                  console.directory().resolve(tla.get()),
                  file.config(console.directory()),
                  file.libraries(console.directory()),
                  path -> console.show(Path.of(path))),
              shown));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
  }

  private void checkLimits() throws BadInputException {
    if ((seconds != null && seconds < 1) || (states != null && states < 1)) {
      throw BadInputException.of(
          "verify.limits", "A check needs at least 1 second and 1 state.", "Give larger limits.");
    }
    if (states(0) < 0) {
      throw BadInputException.of(
          "verify.grow",
          "Larger instances cannot have %d states to spend.".formatted(grow),
          "Give `--grow` a number of states, or 0 to check none.");
    }
  }

  private void refuseGrowth() throws BadInputException {
    if (grow != null) {
      throw ProtocolOptions.notOfATlaFile("--grow");
    }
  }

  private ExitCode file(Path given) throws BadInputException {
    var form = options.json() ? FileVerification.Form.JSON : FileVerification.Form.TEXT;
    try {
      FileCheck check =
          new FileVerification(
                  file,
                  console.out(),
                  console.err(),
                  console.directory(),
                  shown -> console.show(Path.of(shown)))
              .run(given, seconds, states, form);
      return code(check.outcome());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
  }

  private ExitCode protocol(Path given) throws BadInputException {
    Path at = console.directory().resolve(given);
    var source = new Source(console.show(at), ProtocolVerification.text(at, console.show(at)));
    var form = options.json() ? FileVerification.Form.JSON : FileVerification.Form.TEXT;
    try (RunFolder scratch = RunFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
      var bounds = new ProtocolVerification.Bounds(scratch.path(), limits(), states(OF_A_FILE));
      return code(
          new ProtocolVerification(protocol, file, new ProtocolsBeside(at), console.out())
              .run(source, bounds, form));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
  }

  static ExitCode code(Conclusion conclusion) {
    return switch (conclusion) {
      case HOLDS -> ExitCode.OK;
      case OPEN -> ExitCode.INCONCLUSIVE;
      case VIOLATED -> ExitCode.GATE_FAILED;
      case WRONG -> ExitCode.BAD_INPUT;
    };
  }

  /** What to spend on larger instances. */
  private long states(long unlessTold) {
    Long told = grow;
    return told == null ? unlessTold : told;
  }

  private Limits limits() {
    Limits quick = Limits.quick();
    return new Limits(
        seconds == null ? quick.seconds() : seconds,
        quick.heapMiB(),
        states == null ? quick.maxStates() : states);
  }

  private ExitCode code(FileOutcome outcome) {
    return switch (outcome) {
      case FileOutcome.Verified _ -> ExitCode.OK;
      case FileOutcome.Bounded(FileOutcome.Limit limit, _, Examined examined) ->
          limit == FileOutcome.Limit.CONSTRAINT
                  && file.withinConstraints()
                  && examined.never().isEmpty()
              ? ExitCode.OK
              : ExitCode.INCONCLUSIVE;
      case FileOutcome.Vacuous _, FileOutcome.ToolFailure _ -> ExitCode.INCONCLUSIVE;
      case FileOutcome.Violated _ -> ExitCode.GATE_FAILED;
      case FileOutcome.ModelError _ -> ExitCode.BAD_INPUT;
    };
  }

  private ExitCode workspace() throws BadInputException {
    try (Workspace workspace = Workspaces.open(console, options.folder(path), Access.READ)) {
      Kits kits = Kits.installed().with(workspace.root());
      Path written = workspace.root().resolve("spec.yaml");
      Spec spec = kits.read(written, console.show(written)).spec();
      Dossier dossier = Known.require(kits, workspace);
      Judged lead = Known.design(dossier, "verify.no-design");
      if (spec.temporal().isEmpty()) {
        throw BadInputException.of(
            "verify.nothing",
            "No requirement of the spec has an invariant or a liveness property.",
            "Add one: the kit knows "
                + String.join(", ", dossier.kit().vocabulary().invariants().keySet())
                + ".");
      }
      var subject = new Subject(spec, dossier.kit(), lead.hypothesis());
      var verification =
          DesignVerification.of(
              subject, limits(), states(OF_A_DESIGN), remarks(workspace, dossier));
      var gate =
          new OwnModel.Gate(
              workspace.root(),
              KeptPasses.ofTheUser(file.use()),
              limits(),
              states(OF_A_DESIGN),
              shown -> console.show(Path.of(shown)));
      verification = verification.with(OwnModel.of(subject, verification.evidence(), gate));
      if (options.json()) {
        console.json(verification.document());
      } else {
        verification.lines().forEach(console::say);
      }
      return code(verification.conclusion());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
  }

  private static List<String> remarks(Workspace workspace, Dossier dossier) {
    var remarks = new ArrayList<String>();
    if (!workspace.store().read("spec.yaml").equals(Optional.of(dossier.spec().source().text()))) {
      remarks.add(
          "The spec changed since this design was made; it is checked against the new one.");
    }
    return remarks;
  }
}
