package dev.sds.cli;

import dev.sds.agents.create.Creation;
import dev.sds.agents.create.Creation.Found;
import dev.sds.agents.create.Creation.Method;
import dev.sds.artifacts.Ratio;
import dev.sds.cli.bench.Exclusions;
import dev.sds.cli.bench.FreshRuns;
import dev.sds.cli.bench.FrontBench;
import dev.sds.cli.bench.Pairing;
import dev.sds.cli.bench.Workshop;
import dev.sds.cli.report.Forgetful;
import dev.sds.cli.report.Table;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.Counts;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.workspace.Kits;
import dev.sds.cli.workspace.WorkspaceOptions;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Statistics;
import dev.sds.evaluators.java.worker.SandboxedCode;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Spec;
import dev.sds.stages.Scores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ways to search, at equal budgets. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = {
      "Compares ways to search at equal budgets: programs drawn by chance, new programs evolved,"
          + " published techniques tuned, combinations of declared choices tuned, and new programs"
          + " evolved from such combinations.",
      "Each is run with several search seeds; what it finds is measured on fresh simulation seeds"
          + " against a baseline. The interval is over search seeds."
    })
final class SearchBenchCommand implements Callable<Integer> {

  private static final int MEANINGFUL = 3;

  private final Console console;

  @Mixin private WorkspaceOptions options = new WorkspaceOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = "a workspace, or a folder with a spec.yaml (default: the current folder)")
  private @Nullable Path path;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "the budget of each search, in whole runs (default: ${DEFAULT-VALUE})")
  private int runs = 100;

  @Option(
      names = "--searches",
      paramLabel = "N",
      description = "search seeds a method (default: ${DEFAULT-VALUE})")
  private int searches = 5;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "the first search seed; the others follow it (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--fresh",
      paramLabel = "N",
      description = "fresh simulation seeds (default: ${DEFAULT-VALUE})")
  private int fresh = 20;

  @Option(
      names = "--against",
      paramLabel = "NAME",
      description = "the baseline to compare with (default: the kit's reference)")
  private @Nullable String against;

  @Option(
      names = "--and",
      paramLabel = "METRIC",
      description =
          "a second metric to make small: compares fronts by their hypervolume with that of all"
              + " baselines together")
  private @Nullable String second;

  @Option(
      names = "--without",
      arity = "1..*",
      paramLabel = "KIND=CHOICE",
      description = "declared choices that no search may use")
  private List<String> without = List.of();

  @Option(
      names = "--method",
      arity = "1..*",
      paramLabel = "NAME",
      description = "only these: ${COMPLETION-CANDIDATES}")
  private List<Method> methods = List.of(Method.values());

  SearchBenchCommand(Console console) {
    this.console = console;
  }

  private record Result(long seed, Found found, Ratio ratio) {}

  @Override
  public Integer call() throws BadInputException {
    Counts.requireSome("--runs", runs, "simulates nothing");
    Counts.requireSome("--searches", searches, "searches nothing");
    Counts.requireSome("--fresh", fresh, "compares nothing");
    Path folder = console.directory().resolve(options.folder(path)).normalize();
    Kits kits = Kits.installed();
    Path file = folder.resolve("spec.yaml");
    Spec spec = kits.read(file, console.show(file)).spec();
    KitProvider provider = kits.find(spec.kit()).orElseThrow();
    String baseline = baseline(provider);
    Set<String> excluded = Exclusions.of(without, provider.kit().catalogue());
    Map<Method, List<Result>> results = new EnumMap<>(Method.class);
    try (SandboxedCode runner = SandboxedCode.of(provider.kit());
        var workshop = new Workshop(provider, runner, new Forgetful())) {
      var creation = new Creation(workshop.lab(), spec, provider.kit());
      var runsOnFresh = FreshRuns.of(workshop.lab(), spec, fresh);
      if (runsOnFresh.trials().isEmpty()) {
        throw BadInputException.of(
            "bench.no-fresh",
            "What a search finds is measured on fresh seeds, and a recorded trace has none.",
            "Give the spec a train workload that is generated, with `arrivals` and `lengths`.");
      }
      String other = second;
      if (other != null) {
        requireMetric(provider, other);
        fronts(
            creation,
            excluded,
            FrontBench.of(runsOnFresh, provider.simulation().baselines(), other));
        return ExitCode.OK.code();
      }
      Map<String, Double> reference = runsOnFresh.baseline(baseline);
      for (long each = seed; each < seed + searches; each++) {
        for (Method method : methods) {
          Optional<Found> found = creation.run(new Creation.Order(method, runs, each, excluded));
          if (found.isPresent()) {
            Ratio ratio = FreshRuns.ratio(runsOnFresh.code(found.get().hypothesis()), reference);
            results
                .computeIfAbsent(method, _ -> new ArrayList<>())
                .add(new Result(each, found.get(), ratio));
            console.note("  " + line(method, each, found.get(), ratio));
            found.get().notes().forEach(n -> console.note("    " + n));
          }
        }
      }
    }
    if (options.json()) {
      console.json(document(results, baseline, spec));
    } else {
      show(results, baseline, spec);
    }
    return ExitCode.OK.code();
  }

  static void requireMetric(KitProvider provider, String metric) throws BadInputException {
    if (!provider.kit().vocabulary().metrics().containsKey(metric)) {
      throw BadInputException.of(
          "bench.metric",
          "The kit measures no '" + metric + "'.",
          "It measures " + String.join(", ", provider.kit().vocabulary().metrics().keySet()) + ".");
    }
  }

  private void fronts(Creation creation, Set<String> excluded, FrontBench bench) {
    Map<Method, List<FrontBench.Result>> results = new EnumMap<>(Method.class);
    for (long each = seed; each < seed + searches; each++) {
      for (Method method : methods) {
        var order = new Creation.Order(method, runs, each, excluded);
        FrontBench.Result result =
            bench.measure(each, creation.front(order, bench.metrics().getLast()).front());
        results.computeIfAbsent(method, _ -> new ArrayList<>()).add(result);
        console.note(
            String.format(
                Locale.ROOT, "  %s, search seed %d: %s", name(method), each, bench.line(result)));
      }
    }
    if (options.json()) {
      console.json(frontDocument(results, bench));
      return;
    }
    console.say(
        String.format(
            Locale.ROOT,
            "Fronts of %s; hypervolume in that of all baselines; %d runs of budget a search, %d"
                + " fresh seeds.",
            String.join(" and ", bench.metrics()),
            runs,
            fresh));
    console.say("");
    var table = new Table();
    table.add(List.of("method", "hypervolume", "interval over searches"));
    results.forEach(
        (method, all) -> {
          Ratio over = FrontBench.over(all);
          table.add(
              List.of(
                  name(method), String.format(Locale.ROOT, "%.3f", over.mean()), interval(over)));
        });
    table.lines().forEach(console::say);
    paired(frontPairings(results));
  }

  private static Map<String, Object> frontDocument(
      Map<Method, List<FrontBench.Result>> results, FrontBench bench) {
    var byMethod = new TreeMap<String, Object>();
    results.forEach(
        (method, all) ->
            byMethod.put(name(method), Map.of("ratio", FrontBench.over(all), "searches", all)));
    var document = new LinkedHashMap<String, Object>();
    document.put("metrics", bench.metrics());
    document.put("methods", byMethod);
    document.put("paired", frontPairings(results));
    return document;
  }

  private String baseline(KitProvider provider) throws BadInputException {
    String wanted = against;
    if (wanted == null) {
      return provider.simulation().reference();
    }
    BenchCommand.requireBaseline(provider.simulation().baselines(), wanted);
    return wanted;
  }

  private static String line(Method method, long seed, Found found, Ratio ratio) {
    return String.format(
        Locale.ROOT,
        "%s, search seed %d: x%.3f%s over %d fresh seeds; %d ideas, %d requests; %s",
        name(method),
        seed,
        ratio.mean(),
        ratio.pairs() < 2 ? "" : " " + bounds(ratio),
        ratio.pairs(),
        found.ideas(),
        found.requests(),
        found.inWords());
  }

  private void show(Map<Method, List<Result>> results, String baseline, Spec spec) {
    console.say(
        String.format(
            Locale.ROOT,
            "%s against %s, geometric means; %d runs of budget a search, %d fresh seeds.",
            Scores.of(spec).metric(),
            baseline,
            runs,
            fresh));
    console.say("");
    var table = new Table();
    table.add(List.of("method", "ratio", "interval over searches", "best", "worst", "ideas"));
    results.forEach(
        (method, all) -> {
          Ratio over = over(all);
          double[] means = all.stream().mapToDouble(r -> r.ratio().mean()).sorted().toArray();
          table.add(
              List.of(
                  name(method),
                  String.format(Locale.ROOT, "%.3f", over.mean()),
                  interval(over),
                  String.format(Locale.ROOT, "%.3f", means[0]),
                  String.format(Locale.ROOT, "%.3f", means[means.length - 1]),
                  String.format(
                      Locale.ROOT,
                      "%.0f",
                      all.stream().mapToInt(r -> r.found().ideas()).average().orElse(0))));
        });
    table.lines().forEach(console::say);
    paired(pairings(results));
  }

  private void paired(List<Pairing> pairings) {
    if (pairings.isEmpty()) {
      return;
    }
    console.say("");
    var table = new Table();
    table.add(List.of("method", "against", "ratio", "interval over pairs of searches"));
    for (Pairing pairing : pairings) {
      table.add(
          List.of(
              pairing.method(),
              pairing.against(),
              String.format(Locale.ROOT, "%.3f", pairing.ratio().mean()),
              interval(pairing.ratio())));
    }
    table.lines().forEach(console::say);
  }

  private static <R> List<Pairing> pairings(
      Map<Method, List<R>> results, ToLongFunction<R> seed, ToDoubleFunction<R> value) {
    Map<String, SortedMap<Long, Double>> values = new LinkedHashMap<>();
    results.forEach(
        (method, all) -> {
          var bySeed = new TreeMap<Long, Double>();
          all.forEach(r -> bySeed.put(seed.applyAsLong(r), value.applyAsDouble(r)));
          values.put(name(method), bySeed);
        });
    return Pairing.of(values);
  }

  private static List<Pairing> pairings(Map<Method, List<Result>> results) {
    return pairings(results, Result::seed, r -> r.ratio().mean());
  }

  private static List<Pairing> frontPairings(Map<Method, List<FrontBench.Result>> results) {
    return pairings(results, FrontBench.Result::seed, FrontBench.Result::positiveShare);
  }

  /** Of two searches, an interval by their spread says nothing. */
  private static String interval(Ratio over) {
    return over.pairs() < MEANINGFUL ? "needs " + MEANINGFUL + " searches" : bounds(over);
  }

  private static String bounds(Ratio ratio) {
    return String.format(
        Locale.ROOT, "[%.3f, %.3f]", ratio.interval().low(), ratio.interval().high());
  }

  private static Ratio over(List<Result> all) {
    double[] means = all.stream().mapToDouble(r -> r.ratio().mean()).toArray();
    double[] ones = new double[means.length];
    java.util.Arrays.fill(ones, 1);
    return Statistics.pairedRatio(means, ones);
  }

  private Map<String, Object> document(
      Map<Method, List<Result>> results, String baseline, Spec spec) {
    var document = new LinkedHashMap<String, Object>();
    document.put("metric", Scores.of(spec).metric());
    document.put("against", baseline);
    document.put("runs", runs);
    document.put("firstSearchSeed", seed);
    document.put("freshSeeds", fresh);
    var byMethod = new TreeMap<String, Object>();
    results.forEach(
        (method, all) -> {
          var one = new LinkedHashMap<String, Object>();
          one.put("ratio", over(all));
          one.put(
              "searches",
              all.stream()
                  .map(
                      r ->
                          Map.of(
                              "ratio", r.ratio(),
                              "ideas", r.found().ideas(),
                              "requests", r.found().requests(),
                              "notes", r.found().notes(),
                              "decisions", r.found().hypothesis().decisions().values(),
                              "formulas", r.found().formulas()))
                  .toList());
          byMethod.put(name(method), one);
        });
    document.put("methods", byMethod);
    document.put("paired", pairings(results));
    return document;
  }

  private static String name(Method method) {
    return method.name().toLowerCase(Locale.ROOT);
  }
}
