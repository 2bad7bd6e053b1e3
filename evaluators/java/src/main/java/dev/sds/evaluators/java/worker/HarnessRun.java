package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.process.Harness;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;

/** One run of a harness against a candidate, on a thread with a stack of fixed size. */
final class HarnessRun {

  /** Deep enough for honest recursion, and the same on every machine. */
  private static final long STACK = 2L << 20;

  private static final int LONGEST_RESULT = Frames.LONGEST / 2;

  private final Request.Run run;
  private final Loaded candidate;

  HarnessRun(Request.Run run, Loaded candidate) {
    this.run = run;
    this.candidate = candidate;
  }

  Reply reply() {
    Optional<Harness> harness =
        ServiceLoader.load(Harness.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(h -> h.name().equals(run.harness()))
            .findFirst();
    if (harness.isEmpty()) {
      return broken("there is no harness named '%s' on the class path".formatted(run.harness()));
    }
    var reply = new CompletableFuture<Reply>();
    new Thread(null, () -> reply.complete(on(harness.get())), "candidate", STACK).start();
    return reply.join();
  }

  private Reply on(Harness harness) {
    var clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    try {
      String result = harness.run(candidate, run.task());
      long used = clock.getCurrentThreadCpuTime() - start;
      return result.length() > LONGEST_RESULT
          ? broken("its result of %d characters is too long".formatted(result.length()))
          : new Reply.Completed(result, used);
    } catch (Throwable thrown) { // whatever ends the run is its result
      return ended(thrown);
    }
  }

  /** Asking an exception what it is may run candidate code, which may throw again. */
  private Reply ended(Throwable thrown) {
    try {
      return Ending.of(thrown, candidate.loader())
          .<Reply>map(crash -> crash)
          .orElseGet(() -> broken(Ending.brief(thrown)));
    } catch (Throwable again) { // only the name of its class is beyond its reach
      return new Reply.Crashed(thrown.getClass().getName(), "", "");
    }
  }

  private Reply broken(String why) {
    return new Reply.Failed(
        new Failure(
            Failure.Kind.HARNESS,
            Failure.Lasting.PERSISTENT,
            "harness %s: %s".formatted(run.harness(), why)));
  }
}
