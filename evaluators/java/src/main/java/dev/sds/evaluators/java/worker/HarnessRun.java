package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.java.Ran;
import dev.sds.evaluators.java.loading.Loaded;
import dev.sds.evaluators.java.metering.Exhaustion;
import dev.sds.evaluators.java.metering.Meter;
import dev.sds.evaluators.java.metering.Resource;
import dev.sds.evaluators.process.Budget;
import dev.sds.evaluators.process.Harness;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One run of a harness against a candidate, on a thread with a stack of fixed size. */
final class HarnessRun {

  /** Deep enough for what the budget of depth allows, with the library's own calls between. */
  private static final long STACK = 32L << 20;

  private static final int LONGEST_RESULT = Frames.LONGEST / 2;

  private final Request.Run run;
  private final Loaded candidate;
  private final Harnesses harnesses;

  HarnessRun(Request.Run run, Loaded candidate, Harnesses harnesses) {
    this.run = run;
    this.harnesses = harnesses;
    this.candidate = candidate;
  }

  Reply reply() {
    Optional<Harness> harness = harnesses.named(run.harness());
    if (harness.isEmpty()) {
      return broken("there is no harness named '%s' on the class path".formatted(run.harness()));
    }
    var reply = new CompletableFuture<Reply>();
    new Thread(null, () -> reply.complete(on(harness.get())), "candidate", STACK).start();
    return reply.join();
  }

  private Reply on(Harness harness) {
    Meter meter = candidate.loader().meter();
    Optional<Exhaustion> early = candidate.prepare();
    if (early.isPresent()) {
      return exhausted(early.get());
    }
    Reply reply;
    try {
      meter.open(harness.budget(run.task()));
      reply = completed(harness, meter);
    } catch (Throwable thrown) { // whatever ends the run is its result
      reply = ended(thrown);
    }
    // What the harness made of an exhausted candidate does not count.
    return meter.end().map(this::exhausted).orElse(reply);
  }

  private Reply completed(Harness harness, Meter meter) throws Exception {
    var clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    String result = harness.run(candidate, run.task());
    long cpu = clock.getCurrentThreadCpuTime() - start;
    return result.length() > LONGEST_RESULT
        ? broken("its result of %d characters is too long".formatted(result.length()))
        : new Reply.Completed(result, new Ran.Used(meter.stepsUsed(), meter.bytesUsed(), cpu));
  }

  private Reply exhausted(Exhaustion end) {
    return new Reply.Exhausted(
        end.resource(), end.limit(), Ending.frame(end, candidate.loader()::defines).orElse(""));
  }

  /** Asking an exception what it is may run candidate code, which may throw again. */
  private Reply ended(Throwable thrown) {
    if (thrown instanceof StackOverflowError) {
      return new Reply.Exhausted(Resource.DEPTH, Budget.STANDARD.depth(), "");
    }
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
