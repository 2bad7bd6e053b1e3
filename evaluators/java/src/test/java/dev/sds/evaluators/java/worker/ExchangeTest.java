package dev.sds.evaluators.java.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.process.ChildProcess;
import dev.sds.evaluators.process.JavaCommand;
import dev.sds.evaluators.process.Sandbox;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeTest {

  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private static Exchange.Result<Integer> ask(String how) throws IOException {
    var command =
        new JavaCommand(
            JavaCommand.ownClassPath(),
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            Answering.class.getName(),
            List.of(how));
    try (var clock = Executors.newSingleThreadScheduledExecutor();
        var child = ChildProcess.start(command, new Sandbox.None("a test of the deadline"))) {
      return new Exchange(child, clock).ask(new byte[0], DataInputStream::available, DEADLINE);
    }
  }

  @Test
  void childThatDidNotGetTheProcessor_isWaitedFor() throws IOException {
    assertThat(ask("late")).isEqualTo(new Exchange.Result.Answer<>(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"busy", "dead"})
  void childThatUsesItsTimeUpOrDies_givesNoAnswer(String how) throws IOException {
    assertThat(ask(how))
        .isInstanceOfSatisfying(
            Exchange.Result.None.class,
            none ->
                assertThat(none.failure().kind())
                    .isEqualTo(
                        how.equals("busy") ? Failure.Kind.TIMEOUT : Failure.Kind.WORKER_DIED));
  }

  /** A child that sleeps until its deadline is over, never answers, or dies at once. */
  static final class Answering {
    private Answering() {}

    static void main(String[] how) throws Exception {
      if (how[0].equals("dead")) {
        return;
      }
      while (how[0].equals("busy")) {
        Thread.onSpinWait();
      }
      Thread.sleep(DEADLINE.toMillis() + 500);
      Frames.send(System.out, new byte[0]);
    }
  }
}
