package dev.sds.evaluators.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildProcessTest {

  private static final Sandbox BARE = new Sandbox.None("a test of the process alone");

  private static JavaCommand echo(String... arguments) {
    return new JavaCommand(
        JavaCommand.ownClassPath(),
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
        Echo.class.getName(),
        List.of(arguments));
  }

  private static BufferedReader lines(ChildProcess child) {
    return new BufferedReader(new InputStreamReader(child.output(), StandardCharsets.UTF_8));
  }

  @Test
  void child_hasEmptyEnvironmentPrivateFolderAndBoundedErrors() throws Exception {
    Path folder;
    try (var child = ChildProcess.start(echo(), Sandbox.detect())) {
      var lines = lines(child);
      assertThat(lines.readLine()).isEqualTo("none");
      folder = Path.of(lines.readLine());
      assertThat(folder).exists();
      child.input().write("hello\n".getBytes(StandardCharsets.UTF_8));
      child.input().close();
      assertThat(lines.readLine()).isEqualTo("hello");
      assertThat(child.await(Duration.ofSeconds(10))).hasValue(0);
      assertThat(child.errorTail()).hasSizeLessThanOrEqualTo(8192).contains("noise 2999");
    }
    assertThat(Files.exists(folder)).isFalse();
  }

  @Test
  void close_killsTheWholeTree() throws Exception {
    long sleeper;
    try (var child = ChildProcess.start(echo("spawn"), BARE)) {
      var lines = lines(child);
      sleeper = Long.parseLong(lines.readLine());
      assertThat(lines.readLine()).isNotEmpty();
      assertThat(ProcessHandle.of(sleeper)).isPresent();
    }
    for (int i = 0; i < 100 && runs(sleeper); i++) {
      Thread.sleep(20);
    }
    assertThat(runs(sleeper)).isFalse();
  }

  /** A killed process may stay in the table as a zombie until its new parent reaps it. */
  private static boolean runs(long pid) throws IOException {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
  }

  @Test
  void sandbox_saysWhetherItIsThere() {
    assertThat(Sandbox.detect().describe()).containsPattern("bubblewrap");
    assertThat(BARE.describe()).startsWith("No operating-system sandbox: ");
  }
}
