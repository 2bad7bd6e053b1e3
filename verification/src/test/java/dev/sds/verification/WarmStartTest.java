package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.verification.ChildJvm.Reply;
import dev.sds.verification.child.ModelTask;
import dev.sds.verification.child.ModelWorker;
import dev.sds.verification.child.newer.Newer;
import dev.sds.verification.jar.WorkerJar;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tlc2.TLC;

class WarmStartTest {

  private static final Path MODELS =
      Path.of(System.getProperty("sds.root"), "verification/src/test/resources/models");

  @TempDir Path scratch;

  @Test
  void cache_isMadeOnceAndKept() throws Exception {
    WarmStart first = WarmStart.ready();
    assertThat(first.note()).isEmpty();
    assertThat(first.cache()).isRegularFile();
    var made = Files.getLastModifiedTime(first.cache());

    assertThat(WarmStart.ready()).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first.cache())).isEqualTo(made);
    try (var left = Files.list(first.classPath().getFirst().resolveSibling("."))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", "tlc.aot", "worker.jar");
    }
  }

  @Test
  void cache_isTakenByTheJvm() throws Exception {
    Path log = scratch.resolve("aot.log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ChildJvm.COLLECTOR);
    command.add("-XX:AOTMode=on");
    command.addAll(WarmStart.ready().options(log));
    command.add("tlc2.TLC");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).contains("TLC2 Version");
    assertThat(log).isEmptyFile();
  }

  @Test
  void jarOfTheSameClasses_isTheSameWhereverAndWheneverItWasMade() throws Exception {
    Path first = WarmStart.ready().classPath().getFirst();
    Path again = Files.copy(first, scratch.resolve("again.jar"));
    Files.setLastModifiedTime(again, FileTime.fromMillis(1_000));
    var loader = TLC.class.getClassLoader();
    assertThat(new WorkerJar(again, loader).print())
        .isNotEmpty()
        .isEqualTo(new WorkerJar(first, loader).print());
  }

  @Test
  void folderThatCannotBe_meansAPlainStartWithANote() throws Exception {
    Path file = Files.createFile(scratch.resolve("file"));
    WarmStart start = WarmStart.ready(file);
    assertThat(start.cache()).isNull();
    assertThat(start.note()).startsWith("No start-up cache: ").contains(file.toString());
    assertThat(start.options(scratch.resolve("log"))).first().isEqualTo("-cp");
  }

  @Test
  void folderSwitchedOff_meansAPlainStart() throws Exception {
    assertThat(WarmStart.ready(null).note()).contains("switched off");
  }

  @Test
  void corruptCache_isNotNeeded() throws Exception {
    Path home = scratch.resolve("caches");
    Path worker = WarmStart.ready().classPath().getFirst();
    Path copy = Files.createDirectories(home.resolve(worker.getName(worker.getNameCount() - 2)));
    Files.copy(worker, copy.resolve("worker.jar"));
    Files.writeString(copy.resolve("tlc.aot"), "nothing a JVM could read");
    WarmStart start = WarmStart.ready(home);
    assertThat(start.cache()).isEqualTo(copy.resolve("tlc.aot"));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ChildJvm.COLLECTOR);
    command.addAll(start.options(scratch.resolve("aot.log")));
    command.add("tlc2.TLC");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("TLC2 Version");
    assertThat(scratch.resolve("aot.log")).isNotEmptyFile();
  }

  @Test
  void silentClasses_changeNoAnswer() throws Exception {
    for (String cfg : List.of("Lock", "LockBroken", "LockStarves")) {
      Reply plain = answer(WarmStart.plain("for comparison"), cfg);
      assertThat(plain).isInstanceOf(Reply.Lines.class);
      assertThat(answer(WarmStart.ready(), cfg)).as(cfg).isEqualTo(plain);
    }
  }

  private Reply answer(WarmStart start, String cfg) throws Exception {
    try (RunFolder folder = RunFolder.in(scratch)) {
      Files.copy(MODELS.resolve(cfg + ".cfg"), folder.path().resolve(ModelTask.CONFIG + ".cfg"));
      var task =
          new ModelTask(
              folder.path(),
              List.of(MODELS),
              "Lock",
              new ModelTask.Bounds(1_000, 60, 100, 1),
              ModelTask.Deadlock.AS_CONFIGURED,
              List.of("TypeOK"),
              Newer.NONE);
      return new ChildJvm(folder.path(), 256, 60)
          .run(ModelWorker.class, task.arguments(), start, 1_000, () -> {});
    }
  }
}
