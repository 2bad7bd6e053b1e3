package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.ProjectGenerator;
import dev.sds.artifacts.kit.Technique;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Trial;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.stages.Admission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The projects that the kit's templates make: all compile, keep contained, and do what they say.
 */
class GeneratedProjectsTest {

  private static final KitProvider PROVIDER = Tour.kit();
  private static final Kit KIT = PROVIDER.kit();
  private static final Spec SPEC = Tour.read(PROVIDER, Tour.spec());
  private static final QuickCode CODE = new QuickCode(KIT);
  private static final ExecutorService WORKERS = Executors.newFixedThreadPool(2);

  @AfterAll
  static void close() {
    WORKERS.shutdownNow();
    CODE.close();
  }

  private static List<Decisions> admissible() {
    return Admission.of(SPEC, KIT).completions(Decisions.NONE, Stage.DESIGN);
  }

  private static SortedMap<String, Double> parameters(Decisions decisions) {
    var parameters = new TreeMap<String, Double>();
    for (Catalogue.NamedParameter named : KIT.catalogue().parameters(decisions)) {
      parameters.put(named.name(), named.parameter().initial());
    }
    return parameters;
  }

  private static SortedMap<String, String> files(Decisions decisions) {
    var files = new TreeMap<String, String>();
    new ProjectGenerator(KIT)
        .generate(decisions, parameters(decisions))
        .forEach(a -> files.put(a.path(), a.content()));
    return files;
  }

  @Test
  void everyAdmissibleDesign_compiles_andKeepsContained() {
    List<Decisions> designs = admissible();

    assertThat(designs).hasSizeGreaterThan(100);
    for (Decisions design : designs) {
      assertThat(CODE.inspect(files(design)))
          .as("%s", design)
          .allMatch(e -> e instanceof Evidence.Finding f && f.weight() == Evidence.Weight.NOTE);
    }
  }

  @Test
  void noFile_showsItsTemplate() {
    for (Decisions design : admissible()) {
      files(design)
          .forEach(
              (path, text) ->
                  assertThat(text)
                      .as("%s of %s", path, design)
                      .doesNotContain("$design", "#if", "#end", "#foreach"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void someDesigns_passTheirOwnTests(long seed) {
    List<Decisions> designs = new ArrayList<>(admissible());
    Collections.shuffle(designs, new Random(seed));
    for (Decisions design : designs.subList(0, 1)) {
      assertThat(CODE.test(files(design)))
          .as("seed %s: %s", seed, design)
          .singleElement()
          .satisfies(
              e ->
                  assertThat(e)
                      .isInstanceOfSatisfying(
                          Evidence.Finding.class,
                          f -> assertThat(f.code()).as(f.message()).isEqualTo("tests.pass")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "round-robin, push, round-robin",
    "least-waiting, push, least-waiting",
    "least-loaded-queue, push, least-outstanding",
  })
  void aPublishedTechnique_isItsBaseline_bitForBit(
      String technique, String queueing, String baseline) {
    assertThat(generated(technique, queueing)).isEqualTo(baseline(baseline));
  }

  @ParameterizedTest
  @CsvSource({"head-room-admission, held, head-room", "head-room-fifo, held, head-room-fifo"})
  void headRoomAdmission_isNearItsBaseline(String technique, String queueing, String baseline) {
    List<Double> mine = generated(technique, queueing);
    List<Double> theirs = baseline(baseline);
    for (int i = 0; i < mine.size(); i++) {
      assertThat(mine.get(i) / theirs.get(i)).as("run %s", i).isEqualTo(1, within(0.02));
    }
  }

  private static List<Double> generated(String technique, String queueing) {
    Technique known =
        KIT.catalogue().techniques().stream()
            .filter(t -> t.name().equals(technique))
            .findFirst()
            .orElseThrow();
    Decisions design =
        known
            .decisions()
            .with("queueing", queueing)
            .with("recovery", "forget")
            .with("fencing", "none");
    List<Artifact> artifacts =
        files(design).entrySet().stream().map(e -> new Artifact(e.getKey(), e.getValue())).toList();
    var hypothesis =
        new Hypothesis(Stage.CODE, "test", design, parameters(design), "", "", null, artifacts);
    return means(lab().code(SPEC, hypothesis, trials()));
  }

  private static List<Double> baseline(String name) {
    return means(lab().baseline(SPEC, name, trials()));
  }

  private static Lab lab() {
    return new Lab(PROVIDER, CODE, new MemoryJournal(), WORKERS);
  }

  private static List<Trial> trials() {
    return SPEC.workloads().stream()
        .flatMap(w -> w.seeds().stream().map(s -> Trial.plain(w, s, 1)))
        .toList();
  }

  private static List<Double> means(List<Lab.Result> results) {
    return results.stream()
        .map(
            r ->
                r instanceof Lab.Result.Measured m
                    ? m.sample().metric("response_time.mean")
                    : Double.NaN)
        .toList();
  }
}
