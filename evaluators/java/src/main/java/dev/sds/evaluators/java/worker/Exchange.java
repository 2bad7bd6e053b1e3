package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One question to a child and its answer, or why there is none. Kills the child at the deadline.
 */
final class Exchange {

  /** The exit code of a JVM that ran out of memory under ExitOnOutOfMemoryError. */
  private static final int OUT_OF_MEMORY = 3;

  private final ChildProcess child;
  private final ScheduledExecutorService clock;
  private final AtomicReference<Optional<Duration>> killedAfter =
      new AtomicReference<>(Optional.empty());

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
    Duration before = child.cpu();
    var alarm = clock.schedule(() -> expire(before), deadline.toNanos(), TimeUnit.NANOSECONDS);
    try {
      if (request.length > 0) {
        Frames.send(child.input(), request);
      }
      Optional<byte[]> frame = Frames.receive(child.output());
      return frame.isPresent() && killedAfter.get().isEmpty()
          ? new Result.Answer<>(Frames.decode(reader, frame.get()))
          : none(deadline, "it ended without an answer");
    } catch (IOException e) {
      return none(deadline, String.valueOf(e.getMessage()));
    } finally {
      alarm.cancel(false);
    }
  }

  private void expire(Duration before) {
    try {
      killedAfter.set(Optional.of(child.cpu().minus(before)));
    } finally {
      child.kill();
    }
  }

  private <T> Result<T> none(Duration deadline, String what) {
    OptionalInt exit = exit();
    return new Result.None<>(
        killedAfter
            .get()
            .map(used -> timeout(deadline, used))
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
  private static Failure timeout(Duration deadline, Duration used) {
    return new Failure(
        Failure.Kind.TIMEOUT,
        Failure.Lasting.TRANSIENT,
        "it had no answer after %d ms, of which it had the processor for %d ms"
            .formatted(deadline.toMillis(), used.toMillis()));
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
