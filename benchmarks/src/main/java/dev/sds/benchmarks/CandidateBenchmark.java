package dev.sds.benchmarks;

import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Trial;
import dev.sds.evaluators.java.Built;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.Ran;
import dev.sds.evaluators.java.worker.JavaWorkers;
import dev.sds.evaluators.java.worker.KitDesigns;
import dev.sds.evaluators.java.worker.KitExamples;
import dev.sds.evaluators.java.worker.WorkerSettings;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.spec.text.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * How many new candidates a second go from source to score, and how soon a bad one is refused. The
 * candidates are whole projects of random designs with random parameters, no two the same; each is
 * lexed, parsed, compiled, checked, metered, loaded and run over about 2,000 requests in a pool of
 * two workers.
 */
public final class CandidateBenchmark {

  private static final int WORKERS = 2;
  private static final int WARM_UP = 400;
  private static final int ROUND = 400;
  private static final int ROUNDS = 3;
  private static final double REQUESTS = 2_000;
  private static final int REFUSALS = 60;
  private static final Duration DEADLINE = Duration.ofMinutes(1);
  private static final Set<String> API = Set.of("dev.sds.kits.llmserving.api");

  /** How many pools are started in each way. */
  private static final int STARTS = 3;

  private static final List<Integer> COUNTS = List.of(1, 100, 400);

  private final KitDesigns designs;
  private final String kitName;
  private final String task;

  private CandidateBenchmark(KitProvider provider, Spec spec) {
    this.designs = new KitDesigns(provider.kit(), 20_260_101);
    this.kitName = provider.kit().name();
    var workload = spec.workloads().getFirst();
    double rate = java.util.Objects.requireNonNull(workload.arrivals()).perSecond();
    this.task =
        provider
            .simulation()
            .task(spec, Trial.plain(workload, 1, REQUESTS / rate / workload.seconds()));
  }

  /** Prints the figures; the argument is the root of the project. */
  public static void main(String[] arguments) throws IOException, BadInputException {
    KitProvider provider = ServiceLoader.load(KitProvider.class).findFirst().orElseThrow();
    Path file = Path.of(arguments[0], "examples", "llm-router", "spec.yaml");
    Spec spec =
        SpecReader.read(
                new Source("spec.yaml", Files.readString(file)),
                _ -> Optional.of(provider.kit().vocabulary()),
                List.of(provider.kit().name()))
            .spec();
    new CandidateBenchmark(provider, spec).run();
  }

  private void run() {
    WorkerSettings plain = WorkerSettings.standard(API).withSize(WORKERS);
    WorkerSettings trained = plain.withTraining(() -> KitExamples.of(kitName));
    starts(plain, trained);
    try (var workers = new JavaWorkers(trained)) {
      System.out.println("New candidates over 2,000 requests, " + WORKERS + " workers");
      System.out.println(workers.sandbox());
      score(workers, candidates(WARM_UP));
      for (int round = 1; round <= ROUNDS; round++) {
        rate("source to score", round, workers);
      }
      System.out.println("Bad candidates, one at a time");
      refusals("a brace too few", workers, text -> text.substring(0, text.lastIndexOf('}')));
      refusals("40,000 nested brackets", workers, text -> nested(text, 40_000));
      refusals("a constant of 2^30 letters", workers, text -> inside(text, doubled(30)));
      refusals("an unknown type", workers, text -> inside(text, "Strin x = null;"));
      refusals("names a file", workers, text -> inside(text, "java.io.File f = null;"));
      refusals("has a thread", workers, text -> inside(text, "Thread t = null;"));
    }
  }

  /** What the first candidates of a pool cost, from a cold start and from a cache, in turns. */
  private void starts(WorkerSettings plain, WorkerSettings trained) {
    System.out.println("The first candidates of " + WORKERS + " workers that have just started");
    start(trained, candidates(1));
    for (int i = 0; i < STARTS; i++) {
      List<JavaSources> candidates = candidates(COUNTS.getLast());
      System.out.println("  plain start:        " + start(plain, candidates));
      System.out.println("  from a cache:       " + start(trained, candidates));
    }
  }

