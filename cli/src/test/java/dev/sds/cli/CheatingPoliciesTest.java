package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.kit.ProjectGenerator;
import dev.sds.cli.bench.Workshop;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Subject;
import dev.sds.evaluators.java.worker.SandboxedCode;
import dev.sds.kits.llmserving.workload.Arrivals;
import dev.sds.kits.llmserving.workload.Lengths;
import dev.sds.kits.llmserving.workload.Trace;
import dev.sds.kits.llmserving.workload.Workload;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code that cheats, on the way that any candidate takes: what turns each down, and why. */
class CheatingPoliciesTest {

  /** What takes long and is not what catches a cheat. */
  private static final Set<String> LEFT_OUT = Set.of("tests", "traces", "mutants", "holdout");

  private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 5L);
  private static final int RATE = 12;
  private static final int SECONDS = 100;
  private static final KitProvider KIT = Tour.kit();
  private static SandboxedCode runner;
  private static Workshop workshop;

  @BeforeAll
  static void open() {
    runner = SandboxedCode.of(KIT.kit());
    workshop = new Workshop(KIT, runner, new MemoryJournal());
  }

  @AfterAll
  static void close() {
    workshop.close();
    runner.close();
  }

  /** So little memory for so many requests that the order of service matters. */
  private static String specText() {
    return Tour.spec()
        .replace("for: 200 s", "for: " + SECONDS + " s")
        .replace("rate: 6.5/s", "rate: " + RATE + "/s")
        .replace("kv-blocks: 3328", "kv-blocks: 1200")
        .replace("seeds: [1, 2]", "seeds: " + SEEDS);
  }

  private static Trace trace(long seed) {
    return new Workload(
            Lengths.of(Lengths.Shape.CHAT_LIKE), new Arrivals.LogNormalGaps(RATE, 2), SECONDS)
        .trace(seed);
  }

  static List<Cheat> cheats() {
    return Cheat.all(SEEDS.stream().map(s -> memory(trace(s))).toList(), SECONDS - 10);
  }

  private static Cheat.Memory memory(Trace trace) {
    return new Cheat.Memory(
        trace.promptTokens(0),
        IntStream.range(0, trace.size()).mapToObj(trace::arrivedAt).toList(),
        IntStream.range(0, trace.size()).mapToObj(trace::decodeTokens).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cheats")
  void aCheat_isCaught(Cheat cheat) {
    List<Objections> found = climb(Tour.read(KIT, specText()), cheat);

    assertThat(found).as("what speaks against it").isNotEmpty();
    assertThat(found.getFirst().level()).as(found.toString()).isEqualTo(cheat.caughtBy());
    assertThat(found.getFirst().reasons()).anyMatch(r -> r.contains(cheat.says()));
  }

  @Test
  void anHonestRouter_passesWhereTheyFail() {
    assertThat(climb(Tour.read(KIT, specText()), Cheat.none())).isEmpty();
  }

  /** In the trace, those who arrive in the same second stand in the order of their answers. */
  @Test
  void whoReadsTheOrderOfEqualArrivals_isCaught(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("sorted.csv");
    Files.writeString(file, sortedWithinSeconds(trace(1)));
    Spec read = Tour.read(KIT, onTrace(file.getFileName()));
    Spec spec = read.with(read.workloads(), new Source(folder.resolve("spec.yaml").toString(), ""));

    List<Objections> found = climb(spec, Cheat.byOrderOfEqualArrivals());

    assertThat(found).isNotEmpty();
    assertThat(found.getFirst().level()).as(found.toString()).isEqualTo("perturbation");
    assertThat(found.getFirst().reasons()).anyMatch(r -> r.startsWith("order-at-once"));
  }

  private static String sortedWithinSeconds(Trace trace) {
    return "arrived_at,num_prefill_tokens,num_decode_tokens\n"
        + IntStream.range(0, trace.size())
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer i) -> (int) trace.arrivedAt(i))
                    .thenComparingInt(trace::decodeTokens))
            .map(
                i ->
                    "%d,%d,%d\n"
                        .formatted(
                            (int) trace.arrivedAt(i), trace.promptTokens(i), trace.decodeTokens(i)))
            .collect(Collectors.joining());
  }

  private static String onTrace(Path file) {
    return specText().replaceFirst("(?s)lengths: chat-like\n.*?seeds: [^\n]*", "trace: " + file);
  }

  @Test
  void everyCheat_standsInTheDocumentation() throws IOException {
    String page =
        Files.readString(
            Path.of(System.getProperty("sds.root", "..")).resolve("docs/llm-serving.md"));

    for (Cheat cheat :
        Stream.concat(cheats().stream(), Stream.of(Cheat.byOrderOfEqualArrivals())).toList()) {
      assertThat(page).contains("| " + cheat.name() + " | " + cheat.caughtBy() + " |");
    }
  }

  private record Objections(String level, List<String> reasons) {}

  /** The first level that turns it down, if any, with all that it says against it. */
  private static List<Objections> climb(Spec spec, Cheat cheat) {
    var subject = new Subject(spec, KIT.kit(), hypothesis(cheat));
    return workshop.ladder().rungs(Stage.CODE).stream()
        .filter(level -> !LEFT_OUT.contains(level.profile().name()))
        .map(level -> new Objections(level.profile().name(), against(level, subject)))
        .filter(o -> !o.reasons().isEmpty())
        .limit(1)
        .toList();
  }

  private static List<String> against(Evaluator level, Subject subject) {
    return workshop.ladder().judge(level, subject).stream()
        .filter(Evidence.Finding.class::isInstance)
        .map(Evidence.Finding.class::cast)
        .filter(f -> f.weight() == Weight.FATAL || f.weight() == Weight.AGAINST)
        .map(Evidence.Finding::message)
        .toList();
  }

  private static Hypothesis hypothesis(Cheat cheat) {
    var decisions =
        new Decisions(
            new TreeMap<>(
                Map.of(
                    "queueing", "held",
                    "recovery", "ledger",
                    "fencing", "attempt",
                    "order", "shortest-prompt",
                    "admission", "head-room",
                    "placement", "fewest-outstanding")));
    var files = new TreeMap<String, String>();
    new ProjectGenerator(KIT.kit())
        .generate(decisions, new TreeMap<>())
        .forEach(a -> files.put(a.path(), a.content()));
    files.put(cheat.path(), cheat.text());
    List<Artifact> artifacts =
        files.entrySet().stream().map(e -> new Artifact(e.getKey(), e.getValue())).toList();
    return new Hypothesis(Stage.CODE, "cheat", decisions, new TreeMap<>(), "", "", null, artifacts);
  }
}
