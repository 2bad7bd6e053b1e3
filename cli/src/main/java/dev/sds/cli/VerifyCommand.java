package dev.sds.cli;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.cli.report.EvidenceText;
import dev.sds.cli.verify.FileOptions;
import dev.sds.cli.verify.FileVerification;
import dev.sds.cli.verify.ProtocolOptions;
import dev.sds.cli.verify.ProtocolVerification;
import dev.sds.cli.verify.ProtocolsBeside;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Subject;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Requirement;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.verification.Limits;
import dev.sds.verification.ModelCheckEvaluator;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.file.FileCheck;
import dev.sds.verification.file.FileOutcome;
import dev.sds.verification.ladder.GrowthEvaluator;
import dev.sds.verification.ladder.PublishedModel;
import dev.sds.workspace.Access;
import dev.sds.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      "Checks the protocol of the current design with TLC, anew, against the spec as it is now;",
      "or any TLA+ file with its cfg: sds verify FILE.tla",
      "or a protocol in a file of its own: sds verify FILE.yaml",
      "Exit code 3 if a property is violated, 5 if a limit, a failure or a vacuous pass left one",
      "open."
    })
final class VerifyCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private WorkspaceOptions options = new WorkspaceOptions();

  @Mixin private FileOptions file = new FileOptions();

  @Mixin private ProtocolOptions protocol = new ProtocolOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "a TLA+ file or a protocol's; else the same as --workspace PATH")
  private @Nullable Path path;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "the most time for one check (default: 60; for a FILE.tla 300)")
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
      defaultValue = "50000",
      description =
          "states to spend, for each set of faults, on larger instances than the smallest, where"
              + " that one holds (default: ${DEFAULT-VALUE}; 0: none)")
  private long grow = 50_000;

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws BadInputException {
    if ((seconds != null && seconds < 1) || (states != null && states < 1) || grow < 0) {
      throw RefineCommand.usage(
          "verify.limits", "A check needs at least 1 second and 1 state.", "Give larger limits.");
    }
    Path given = path;
    if (given != null && ProtocolVerification.takes(given)) {
      return protocol(given).code();
    }
    return (given != null && FileVerification.takes(given) ? file(given) : workspace()).code();
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
    Path scratch = null;
    try {
      scratch = Files.createTempDirectory("sds-verify-");
      return new ProtocolVerification(protocol, file, new ProtocolsBeside(at), console.out())
          .run(source, scratch, limits(), form)
          .map(VerifyCommand::code)
          .orElse(ExitCode.OK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    } finally {
      remove(scratch);
    }
  }

  private static ExitCode code(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Verified _ -> ExitCode.OK;
      case CheckOutcome.Bounded _, CheckOutcome.Vacuous _, CheckOutcome.ToolFailure _ ->
          ExitCode.INCONCLUSIVE;
      case CheckOutcome.Violated _ -> ExitCode.GATE_FAILED;
      case CheckOutcome.ModelError _ -> ExitCode.BAD_INPUT;
    };
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
      case FileOutcome.Bounded(FileOutcome.Limit limit, _, _) ->
          limit == FileOutcome.Limit.CONSTRAINT && file.withinConstraints()
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
      Path file = workspace.root().resolve("spec.yaml");
      Spec spec = kits.read(file, console.show(file)).spec();
      Dossier dossier = Known.require(kits, workspace);
      Judged lead = Known.design(dossier, "verify.no-design");
      if (spec.temporal().isEmpty()) {
        throw RefineCommand.usage(
            "verify.nothing",
            "No requirement of the spec has an invariant or a liveness property.",
            "Add one: the kit knows "
                + String.join(", ", dossier.kit().vocabulary().invariants().keySet())
                + ".");
      }
      var subject = new Subject(spec, dossier.kit(), lead.hypothesis());
      List<String> remarks = remarks(workspace, dossier, subject);
      List<Evidence> evidence = new ArrayList<>(check(subject, Bounds.SMALLEST));
      if (grow > 0 && code(evidence) == ExitCode.OK) {
        evidence.addAll(check(subject, Bounds.LARGER));
      }
      ExitCode code = code(evidence);
      if (options.json()) {
        console.json(document(subject, evidence, remarks, code));
      } else {
        show(subject, evidence, remarks);
      }
      return code;
    }
  }

  private List<String> remarks(Workspace workspace, Dossier dossier, Subject subject) {
    var remarks = new ArrayList<String>();
    if (!workspace.store().read("spec.yaml").equals(Optional.of(dossier.spec().source().text()))) {
      remarks.add(
          "The spec changed since this design was made; it is checked against the new one.");
    }
    Protocol composed = subject.protocol();
    String made = PublishedModel.of(composed, ModelCheckEvaluator.widest(subject)).module();
    for (Path model : models(workspace.root(), composed.name() + ".tla")) {
      String name = workspace.root().relativize(model).toString();
      boolean edited = workspace.store().read(name).map(t -> !t.equals(made)).orElse(false);
      if (edited) {
        remarks.add(
            name
                + " is not what the design's decisions give: somebody edited it, or the spec"
                + " changed. What is checked is the protocol of the decisions, not that file.");
      }
    }
    return remarks;
  }

  private static List<Path> models(Path root, String name) {
    Path folder = root.resolve("design");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files.filter(f -> f.getFileName().toString().equals(name)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How large the instances of a check are. */
  private enum Bounds {
    SMALLEST,
    LARGER
  }

  private List<Evidence> check(Subject subject, Bounds bounds) {
    Path scratch = null;
    try {
      scratch = Files.createTempDirectory("sds-verify-");
      Limits limits = limits();
      var tlc = new TlcRunner(scratch, 1);
      return switch (bounds) {
        case SMALLEST -> new ModelCheckEvaluator(tlc, limits).evaluate(subject);
        case LARGER ->
            new GrowthEvaluator(tlc, new Limits(limits.seconds(), limits.heapMiB(), grow))
                .evaluate(subject);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      remove(scratch);
    }
  }

  private static void remove(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExitCode code(List<Evidence> evidence) {
    boolean settled = true;
    for (Evidence e : evidence) {
      if (e instanceof Evidence.Finding) {
        continue;
      }
      CheckOutcome outcome = e instanceof Evidence.ModelCheck m ? m.outcome() : null;
      switch (outcome) {
        case CheckOutcome.Violated _, CheckOutcome.ModelError _ -> {
          return ExitCode.GATE_FAILED;
        }
        case CheckOutcome.Verified _ -> {}
        case CheckOutcome.Vacuous _, CheckOutcome.Bounded _, CheckOutcome.ToolFailure _ ->
            settled = false;
        case null -> settled = false;
      }
    }
    return settled ? ExitCode.OK : ExitCode.INCONCLUSIVE;
  }

  private void show(Subject subject, List<Evidence> evidence, List<String> remarks) {
    remarks.forEach(console::say);
    console.say(
        "Protocol " + subject.protocol().name() + " of " + subject.hypothesis().decisions());
    for (Evidence e : evidence) {
      console.say("");
      for (String id : e.requirements()) {
        subject
            .spec()
            .requirement(id)
            .ifPresent(
                r -> console.say(id + "  " + EvidenceText.check(r) + ": " + r.text().strip()));
      }
      switch (e) {
        case Evidence.ModelCheck m -> outcome(m);
        case Evidence.ToolFailure f -> console.say("    the checker failed: " + f.why());
        case Evidence.Finding f -> console.say("    " + f.message());
        case Evidence.Measurement _ -> {}
      }
    }
    console.say("");
    console.say(
        "Not covered: larger instances than these; times, sizes and rates; whether the code follows"
            + " the protocol (see evidence/code.md).");
    for (String line : uncovered(subject)) {
      console.say("  " + line);
    }
  }

  private void outcome(Evidence.ModelCheck check) {
    console.say("    " + check.instance() + ": " + EvidenceText.outcome(check.outcome()));
    if (check.outcome() instanceof CheckOutcome.Violated v) {
      v.counterexample().render().lines().forEach(line -> console.say("    " + line));
    }
  }

  /** The faults that the spec knows and a requirement does not name; what channels assume. */
  private static List<String> uncovered(Subject subject) {
    var uncovered = new ArrayList<String>();
    for (Requirement r : subject.spec().temporal()) {
      List<String> left =
          subject.spec().faults().keySet().stream().filter(f -> !r.under().contains(f)).toList();
      if (!left.isEmpty()) {
        uncovered.add(
            r.id() + " under " + String.join(", ", left) + ": the spec does not ask for it");
      }
    }
    subject
        .protocol()
        .composition()
        .channels()
        .forEach(channel -> uncovered.add("other messages than on the " + channel.words()));
    return uncovered;
  }

  private Map<String, Object> document(
      Subject subject, List<Evidence> evidence, List<String> remarks, ExitCode code) {
    var document = new LinkedHashMap<String, Object>();
    document.put("protocol", subject.protocol().name());
    document.put("decisions", subject.hypothesis().decisions().values());
    document.put(
        "result",
        code == ExitCode.OK ? "holds" : code == ExitCode.GATE_FAILED ? "violated" : "open");
    document.put("checks", evidence);
    document.put("remarks", remarks);
    document.put("notCovered", uncovered(subject));
    return document;
  }
}
