package dev.sds.verification.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.verification.WarmStart;
import dev.sds.verification.child.newer.Newer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchTest {

  private static final Path MODELS = Path.of("src/test/resources/models").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void childWhoseParentIsGone_ends() throws Exception {
    Process child = endless(Long.MAX_VALUE);
    try {
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).isEqualTo(1);
      assertThat(folder.resolve("answer")).doesNotExist();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void childOfItsParent_goesOnThoughItsInputEnds() throws Exception {
    Process child = endless(ProcessHandle.current().pid());
    try {
      child.getOutputStream().close();
      assertThat(child.waitFor(700, TimeUnit.MILLISECONDS)).isFalse();
    } finally {
      child.destroyForcibly();
    }
  }

  /** A child that checks a model without end. */
  private Process endless(long parent) throws Exception {
    Files.copy(MODELS.resolve("StepsEndless.cfg"), folder.resolve(ModelTask.CONFIG + ".cfg"));
    var bounds = new ModelTask.Bounds(Integer.MAX_VALUE, 120, 1_000, 1);
    var task =
        new ModelTask(
            folder,
            List.of(MODELS, folder),
            "Steps",
            bounds,
            ModelTask.Deadlock.IGNORED,
            List.of(),
            Newer.NONE);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-Djava.io.tmpdir=" + folder);
    command.add("-D" + Watch.PARENT + "=" + parent);
    command.add("-cp");
    command.add(
        WarmStart.ready().classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(ModelWorker.class.getName());
    command.add(folder.resolve("answer").toString());
    command.addAll(task.arguments());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
