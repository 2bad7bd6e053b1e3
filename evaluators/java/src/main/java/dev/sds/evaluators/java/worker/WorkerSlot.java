package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.process.ChildProcess;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * A place in the pool: keeps one child JVM, replaces it when it is dead or worn. One job at once.
 */
final class WorkerSlot implements AutoCloseable {

  private static final int JOBS = 2_000;
  private static final Duration START = Duration.ofSeconds(60);

  /** Sources to be built, and what is to be run of them, if anything. */
  record Job(JavaSources sources, Optional<Request.Run> run) {}

  private final WorkerSettings settings;
  private final ScheduledExecutorService clock;
  private volatile @Nullable ChildProcess child;
  private int jobs;

  WorkerSlot(WorkerSettings settings, ScheduledExecutorService clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What comes of building a job's sources and of its run; the deadline is that of the run,
   * building has its own. Where a worker that had served others dies or runs out of memory, the
   * earlier jobs may be to blame: a fresh one decides.
   */
  Reply reply(Job job, Duration deadline) {
    boolean worn = jobs > 0;
    Reply reply = once(job, deadline);
    return worn && mayBeInherited(reply) ? once(job, deadline) : reply;
  }

  private static boolean mayBeInherited(Reply reply) {
    return reply instanceof Reply.Failed(Failure failure)
        && (failure.kind() == Failure.Kind.MEMORY || failure.kind() == Failure.Kind.WORKER_DIED);
  }

  private Reply once(Job job, Duration deadline) {
    Reply reply;
    try {
      reply = ask(ready(), job, deadline);
    } catch (IOException e) {
      reply =
          new Reply.Failed(
              new Failure(
                  Failure.Kind.WORKER_DIED,
                  Failure.Lasting.TRANSIENT,
                  "no worker could be started: " + e.getMessage()));
    }
    jobs++;
    if (jobs >= JOBS || violates(reply)) {
      close();
    }
    return reply;
  }

  private Reply ask(ChildProcess running, Job job, Duration deadline) {
    Reply built = exchange(running, new Request.Build(job.sources()), settings.buildDeadline());
    return built instanceof Reply.Built && job.run().isPresent()
        ? exchange(running, job.run().get(), deadline)
        : built;
  }

  private Reply exchange(ChildProcess running, Request request, Duration deadline) {
    byte[] frame = Frames.encode(Request::write, request);
    return switch (new Exchange(running, clock).ask(frame, Reply::read, deadline)) {
      case Exchange.Result.Answer(var answer) -> answer;
      case Exchange.Result.None(var failure) -> new Reply.Failed(failure);
    };
  }

  /** After these the worker may be harmed: an overflow can strike inside any class of the JDK. */
  private static boolean violates(Reply reply) {
    return switch (reply) {
      case Reply.Failed _ -> true;
      case Reply.Exhausted exhausted -> exhausted.frame().isEmpty();
      case Reply.Refused refused ->
          refused.findings().stream().anyMatch(f -> f.message().startsWith("nested too deeply"));
      case Reply.Built _, Reply.Completed _, Reply.Crashed _ -> false;
    };
  }

  private ChildProcess ready() throws IOException {
    ChildProcess known = child;
    if (known != null && known.isAlive()) {
      return known;
    }
    close();
    ChildProcess started = ChildProcess.start(start().command(), settings.sandbox());
    child = started;
    if (new Exchange(started, clock).ask(new byte[0], DataInputStream::available, START)
        instanceof Exchange.Result.None<Integer>(Failure failure)) {
      close();
      throw new IOException(failure.why());
    }
    started.settle();
    return started;
  }

  private WorkerStart start() throws IOException {
    try {
      return WorkerStart.ready(settings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while a start-up cache was made");
    }
  }

  @Override
  public void close() {
    ChildProcess known = child;
    if (known != null) {
      known.close();
    }
    child = null;
    jobs = 0;
  }
}
