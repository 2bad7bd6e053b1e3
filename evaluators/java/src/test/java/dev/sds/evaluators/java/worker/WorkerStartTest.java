package dev.sds.evaluators.java.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.evaluators.java.Built;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.Ran;
import dev.sds.evaluators.java.worker.Training.Example;
import dev.sds.evaluators.process.ChildProcess;
import dev.sds.evaluators.process.Sandbox;
import dev.sds.evaluators.process.StartupCache;
import java.io.DataInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerStartTest {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private static final WorkerSettings PLAIN = WorkerSettings.standard(Samples.API).withSize(1);
  private static final WorkerSettings TRAINED =
      PLAIN.withTraining(() -> List.of(new Example(Samples.realistic(1), "routing", "100")));

  @TempDir Path scratch;

  private static WorkerStart made() throws InterruptedException {
    WorkerStart start = WorkerStart.ready(TRAINED);
    assertThat(start.note()).isEmpty();
    return start;
  }

  @Test
  void cache_isMadeOnceAndKept() throws Exception {
    Path cache = Objects.requireNonNull(made().command().cache());
    assertThat(cache).isRegularFile();
    var time = Files.getLastModifiedTime(cache);
    assertThat(made()).isEqualTo(made());
    assertThat(Files.getLastModifiedTime(cache)).isEqualTo(time);
    try (Stream<Path> left = Files.list(cache.resolveSibling("."))) {
      assertThat(left.map(Path::toString).filter(name -> name.contains("draft"))).isEmpty();
    }
  }

  @Test
  void cache_isTakenByTheJvmInEachSandbox() throws Exception {
    for (Sandbox sandbox : List.of(Sandbox.detect(), new Sandbox.None("asked for by a test"))) {
      try (var clock = Executors.newSingleThreadScheduledExecutor();
          var child = ChildProcess.start(made().command(), sandbox)) {
        assertThat(
                new Exchange(child, clock).ask(new byte[0], DataInputStream::available, DEADLINE))
            .isInstanceOf(Exchange.Result.Answer.class);
        assertThat(child.errorTail()).as(sandbox.describe()).isEmpty();
      }
    }
  }

  @Test
  void corruptCache_isNotNeededAndSaidToBeRefused() throws Exception {
    Path corrupt = Files.writeString(scratch.resolve("corrupt.aot"), "nothing a JVM could read");
    var command = made().command();
    try (var clock = Executors.newSingleThreadScheduledExecutor();
        var child =
            ChildProcess.start(command.from(command.classPath(), corrupt), PLAIN.sandbox())) {
      assertThat(new Exchange(child, clock).ask(new byte[0], DataInputStream::available, DEADLINE))
          .isInstanceOf(Exchange.Result.Answer.class);
      assertThat(child.errorTail()).contains("AOT cache");
    }
  }

  @Test
  void workersFromTheCache_answerAsOthersDo() throws Exception {
    made();
    List<JavaSources> candidates =
        List.of(
            Samples.realistic(2),
            Samples.policy("", "Strin x = null; return 0;"),
            Samples.policy("", "java.io.File f = null; return 0;"),
            Samples.policy("", "while (true) {}"),
            Samples.policy("", "throw new IllegalStateException(\"now\" + view.now());"));
    try (var plain = new JavaWorkers(PLAIN);
        var trained = new JavaWorkers(TRAINED)) {
      for (JavaSources candidate : candidates) {
        Built built = trained.build(candidate);
        assertThat(built).isEqualTo(plain.build(candidate));
        assertThat(comparable(trained.run(candidate, "routing", "50", DEADLINE)))
            .isEqualTo(comparable(plain.run(candidate, "routing", "50", DEADLINE)));
      }
    }
  }

  /** Without the processor time, which differs from run to run. */
  private static Ran comparable(Ran ran) {
    return ran instanceof Ran.Completed(var result, var used)
        ? new Ran.Completed(result, new Ran.Used(used.steps(), used.bytes(), 0))
        : ran;
  }

  @Test
  void cacheSwitchedOffOrImpossible_meansAPlainStartWithANote() throws Exception {
    assertThat(WorkerStart.ready(TRAINED, null).note()).contains("switched off");
    assertThat(WorkerStart.ready(PLAIN, StartupCache.home()).note()).contains("nothing to train");
    Path file = Files.createFile(scratch.resolve("file"));
    WorkerStart start = WorkerStart.ready(TRAINED, file);
    assertThat(start.command()).isEqualTo(PLAIN.command());
    assertThat(start.note()).startsWith("No start-up cache: ").contains(file.toString());
  }
}
