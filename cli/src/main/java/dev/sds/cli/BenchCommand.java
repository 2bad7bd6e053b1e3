package dev.sds.cli;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.cli.report.Benchmark;
import dev.sds.cli.report.Benchmark.Entry;
import dev.sds.cli.report.Forgetful;
import dev.sds.cli.report.RequirementStanding;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.Counts;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.workspace.Kits;
import dev.sds.cli.workspace.WorkspaceOptions;
import dev.sds.evaluators.CodeRunner;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import dev.sds.evaluators.java.worker.SandboxedCode;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Spec;
import dev.sds.spec.Spelling;
import dev.sds.spec.Stage;
import dev.sds.spec.Workload;
import dev.sds.spec.Workload.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The published designs, and the workspace's own code, on one workload. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = SearchBenchCommand.class,
    description = {
      "Measures the kit's baselines, and the workspace's own code, on a train workload of the spec.",
      "Every run is made anew, one after the other, so that its time can be measured. The ratio is"
          + " the geometric mean over seeds; ~ marks one that may be 1."
    })
final class BenchCommand implements Callable<Integer> {

  private static final String OWN = "code/ (yours)";

  private final Console console;

  @Mixin private WorkspaceOptions options = new WorkspaceOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "a workspace, or a folder with a spec.yaml (default: the current folder)")
  private @Nullable Path path;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description = "a train workload (default: the first)")
  private @Nullable String workloadName;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "the first N of the workload's seeds (default: all)")
  private int seeds = Integer.MAX_VALUE;

  @Option(
      names = "--baseline",
      arity = "1..*",
      paramLabel = "NAME",
      description = "only these baselines, and the one that all are compared with")
  private List<String> only = List.of();

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws BadInputException {
    Counts.requireSome("--seeds", seeds, "runs nothing");
    Path folder = console.directory().resolve(options.folder(path)).normalize();
    Kits kits = Kits.installed().with(folder);
    Path file = folder.resolve("spec.yaml");
    Spec spec = kits.read(file, console.show(file)).spec();
    KitProvider provider = kits.find(spec.kit()).orElseThrow();
    Workload workload = workload(spec);
    List<Trial> trials =
        workload.seeds().stream().limit(seeds).map(s -> Trial.plain(workload, s, 1)).toList();
    List<String> names = names(provider);
    Benchmark benchmark =
        new Benchmark(
            measure(provider, spec, new Task(folder, trials, names)),
            provider.simulation().reference(),
            Benchmark.metric(spec)
                .orElseGet(() -> provider.kit().vocabulary().metrics().keySet().iterator().next()));
    if (options.json()) {
      var document = benchmark.document();
      document.put("workload", workload.name());
      document.put("seeds", trials.stream().map(Trial::seed).toList());
      console.json(document);
    } else {
      show(provider, spec, benchmark, workload.name() + ", " + trials.size() + " seeds");
    }
    return ExitCode.OK.code();
  }

  private void show(KitProvider provider, Spec spec, Benchmark benchmark, String what) {
    console.say(
        "Workload " + what + "; means over the seeds; compared by " + benchmark.metric() + ".");
    console.say("");
    benchmark
        .lines(
            Benchmark.columns(spec, provider.kit().vocabulary()),
            new Figures(provider.kit().vocabulary()))
        .forEach(console::say);
    benchmark.broken().forEach(b -> console.say("BROKEN " + b));
  }

  private Workload workload(Spec spec) throws BadInputException {
    List<Workload> train = spec.workloads(Role.TRAIN);
    String wanted = workloadName;
    if (wanted == null) {
      return train.getFirst();
    }
    Optional<Workload> found = train.stream().filter(w -> w.name().equals(wanted)).findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    boolean holdout = spec.workloads(Role.HOLDOUT).stream().anyMatch(w -> w.name().equals(wanted));
    throw BadInputException.of(
        "bench.workload",
        holdout
            ? "'" + wanted + "' is a holdout workload: only the last gate runs it."
            : "The spec has no workload '" + wanted + "'.",
        Spelling.wayOut(wanted, train.stream().map(Workload::name).toList()));
  }

  static void requireBaseline(List<String> all, String name) throws BadInputException {
    if (!all.contains(name)) {
      throw BadInputException.of(
          "bench.baseline", "The kit has no baseline '" + name + "'.", Spelling.wayOut(name, all));
    }
  }

  private List<String> names(KitProvider provider) throws BadInputException {
    List<String> all = provider.simulation().baselines();
    for (String name : only) {
      requireBaseline(all, name);
    }
    String reference = provider.simulation().reference();
    return all.stream()
        .filter(n -> only.isEmpty() || only.contains(n) || n.equals(reference))
        .toList();
  }

  private List<Entry> measure(KitProvider provider, Spec spec, Task task) throws BadInputException {
    ExecutorService worker = Executors.newSingleThreadExecutor();
    var entries = new ArrayList<Entry>();
    try (SandboxedCode runner = SandboxedCode.of(provider.kit())) {
      var lab = new Lab(provider, runner, new Forgetful(), worker);
      for (String name : task.baselines()) {
        console.note("  " + name);
        entries.add(timed(name, task, trials -> lab.baseline(spec, name, trials)));
      }
      Optional<Hypothesis> own = own(task.folder());
      if (own.isPresent()) {
        console.note("  " + OWN);
        requireSound(runner, own.get());
        entries.add(timed(OWN, task, trials -> lab.code(spec, own.get(), trials)));
      }
    } finally {
      worker.shutdownNow();
    }
    return entries;
  }

  private static void requireSound(CodeRunner runner, Hypothesis own) throws BadInputException {
    for (Evidence e : runner.inspect(own.files())) {
      if (RequirementStanding.against(e) && e instanceof Evidence.Finding f) {
        throw BadInputException.of(
            "bench.code",
            "The code in code/ cannot be run: " + f.message(),
            f.where().isEmpty() ? null : "See code/" + f.where() + ".");
      }
    }
  }

  private static Entry timed(String name, Task task, Function<List<Trial>, List<Lab.Result>> runs)
      throws BadInputException {
    // The first run compiles the code and starts its process; it is not timed.
    List<Lab.Result> unusedWarmUp = runs.apply(task.trials().subList(0, 1));
    long start = System.nanoTime();
    List<Lab.Result> results = runs.apply(task.trials());
    double seconds = (System.nanoTime() - start) / 1e9;
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < results.size(); i++) {
      switch (results.get(i)) {
        case Lab.Result.Measured m -> samples.add(m.sample());
        case Lab.Result.Crashed c ->
            throw BadInputException.of(
                "bench.crashed",
                name + " failed on " + task.trials().get(i).label() + ".",
                c.why());
        case Lab.Result.Unavailable u ->
            throw BadInputException.of("bench.unavailable", name + " could not be run.", u.why());
      }
    }
    return new Entry(name, samples, seconds);
  }

  /** The project under code/, as a person may have edited it. */
  private static Optional<Hypothesis> own(Path folder) {
    Path code = folder.resolve("code");
    if (!Files.isDirectory(code.resolve("src/main/java"))) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.walk(code.resolve("src"))) {
      var sources = new ArrayList<Artifact>();
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        String name = code.relativize(file).toString().replace('\\', '/');
        sources.add(new Artifact(name, Files.readString(file)));
      }
      return Optional.of(
          new Hypothesis(
              Stage.CODE, "work tree", Decisions.NONE, new TreeMap<>(), "", "", null, sources));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What to run. */
  private record Task(Path folder, List<Trial> trials, List<String> baselines) {}
}
