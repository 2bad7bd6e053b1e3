package dev.sds.evaluators.java.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.evaluators.java.Built;
import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.java.Finding;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.Ran;
import dev.sds.evaluators.process.ChildProcess;
import dev.sds.evaluators.process.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaWorkersTest {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private JavaWorkers workers;

  @BeforeAll
  void start() {
    workers = new JavaWorkers(WorkerSettings.standard(Samples.API));
  }

  @AfterAll
  void stop() {
    workers.close();
  }

  private Ran run(JavaSources sources) {
    return workers.run(sources, "routing", "1000", DEADLINE);
  }

  @Test
  void goodPolicy_buildsAndRunsAlikeEachTime() {
    var sources = Samples.realistic(1);
    assertThat(workers.build(sources))
        .isInstanceOf(Built.Ok.class)
        .isEqualTo(workers.build(sources));
    assertThat(run(sources)).isInstanceOf(Ran.Completed.class);
    assertThat(result(run(sources))).isEqualTo(result(run(sources))).contains("sum");
  }

  @Test
  void vendoredApi_givesWayToTheKitsOwn() {
    var files = new TreeMap<>(Samples.realistic(2).files());
    files.put(
        "dev/sds/testkit/api/View.java",
        "package dev.sds.testkit.api; public record View(String fake) {}");
    assertThat(result(run(new JavaSources(files)))).isEqualTo(result(run(Samples.realistic(2))));
  }

  @Test
  void manyAtOnce_eachGetsItsOwnAnswer() {
    var answers = new ArrayList<CompletableFuture<Ran>>();
    for (int i = 0; i < 40; i++) {
      var sources = Samples.policy("", "return " + i % 10 + ";");
      answers.add(workers.submit(sources, "routing", "1", DEADLINE));
    }
    for (int i = 0; i < 40; i++) {
      assertThat(result(answers.get(i).join())).isEqualTo("{\"sum\":" + i % 10 + "}");
    }
  }

  @Test
  void workerKilledByItsCandidate_servesTheNextAsBefore() {
    var good = Samples.realistic(3);
    String before = result(run(good));
    var loop = Samples.policy("", "while (view.now() >= 0) {} return 0;");
    for (int i = 0; i < 2; i++) {
      assertThat(workers.run(loop, "routing", "1", Duration.ofMillis(1)))
          .isInstanceOfSatisfying(
              Ran.Failed.class,
              failed -> {
                assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
                assertThat(failed.failure().lasting()).isEqualTo(Failure.Lasting.TRANSIENT);
              });
      assertThat(result(run(good))).isEqualTo(before);
    }
  }

  @Test
  void refusals_sayWhereAndWhatInstead() {
    var refused =
        (Built.Refused) workers.build(Samples.policy("", "\nreturn new HashMap<>().size();"));
    assertThat(refused.findings())
        .contains(
            new Finding(
                Finding.By.CONTAINMENT,
                "router/Policy.java",
                10,
                0,
                "router.Policy.route() may not use new java.util.HashMap with 0 argument(s):"
                    + " its order differs between runs; use LinkedHashMap"));
    var wrong = (Built.Refused) workers.build(Samples.policy("", "return missing;"));
    assertThat(wrong.findings().getFirst())
        .isEqualTo(
            new Finding(
                Finding.By.COMPILER,
                "router/Policy.java",
                9,
                12,
                "cannot find symbol\n  symbol:   variable missing\n  location: class router.Policy"));
  }

  @Test
  void crash_namesTheCandidatesFrame() {
    assertThat(run(Samples.policy("", "return List.of(1).get(4);")))
        .isEqualTo(
            new Ran.Crashed(
                "java.lang.IndexOutOfBoundsException",
                "Index: 4 Size: 1",
                "router.Policy.route(Policy.java:9)"));
  }

  @Test
  void harnessFaults_areNotTheCandidates() {
    var good = Samples.realistic(1);
    assertThat(workers.run(good, "routing", "no number", DEADLINE))
        .isInstanceOfSatisfying(
            Ran.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.HARNESS));
    assertThat(workers.run(good, "unknown", "1", DEADLINE)).isInstanceOf(Ran.Failed.class);
    var other = JavaSources.of(Map.of("router/Other.java", "package router; class Other {}"));
    assertThat(run(other)).isInstanceOf(Ran.Failed.class);
  }

  @Test
  void workersWithoutSandbox_answerAlike() {
    var settings =
        WorkerSettings.standard(Samples.API)
            .withSize(1)
            .withSandbox(new Sandbox.None("asked for by a test"));
    try (var bare = new JavaWorkers(settings)) {
      assertThat(bare.sandbox()).isEqualTo("No operating-system sandbox: asked for by a test");
      assertThat(result(bare.run(Samples.realistic(4), "routing", "1000", DEADLINE)))
          .isEqualTo(result(run(Samples.realistic(4))));
    }
  }

  @Test
  void worker_endsWhenItsParentIsGone() throws Exception {
    var settings = WorkerSettings.standard(Samples.API);
    for (var sandbox : List.of(settings.sandbox(), new Sandbox.None("asked for by a test"))) {
      try (var child = ChildProcess.start(settings.command(), sandbox)) {
        assertThat(Frames.receive(child.output())).isPresent();
        var loop = new Request.Build(Samples.policy("", "while (true) {}"));
        Frames.send(child.input(), Frames.encode(Request::write, loop));
        assertThat(Frames.receive(child.output())).isPresent();
        var run = new Request.Run("routing", "1");
        Frames.send(child.input(), Frames.encode(Request::write, run));
        child.input().close();
        assertThat(child.await(Duration.ofSeconds(10))).hasValue(0);
      }
    }
  }

  /** Run with {@code -Dsds.speed=true}. */
  @Test
  @EnabledIfSystemProperty(named = "sds.speed", matches = "true")
  void speed_isReported() {
    long start = System.nanoTime();
    try (var one = new JavaWorkers(WorkerSettings.standard(Samples.API).withSize(1))) {
      one.build(Samples.policy("", "return 0;"));
      double first = millis(start);
      for (int i = 0; i < 60; i++) {
        one.build(Samples.realistic(i));
      }
      start = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        one.build(Samples.realistic(1_000 + i));
      }
      double build = millis(start) / 50;
      start = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        one.build(Samples.policy("", "return (int) System.nanoTime() + " + i + ";"));
      }
      double refused = millis(start) / 50;
      start = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        one.run(Samples.realistic(2_000 + i), "routing", "2000", DEADLINE);
      }
      double run = millis(start) / 50;
      System.out.printf(
          "[speed] first answer of a worker %.0f ms, build %.2f ms, refused %.2f ms, build+run 2000"
              + " %.2f ms; %s%n",
          first, build, refused, run, one.sandbox());
      assertThat(List.of(build, refused)).allMatch(ms -> ms < 1_000);
    }
  }

  private static double millis(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static String result(Ran ran) {
    assertThat(ran).isInstanceOf(Ran.Completed.class);
    return ((Ran.Completed) ran).result();
  }
}
