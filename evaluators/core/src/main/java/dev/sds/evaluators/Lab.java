package dev.sds.evaluators;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.kit.Kit;
import dev.sds.evaluators.schedule.Schedule;
import dev.sds.spec.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Runs simulations of baselines and of generated code, once each: a run is looked up in the journal
 * by the hash of all that it depends on before it is made, of code by its tokens alone. Runs of one
 * call go on in parallel; their order in the result does not depend on it.
 */
public final class Lab {

  private static final String KIND = "simulation";

  private final Kit kit;
  private final Simulation simulation;
  private final CodeRunner runner;
  private final Journal journal;
  private final ExecutorService workers;
  private final Deadline deadline;
  private final Map<ContentHash, String> canonical = new ConcurrentHashMap<>();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong runs = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();

  public Lab(KitProvider provider, CodeRunner runner, Journal journal, ExecutorService workers) {
    this(provider, runner, journal, workers, Deadline.none());
  }

  /** A lab that begins no new run after a deadline; what is known it answers at any time. */
  public Lab(
      KitProvider provider,
      CodeRunner runner,
      Journal journal,
      ExecutorService workers,
      Deadline deadline) {
    this.deadline = deadline;
    this.kit = provider.kit();
    this.simulation = provider.simulation();
    this.runner = runner;
    this.journal = journal;
    this.workers = workers;
  }

  public List<String> baselines() {
    return simulation.baselines();
  }

  /** The baseline that others are measured against. */
  public String reference() {
    return simulation.reference();
  }

  public List<Perturbation> perturbations() {
    return simulation.perturbations();
  }

  /** Simulated requests so far, looked-up runs included, so that a resumed run spends the same. */
  public long simulatedRequests() {
    return requests.get();
  }

  /**
   * Counts requests that an earlier run simulated for an answer which is now looked up; negative
   * where an answer failed and is asked for again.
   */
  void meter(long simulated) {
    requests.addAndGet(simulated);
  }

  /** Runs made by this process. */
  public long freshRuns() {
    return runs.get();
  }

  /** Runs found in the journal. */
  public long repeatedRuns() {
    return repeated.get();
  }

  /** Runs generated code on some trials. */
  public List<Result> code(Spec spec, Hypothesis hypothesis, List<Trial> trials) {
    return code(spec, trials.stream().map(t -> new Job(hypothesis, t)).toList());
  }

  /** Runs generated code, each piece on its trial. */
  public List<Result> code(Spec spec, List<Job> jobs) {
    return all(
        jobs.stream()
            .map(
                job -> {
                  String task = simulation.task(spec, job.trial());
                  return new Asked(
                      program(job.hypothesis()),
                      job.hypothesis().content().hex(),
                      task,
                      () -> fresh(job.hypothesis(), task));
                })
            .toList());
  }

  /**
   * What a piece of code does, as a hash: layout, comments and what is not run do not count. Code
   * of the same program is not run again.
   */
  public String program(Hypothesis hypothesis) {
    return canonical.computeIfAbsent(
        hypothesis.content(), _ -> runner.canonicalHash(hypothesis.files()));
  }

  /** Some code and what to run it on. */
  public record Job(Hypothesis hypothesis, Trial trial) {}

  /** Runs a baseline on some trials. */
  public List<Result> baseline(Spec spec, String name, List<Trial> trials) {
    return all(
        trials.stream()
            .map(
                trial ->
                    new Asked(
                        "baseline " + name,
                        "baseline " + name,
                        simulation.task(spec, trial),
                        () -> new Result.Measured(simulation.baseline(name, spec, trial))))
            .toList());
  }

  /**
   * Runs generated code along schedules, in a small world without time. Not looked up: who asks
   * keeps the answer.
   */
  public Rehearsed rehearse(
      Spec spec, Hypothesis hypothesis, List<String> faults, List<Schedule> schedules) {
    Optional<Simulation.Task> task = simulation.rehearsal(spec, faults, schedules);
    return task.isPresent() ? rehearse(hypothesis, task.get()) : new Rehearsed.NotOffered();
  }

