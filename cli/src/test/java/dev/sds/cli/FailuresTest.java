package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.cli.terminal.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a command says when something outside SDS fails. */
final class FailuresTest {

  private record Said(int code, String words) {}

  private static Said of(IOException cause) {
    var err = new StringWriter();
    var console =
        new Console(
            new PrintWriter(new StringWriter(), true),
            new PrintWriter(err, true),
            Path.of("."),
            Console.Terminal.PLAIN,
            Map.of());
    var command = new CommandLine(CommandLine.Model.CommandSpec.create());
    var failure = new UncheckedIOException("Cannot open the workspace ws", cause);
    int code =
        new Failures(console).handleExecutionException(failure, command, command.parseArgs());
    return new Said(code, err.toString());
  }

  @Test
  void diskThatIsFullOrMayNotBeWritten_isNoBugOfSds() {
    for (IOException cause :
        new IOException[] {
          new IOException("Cannot append", new IOException("No space left on device")),
          new FileSystemException("ws/.sds/lock", null, "Read-only file system"),
          new AccessDeniedException("ws/.sds/lock")
        }) {
      Said said = of(cause);

      assertThat(said.code()).as(said.words()).isEqualTo(65);
      assertThat(said.words())
          .startsWith("sds: Cannot open the workspace ws: ")
          .contains("run the same command again")
          .doesNotContain("bug of SDS");
    }
  }

  @Test
  void otherFailuresOfFiles_areOwnedUpTo() {
    Said said = of(new IOException("the index is damaged"));

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.words()).contains("bug of SDS");
  }
}
