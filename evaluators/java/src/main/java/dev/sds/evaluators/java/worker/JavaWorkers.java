package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.BoundedLexer;
import dev.sds.evaluators.java.Built;
import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.java.Finding;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.Limits;
import dev.sds.evaluators.java.Ran;
import dev.sds.evaluators.java.containment.NameReview;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A pool of child JVMs that build candidates and run harnesses against them. Workers start when
 * first needed and are replaced when a candidate kills them. For any number of threads.
 */
public final class JavaWorkers implements AutoCloseable {

  private final WorkerSettings settings;
  private final BoundedLexer lexer = new BoundedLexer(Limits.STANDARD);
  private final NameReview names;
  private final BlockingQueue<WorkerSlot> idle;
  private final List<WorkerSlot> slots;
  private final ExecutorService threads;
  private final ScheduledExecutorService clock;

  public JavaWorkers(WorkerSettings settings) {
    this.settings = settings;
    this.names = new NameReview(settings.apiPackages());
    this.threads =
        Executors.newFixedThreadPool(
            settings.size(), Thread.ofPlatform().daemon().name("java-worker-", 0).factory());
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("java-worker-clock").factory());
    this.idle = new ArrayBlockingQueue<>(settings.size());
    for (int i = 0; i < settings.size(); i++) {
      idle.add(new WorkerSlot(settings, clock));
    }
    this.slots = List.copyOf(idle);
  }

  /** One sentence on what the operating system keeps from the children. */
  public String sandbox() {
    return settings.sandbox().describe();
  }

  /** A hash that sources share only if they behave alike: layout and comments do not count. */
  public String canonicalHash(JavaSources sources) {
    BoundedLexer.Lexed lexed = lexer.lex(sources);
    return lexed.findings().isEmpty() ? lexed.canonicalHash() : sources.hash();
  }

  /** Lexes, parses, compiles and checks. */
  public Built build(JavaSources sources) {
    return submitBuild(sources).join();
  }

  /** Builds, and runs the harness of that name against the result. The deadline is the run's. */
  public Ran run(JavaSources sources, String harness, String task, Duration deadline) {
    return submit(sources, harness, task, deadline).join();
  }

  /** As {@link #build}, at once on the next free worker. */
  public CompletableFuture<Built> submitBuild(JavaSources sources) {
    return ask(new WorkerSlot.Job(sources, Optional.empty()), settings.buildDeadline())
        .thenApply(JavaWorkers::built);
  }

  /** As {@link #run}, at once on the next free worker. */
  public CompletableFuture<Ran> submit(
      JavaSources sources, String harness, String task, Duration deadline) {
    return ask(new WorkerSlot.Job(sources, Optional.of(new Request.Run(harness, task))), deadline)
        .thenApply(JavaWorkers::ran);
  }

  private CompletableFuture<Reply> ask(WorkerSlot.Job job, Duration deadline) {
    BoundedLexer.Lexed lexed = lexer.lex(job.sources());
    List<Finding> findings =
        lexed.findings().isEmpty() ? names.check(lexed.named()) : lexed.findings();
    if (!findings.isEmpty()) {
      return CompletableFuture.completedFuture(new Reply.Refused(findings));
    }
    return CompletableFuture.supplyAsync(() -> onIdle(job, deadline), threads);
  }

  private Reply onIdle(WorkerSlot.Job job, Duration deadline) {
    WorkerSlot slot;
    try {
      slot = idle.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Failed(
          new Failure(Failure.Kind.WORKER_DIED, Failure.Lasting.TRANSIENT, "the pool was closed"));
    }
    try {
      return slot.reply(job, deadline);
    } finally {
      idle.add(slot);
    }
  }

  private static Built built(Reply reply) {
    return switch (reply) {
      case Reply.Built(var hash, var count) -> new Built.Ok(hash, count);
      case Reply.Refused(var findings) -> new Built.Refused(findings);
      case Reply.Failed(var failure) -> new Built.Failed(failure);
      case Reply.Completed _, Reply.Crashed _, Reply.Exhausted _ -> new Built.Failed(senseless());
    };
  }

  private static Ran ran(Reply reply) {
    return switch (reply) {
      case Reply.Completed(var result, var used) -> new Ran.Completed(result, used);
      case Reply.Exhausted(var resource, var limit, var frame) ->
          new Ran.Exhausted(resource, limit, frame);
      case Reply.Crashed(var exception, var message, var frame) ->
          new Ran.Crashed(exception, message, frame);
      case Reply.Refused(var findings) -> new Ran.Refused(findings);
      case Reply.Failed(var failure) -> new Ran.Failed(failure);
      case Reply.Built _ -> new Ran.Failed(senseless());
    };
  }

  private static Failure senseless() {
    return new Failure(
        Failure.Kind.WORKER_DIED,
        Failure.Lasting.TRANSIENT,
        "the worker answered another question than it was asked");
  }

  /** Ends all workers; jobs under way end as transient failures. */
  @Override
  public void close() {
    threads.shutdownNow();
    clock.shutdownNow();
    slots.forEach(WorkerSlot::close);
    try {
      if (threads.awaitTermination(5, TimeUnit.SECONDS)) {
        slots.forEach(WorkerSlot::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