  private Rehearsed rehearse(Hypothesis hypothesis, Simulation.Task task) {
    return switch (runner.run(hypothesis.files(), task.harness(), task.text())) {
      case CodeRunner.Run.Completed completed -> {
        Rehearsals rehearsals = Json.read(completed.result(), Rehearsals.class);
        requests.addAndGet(rehearsals.requests());
        yield new Rehearsed.Done(rehearsals);
      }
      case CodeRunner.Run.Crashed crashed -> new Rehearsed.Crashed(crashed.why());
      case CodeRunner.Run.Unavailable unavailable -> new Rehearsed.Unavailable(unavailable.why());
    };
  }

  /**
   * A run that is wanted, and how it is made.
   *
   * @param program what it does
   * @param text as it is written, which a crash tells the lines of
   */
  private record Asked(String program, String text, String task, Supplier<Result> making) {}

  /** What is asked for twice in one call is run once, and metered twice as if looked up. */
  private List<Result> all(List<Asked> asked) {
    var futures = new HashMap<String, Future<Result>>();
    var keys = new ArrayList<String>();
    for (Asked one : asked) {
      String key = key(one.program(), one.task());
      keys.add(key);
      if (futures.containsKey(key)) {
        repeated.incrementAndGet();
      } else {
        if (stored(one).isEmpty()) {
          deadline.check();
        }
        futures.put(
            key,
            workers.submit(() -> known(one).orElseGet(() -> remember(one, one.making().get()))));
      }
    }
    return keys.stream()
        .map(key -> metered(join(Objects.requireNonNull(futures.get(key)))))
        .toList();
  }

  private Result metered(Result result) {
    if (result instanceof Result.Measured measured) {
      requests.addAndGet(measured.sample().requests());
    }
    return result;
  }

  private Result fresh(Hypothesis hypothesis, String task) {
    return switch (runner.run(hypothesis.files(), kit.name(), task)) {
      case CodeRunner.Run.Completed completed ->
          new Result.Measured(Json.read(completed.result(), Sample.class));
      case CodeRunner.Run.Crashed crashed -> new Result.Crashed(crashed.why());
      case CodeRunner.Run.Unavailable unavailable -> new Result.Unavailable(unavailable.why());
    };
  }

  private Optional<Result> known(Asked asked) {
    Optional<Result> found = stored(asked).map(e -> Json.read(e.body(), Stored.class).result());
    found.ifPresent(_ -> repeated.incrementAndGet());
    return found;
  }

  private Optional<Journal.Entry> stored(Asked asked) {
    return journal
        .find(KIND, key(asked.program(), asked.task()))
        .or(() -> journal.find(KIND, key(asked.text(), asked.task())));
  }

  private Result remember(Asked asked, Result result) {
    runs.incrementAndGet();
    switch (result) {
      case Result.Measured _ -> append(key(asked.program(), asked.task()), result);
      case Result.Crashed _ -> append(key(asked.text(), asked.task()), result);
      case Result.Unavailable _ -> {}
    }
    return result;
  }

  private void append(String key, Result result) {
    journal.append(new Journal.Entry(KIND, key, Json.write(Stored.of(result))));
  }

  private String key(String program, String task) {
    return ContentHash.of(kit.version(), program, task).hex();
  }

  private static Result join(Future<Result> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Interrupted(e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("A simulation run failed: " + e.getCause(), e.getCause());
    }
  }

  /** How a run ended. */
  public sealed interface Result {
    record Measured(Sample sample) implements Result {}

    record Crashed(String why) implements Result {}

    record Unavailable(String why) implements Result {}
  }

  /** How rehearsals ended. */
  public sealed interface Rehearsed {
    record Done(Rehearsals rehearsals) implements Rehearsed {}

    /** The kit has no world to rehearse in. */
    record NotOffered() implements Rehearsed {}

    record Crashed(String why) implements Rehearsed {}

    record Unavailable(String why) implements Rehearsed {}
  }

  /** The user or a limit stopped the run. */
  public static final class Interrupted extends RuntimeException {
    public Interrupted(InterruptedException cause) {
      super("interrupted", cause);
    }
  }

  private record Stored(@org.jspecify.annotations.Nullable Sample sample, String crashed) {
    static Stored of(Result result) {
      return switch (result) {
        case Result.Measured m -> new Stored(m.sample(), "");
        case Result.Crashed c -> new Stored(null, c.why());
        case Result.Unavailable u -> throw new IllegalArgumentException(u.why());
      };
    }

    Result result() {
      Sample measured = sample;
      return measured == null ? new Result.Crashed(crashed) : new Result.Measured(measured);
    }
  }
}
