package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Spec;
import dev.sds.verification.Limits;
import dev.sds.verification.ModelPairs;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.TraceStepper;
import dev.sds.verification.trace.Reached;
import dev.sds.verification.trace.Rehearsal;
import dev.sds.verification.trace.TraceEvaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code that breaks its protocol is refused, at an event that says what is wrong with it. */
class BrokenRoutersTest {

  private static final KitProvider PROVIDER = Tour.kit();
  private static final Kit KIT = PROVIDER.kit();
  private static final Spec SPEC = Tour.read(PROVIDER, Tour.spec());
  private static final QuickCode CODE = new QuickCode(KIT);
  private static final ExecutorService WORKERS = Executors.newFixedThreadPool(2);
  private static final Hypothesis SOUND = BrokenRouter.sound(KIT, SPEC);

  private static final Lab LAB = new Lab(PROVIDER, CODE, new MemoryJournal(), WORKERS);
  private static final Set<String> CHOICES =
      Set.of("Accept", "Finish", "Crash", "Down", "Restart", "Suspect", "Unsuspect");

  @TempDir static Path scratch;

  private static TraceEvaluator traces;

  @BeforeAll
  static void start() {
    traces =
        new TraceEvaluator(
            LAB, new TraceStepper(scratch), new TlcRunner(scratch, 1), Limits.quick());
  }

  @AfterAll
  static void close() {
    WORKERS.shutdownNow();
    CODE.close();
  }

  @Test
  void soundRouter_isAccepted_andWhatItReachedIsSaid() throws IOException {
    List<Evidence> evidence = judge(SOUND);
    assertThat(evidence)
        .allMatch(e -> e instanceof Evidence.Finding f && f.weight() != Weight.FATAL);
    assertThat(evidence)
        .extracting(BrokenRoutersTest::code)
        .contains("trace.rehearsed", "trace.reached");
    golden("sound", evidence);
  }

  @Test
  void lateAnswers_areSeenDropped_underAFaultThatNoPropertyNames() {
    String text =
        Tour.spec()
            .replace("under: [replica-crash, false-suspicion]", "under: [replica-crash]")
            .replace("  false-suspicion: {at-most: 1}\n", "");
    assertThat(text).doesNotContain("false-suspicion");

    List<Evidence> evidence = traces.evaluate(new Subject(Tour.read(PROVIDER, text), KIT, SOUND));

    assertThat(evidence)
        .filteredOn(e -> code(e).equals("trace.coverage"))
        .singleElement()
        .isInstanceOfSatisfying(
            Evidence.Finding.class,
            f -> {
              assertThat(f.weight()).isEqualTo(Weight.FOR);
              assertThat(f.message())
                  .isEqualTo(
                      "the logs cover every action of the system; Discard only with"
                          + " false-suspicion, which no property names");
            });
  }

  @ParameterizedTest
  @MethodSource("dev.sds.cli.BrokenRouter#all")
  void brokenRouter_isRefusedAtAnEvent_withWhatTheModelAllows(BrokenRouter broken)
      throws IOException {
    List<Evidence> refused =
        judge(broken.in(SOUND)).stream().filter(e -> code(e).equals("trace.rejected")).toList();
    assertThat(refused)
        .as(broken.story())
        .isNotEmpty()
        .allSatisfy(
            e ->
                assertThat(e.toString())
                    .containsPattern("is not a step of the protocol: " + broken.refused() + "\\{")
                    .containsPattern("Possible here: .*" + broken.instead() + "\\("));
    golden(broken.name(), refused.subList(0, 1));
  }

  @Test
  void guidedRehearsals_reachMoreThanUnguidedOnes_inAsManyRuns() throws Exception {
    List<String> faults = List.of("false-suspicion", "replica-crash");
    Instance bounds =
        KIT.protocol().instance(faults.stream().map(f -> SPEC.faults().get(f)).toList());
    var subject = new Subject(SPEC, KIT, SOUND);
    var model =
        new TraceStepper(scratch)
            .pairs(
                subject.protocol(), bounds, new ModelPairs.Search(CHOICES, 10_000), Limits.quick())
            .orElseThrow();
    int guided = 0;
    int unguided = 0;
    for (long seed : List.of(1L, 1001L, 2001L)) {
      var extent = new Rehearsal.Extent(4, 4, seed);
      var rehearsal = new Rehearsal(LAB, subject, faults);
      guided += pairs(rehearsal.guided(extent, bounds, List.of(), _ -> model));
      unguided += pairs(rehearsal.unguided(extent, bounds));
    }
    assertThat(guided).isGreaterThan(unguided);
  }

  private static int pairs(Rehearsal.Result result) {
    assertThat(result).isInstanceOf(Rehearsal.Result.Done.class);
    return Reached.by(((Rehearsal.Result.Done) result).runs()).pairs().size();
  }

  private static void golden(String name, List<Evidence> evidence) throws IOException {
    String text =
        evidence.stream()
            .map(e -> e instanceof Evidence.Finding f ? f.message() + "\n" : e + "\n")
            .collect(Collectors.joining());
    Path file =
        Path.of(System.getProperty("sds.root", ".."))
            .resolve("cli/src/test/resources/golden/traces")
            .resolve(name + ".txt");
    if (Files.notExists(file) || Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      fail("Wrote " + file + ": read it, and run again.");
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  private static List<Evidence> judge(Hypothesis code) {
    return traces.evaluate(new Subject(SPEC, KIT, code));
  }

  private static String code(Evidence evidence) {
    return evidence instanceof Evidence.Finding finding ? finding.code() : "";
  }
}