  private String start(WorkerSettings settings, List<JavaSources> candidates) {
    var said = new StringJoiner("; ");
    try (var workers = new JavaWorkers(settings)) {
      long start = System.nanoTime();
      int done = 0;
      for (int count : COUNTS.stream().filter(c -> c <= candidates.size()).toList()) {
        score(workers, candidates.subList(done, count));
        done = count;
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = childCpu() / 1e9;
        said.add("first %d in %.2f s, processor %.2f s".formatted(count, seconds, cpu));
      }
    }
    return said.toString();
  }

  private void rate(String what, int round, JavaWorkers workers) {
    List<JavaSources> candidates = candidates(ROUND);
    long cpu = childCpu();
    long start = System.nanoTime();
    score(workers, candidates);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "  %s, round %d: %.0f candidates/s, %.1f ms of processor time each in the workers%n",
        what,
        round,
        ROUND / seconds,
        (childCpu() - cpu) / 1e6 / ROUND);
  }

  /** Processor time of all children, in ns. */
  private static long childCpu() {
    return ProcessHandle.current()
        .descendants()
        .mapToLong(p -> p.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
        .sum();
  }

  private List<JavaSources> candidates(int count) {
    return Stream.generate(designs::next).limit(count).toList();
  }

  private void score(JavaWorkers workers, List<JavaSources> candidates) {
    Queue<CompletableFuture<Ran>> running = new ArrayDeque<>();
    for (JavaSources candidate : candidates) {
      running.add(workers.submit(candidate, kitName, task, DEADLINE));
      if (running.size() > 2 * WORKERS) {
        finish(running.remove());
      }
    }
    running.forEach(CandidateBenchmark::finish);
  }

  private static void finish(CompletableFuture<Ran> run) {
    if (!(run.join() instanceof Ran.Completed)) {
      throw new IllegalStateException("a sound candidate came to " + run.join());
    }
  }

  /** How a text is spoilt. */
  @FunctionalInterface
  private interface Spoiling {
    String of(String text);
  }

  private void refusals(String name, JavaWorkers workers, Spoiling spoiling) {
    var times = new double[REFUSALS];
    String why = "";
    for (int i = -REFUSALS / 3; i < REFUSALS; i++) {
      JavaSources spoilt = spoilt(designs.next(), spoiling);
      long start = System.nanoTime();
      Built built = workers.build(spoilt);
      times[Math.max(0, i)] = (System.nanoTime() - start) / 1e6;
      if (!(built instanceof Built.Refused refused)) {
        throw new IllegalStateException(name + " came to " + built);
      }
      why = refused.findings().getFirst().by().toString().toLowerCase(Locale.ROOT);
    }
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "  %-24s refused by %-12s median %6.2f ms, 95%% in %6.2f ms%n",
        name,
        why,
        times[REFUSALS / 2],
        times[REFUSALS * 95 / 100]);
  }

  private static JavaSources spoilt(JavaSources sources, Spoiling spoiling) {
    var files = new TreeMap<>(sources.files());
    var last = files.lastEntry();
    files.put(last.getKey(), spoiling.of(last.getValue()));
    return JavaSources.of(files);
  }

  private static String nested(String text, int depth) {
    return inside(text, "int x = " + "(".repeat(depth) + "1" + ")".repeat(depth) + ";");
  }

  private static String doubled(int times) {
    var members = new StringBuilder("static final String S0 = \"a\";\n");
    for (int i = 1; i <= times; i++) {
      members.append("static final String S%d = S%d + S%d;%n".formatted(i, i - 1, i - 1));
    }
    return members.toString();
  }

  private static String inside(String text, String member) {
    int brace = text.lastIndexOf('}');
    return text.substring(0, brace) + member + "\n}\n";
  }
}
