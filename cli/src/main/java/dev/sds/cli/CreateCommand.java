package dev.sds.cli;

import dev.sds.agents.create.Creation;
import dev.sds.agents.create.Creation.Found;
import dev.sds.agents.create.Front;
import dev.sds.artifacts.Ratio;
import dev.sds.cli.bench.FreshRuns;
import dev.sds.cli.bench.FrontBench;
import dev.sds.cli.bench.Workshop;
import dev.sds.cli.create.CreatedTechniques;
import dev.sds.cli.terminal.Console;
import dev.sds.cli.terminal.Counts;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.cli.workspace.Kits;
import dev.sds.cli.workspace.SpecOptions;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.java.worker.SandboxedCode;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Spec;
import dev.sds.stages.Scores;
import dev.sds.workspace.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes new decision code for a workspace, by search. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = {
      "Searches new code for the decisions of a design that the kit lets be written, on the train"
          + " workloads of the spec: first among combinations of declared choices, then by"
          + " variations of the best of them.",
      "What it finds goes to techniques.yaml, beside the kit's techniques; `sds refine` judges it"
          + " like any other."
    })
final class CreateCommand implements Callable<Integer> {

  private static final int FRESH_SEEDS = 20;

  private final Console console;

  @Mixin private SpecOptions options = new SpecOptions();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "the budget, in whole simulation runs (default: ${DEFAULT-VALUE})")
  private int runs = 200;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of everything drawn by chance (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--and",
      paramLabel = "METRIC",
      description = "a second metric to make small: searches for a front and keeps its knee")
  private @Nullable String second;

  @Option(
      names = "--from-simplest",
      description = "starts from the simplest programs, and looks at no declared choice")
  private boolean fromSimplest;

  CreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Counts.requireSome("--runs", runs, "simulates nothing");
    Kits installed = Kits.installed();
    try (Workspace workspace = options.open(console, installed)) {
      workspace.store().adoptHumanEdits();
      Kits kits = installed.with(workspace.root());
      Path file = workspace.root().resolve("spec.yaml");
      Spec spec = kits.read(file, console.show(file)).spec();
      KitProvider provider = kits.find(spec.kit()).orElseThrow();
      console.note("Workspace: " + console.show(workspace.root()));
      try (SandboxedCode runner = SandboxedCode.of(provider.kit());
          var workshop = new Workshop(provider, runner, workspace.journal())) {
        var creation = new Creation(workshop.lab(), spec, provider.kit());
        var fresh = FreshRuns.of(workshop.lab(), spec, FRESH_SEEDS);
        Optional<Found> found = search(creation, fresh, provider);
        if (found.isEmpty()) {
          throw BadInputException.of(
              "create.nothing",
              "Nothing could be created: the kit lets no decision be written, the spec pins all, or"
                  + " nothing that was tried keeps its bounds.",
              "Remove pins from `decisions`, or give more --runs.");
        }
        Map<String, Ratio> ratios = ratios(provider, fresh, found.get());
        if (found.get().isWritten()) {
          String doc = doc(spec, provider, found.get(), ratios);
          new CreatedTechniques(workspace).keep(provider.kit(), found.get(), doc, new TreeMap<>());
        }
        report(workspace, spec, found.get(), ratios);
      }
    }
    return ExitCode.OK.code();
  }

  private Optional<Found> search(Creation creation, FreshRuns fresh, KitProvider provider)
      throws BadInputException {
    Creation.Method method = fromSimplest ? Creation.Method.CREATE : Creation.Method.EXTEND;
    var order = new Creation.Order(method, runs, seed, Set.of());
    String other = second;
    if (other == null) {
      return creation.run(order);
    }
    SearchBenchCommand.requireMetric(provider, other);
    Creation.Fronted fronted = creation.front(order, other);
    Front<Found> front = fronted.front();
    Optional<Front.Point<Found>> knee = front.knee();
    if (!fresh.trials().isEmpty() && knee.isPresent()) {
      FrontBench bench = FrontBench.of(fresh, provider.simulation().baselines(), other);
      console.note(
          "On %d fresh seeds: %s.".formatted(FRESH_SEEDS, bench.line(bench.measure(seed, front))));
    }
    for (Front.Point<Found> point : front.points()) {
      console.note(
          String.format(
              Locale.ROOT,
              "  %s %.4g, %s %.4g on whole train runs%s: %s",
              Scores.of(fresh.spec()).metric(),
              point.first(),
              other,
              point.second(),
              knee.filter(point::equals).isPresent() ? " (the knee)" : "",
              point.of().inWords()));
    }
    fronted
        .kept()
        .ifPresent(k -> console.note("  kept is the knee, tuned and made smaller: " + k.inWords()));
    return fronted.kept();
  }

  private static Map<String, Ratio> ratios(KitProvider provider, FreshRuns fresh, Found found) {
    Map<String, Ratio> ratios = new LinkedHashMap<>();
    if (!fresh.trials().isEmpty()) {
      Map<String, Double> own = fresh.code(found.hypothesis());
      for (String baseline : provider.simulation().baselines()) {
        ratios.put(baseline, FreshRuns.ratio(own, fresh.baseline(baseline)));
      }
    }
    return ratios;
  }

  private static String doc(
      Spec spec, KitProvider provider, Found found, Map<String, Ratio> ratios) {
    String doc = CreatedTechniques.doc(found);
    String reference = provider.simulation().reference();
    Ratio ratio = ratios.get(reference);
    return ratio == null ? doc : doc + " " + line(spec, reference, ratio) + ".";
  }

  private static String line(Spec spec, String against, Ratio ratio) {
    return "%s against baseline %s: %s"
        .formatted(Scores.of(spec).metric(), against, ratio.over("fresh seeds"));
  }

  private void report(Workspace workspace, Spec spec, Found found, Map<String, Ratio> ratios) {
    if (options.json()) {
      console.json(document(found, ratios));
      return;
    }
    console.say(
        found.isWritten()
            ? "Created " + CreatedTechniques.name(found) + ":"
            : "Nothing was written: of all that was tried declared choices did best:");
    found.inWords().forEach((kind, words) -> console.say("  " + kind + ": " + words));
    for (Creation.Progress p : found.curve()) {
      console.say(
          String.format(
              Locale.ROOT,
              "  after %d ideas and %d simulated requests: %s %.4g on whole train runs",
              p.ideas(),
              p.requests(),
              Scores.of(spec).metric(),
              p.objective()));
    }
    ratios.forEach((baseline, ratio) -> console.say("  " + line(spec, baseline, ratio)));
    notes(found).forEach(n -> console.say("  " + n));
    if (!found.isWritten()) {
      return;
    }
    String where = console.show(workspace.root());
    console.say(
        "It stands in "
            + where
            + "/techniques.yaml. `sds refine "
            + where
            + "` judges it, as it does every technique.");
  }

  private static List<String> notes(Found found) {
    var notes = new ArrayList<String>();
    notes.add(
        String.format(
            Locale.ROOT,
            "%d ideas simulated, %d dropped as equal to earlier ones; Kendall's tau of the first"
                + " level with whole runs %.2f.",
            found.ideas(),
            found.repeated(),
            found.agreement()));
    notes.addAll(found.notes());
    return notes;
  }

  private static Map<String, Object> document(Found found, Map<String, Ratio> ratios) {
    var document = new LinkedHashMap<String, Object>();
    document.put("technique", found.isWritten() ? CreatedTechniques.name(found) : "");
    document.put("formulas", found.formulas());
    document.put("decisions", found.hypothesis().decisions().values());
    document.put("requests", found.requests());
    document.put("ideas", found.ideas());
    document.put("repeated", found.repeated());
    document.put("curve", found.curve());
    document.put("freshSeeds", ratios);
    return document;
  }
}
