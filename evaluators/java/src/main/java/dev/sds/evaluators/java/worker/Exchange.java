package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.process.Alarm;
import dev.sds.evaluators.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;

/**
 * One question to a child and its answer, or why there is none. Kills the child at the deadline.
 */
final class Exchange {

  /** The exit code of a JVM that ran out of memory under ExitOnOutOfMemoryError. */
  private static final int OUT_OF_MEMORY = 3;

  private final ChildProcess child;
  private final ScheduledExecutorService clock;

  Exchange(ChildProcess child, ScheduledExecutorService clock) {
    this.child = child;
    this.clock = clock;
  }

  /** An answer, or a failure; after a failure the child is of no more use. */
  sealed interface Result<T> {
    record Answer<T>(T value) implements Result<T> {}

    record None<T>(Failure failure) implements Result<T> {}
  }

  /** Sends the request, unless it is empty, and reads what comes back. */
  <T> Result<T> ask(byte[] request, Frames.Reader<T> reader, Duration deadline) {
    Alarm alarm = Alarm.set(child, clock, deadline);
    try (alarm) {
      if (request.length > 0) {
        Frames.send(child.input(), request);
      }
      Optional<byte[]> frame = Frames.receive(child.output());
      alarm.close();
      return frame.isPresent() && alarm.expired().isEmpty()
          ? new Result.Answer<>(Frames.decode(reader, frame.get()))
          : none(alarm, "it ended without an answer");
    } catch (IOException e) {
      return none(alarm, String.valueOf(e.getMessage()));
    }
  }

  private <T> Result<T> none(Alarm alarm, String what) {
    OptionalInt exit = exit();
    return new Result.None<>(
        alarm
            .expired()
            .map(Exchange::timeout)
            .orElseGet(
                () ->
                    exit.equals(OptionalInt.of(OUT_OF_MEMORY))
                        ? new Failure(
                            Failure.Kind.MEMORY,
                            Failure.Lasting.PERSISTENT,
                            "it needed more memory than the worker has")
                        : died(exit, what)));
  }

  /** Says nothing about the code: what it may use is counted in other units than time. */
  private static Failure timeout(Alarm.Expired expired) {
    return new Failure(
        Failure.Kind.TIMEOUT,
        Failure.Lasting.TRANSIENT,
        "it had no answer after %d ms, of which it had the processor for %d ms"
            .formatted(expired.waited().toMillis(), expired.used().toMillis()));
  }

  private Failure died(OptionalInt exit, String what) {
    String code = exit.isPresent() ? " (exit code " + exit.getAsInt() + ")" : "";
    String said = child.errorTail().strip();
    return new Failure(
        Failure.Kind.WORKER_DIED,
        Failure.Lasting.TRANSIENT,
        "the worker died: " + what + code + (said.isEmpty() ? "" : "; it said: " + said));
  }

  private OptionalInt exit() {
    try {
      return child.await(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
