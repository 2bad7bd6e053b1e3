package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.Router;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.kits.llmserving.faults.FaultPlan;
import dev.sds.kits.llmserving.simulator.IntegrityException.Law;
import dev.sds.kits.llmserving.workload.RequestStream;
import dev.sds.kits.llmserving.workload.Trace;
import java.util.List;

/**
 * One run of a router over a trace. Three kinds of events: a request arrives, an iteration ends, a
 * step of a fault comes. At equal times fault steps come first, then arrivals in the order of the
 * trace, then iterations in the order of their replicas.
 *
 * <p>When an iteration ends, its replica frees the memory of finished requests and forms its next
 * batch <em>before</em> the router hears of the answers; then idle replicas that were given work
 * form theirs.
 *
 * <p>The router hears of arrivals, answers and faults only. Between these, replicas work on by
 * themselves and do not see one another: each is worked out when it may be the next to finish a
 * request, is sent one, or is looked at, and then over many iterations at once.
 */
public final class Simulation {

  private final ClusterConfig config;
  private final RunOptions options;
  private final RequestStream arrivals;
  private final Ledger ledger;
  private final Clock clock;
  private final Replica[] replicas;
  private final SimulatedCluster cluster;
  private final Router router;
  private final List<FaultPlan.Step> faultSteps;
  private int nextFault;

  /** When the next step of a fault comes; infinite after the last. */
  private double fault;

  /** When the next request arrives; infinite after the last. */
  private double arrival;

  private Simulation(
      ClusterConfig config,
      RequestStream arrivals,
      Ledger ledger,
      RouterSetup setup,
      FaultPlan faults,
      RunOptions options) {
    this.config = config;
    this.options = options;
    this.arrivals = arrivals;
    this.ledger = ledger;
    this.clock = new Clock(config.replicas());
    this.replicas = new Replica[config.replicas()];
    for (int i = 0; i < replicas.length; i++) {
      replicas[i] = new Replica(i, config, ledger, clock);
    }
    this.faultSteps = faults.steps();
    for (FaultPlan.Step step : faultSteps) {
      if (step.replica() >= replicas.length) {
        throw new IllegalArgumentException(
            "a fault strikes replica %d of %d".formatted(step.replica(), replicas.length));
      }
    }
    this.cluster = new SimulatedCluster(ledger, options, clock, replicas);
    this.router = setup.factory().create(cluster, setup.parameters());
    awaitFault();
    nextArrival();
  }

  /** Runs a router with its default parameters and no faults. */
  public static RunResult run(ClusterConfig config, Trace trace, RouterFactory factory) {
    return run(config, trace, RouterSetup.of(factory), FaultPlan.NONE, RunOptions.DEFAULT);
  }

  /**
   * Runs a router over a trace.
   *
   * @throws IntegrityException if the router breaks a rule of its interface, or a conservation law
   *     fails
   */
  public static RunResult run(
      ClusterConfig config, Trace trace, RouterSetup setup, FaultPlan faults, RunOptions options) {
    return new Simulation(config, trace.stream(), new RunLedger(trace), setup, faults, options)
        .run();
  }

  /**
   * Runs a router over a stream of requests, of which none is kept: memory does not grow with their
   * number, and quantiles of many are rounded as {@link dev.sds.kits.llmserving.statistics.Sketch}
   * says.
   *
   * @throws IntegrityException as {@link #run(ClusterConfig, Trace, RouterSetup, FaultPlan,
   *     RunOptions)}
   */
  public static RunResult run(
      ClusterConfig config,
      RequestStream arrivals,
      RouterSetup setup,
      FaultPlan faults,
      RunOptions options) {
    return new Simulation(config, arrivals, new StreamLedger(), setup, faults, options).run();
  }

  private RunResult run() {
    Outcome outcome = runToEnd();
    cluster.requireUnbroken();
    return ledger.result(outcome, counts(), endTime(), cluster.events());
  }

  private Outcome runToEnd() {
    while (clock.events() < options.maxEvents()) {
      slowDownBeforeCap();
      if (!step()) {
        checkConservation();
        return ledger.delivered() == ledger.arrived() && arrival == Double.POSITIVE_INFINITY
            ? Outcome.COMPLETED
            : Outcome.STALLED;
      }
    }
    return Outcome.EVENT_CAP;
  }

  /** Handles the next event that the router hears of, or works out a replica; false at the end. */
  private boolean step() {
    clock.look();
    int next = clock.next();
    double quiet = clock.quiet();
    if (next < 0 && arrival == Double.POSITIVE_INFINITY && ledger.delivered() == ledger.arrived()) {
      return false;
    }
    if (fault < Double.POSITIVE_INFINITY && fault <= Math.min(arrival, quiet)) {
      fail();
    } else if (arrival < Double.POSITIVE_INFINITY && arrival <= quiet) {
      arrive();
    } else if (next >= 0) {
      work(next, Math.min(clock.others(), Math.min(arrival, fault)));
    } else {
      return false;
    }
    cluster.startAwakened();
    return true;
  }

  private void fail() {
    clock.advance(fault, Clock.FIRST);
    clock.count(1);
    FaultPlan.Step step = faultSteps.get(nextFault++);
    awaitFault();
    strike(step);
  }

  private void awaitFault() {
    fault =
        nextFault < faultSteps.size() ? faultSteps.get(nextFault).at() : Double.POSITIVE_INFINITY;
  }

  private void arrive() {
    clock.advance(arrival, Clock.FIRST);
    clock.count(1);
    Request request = ledger.arrive(arrival, arrivals.promptTokens(), arrivals.decodeTokens());
    nextArrival();
    cluster.open();
    router.onArrival(request);
    cluster.close();
  }

  private void nextArrival() {
    arrival = arrivals.next() ? arrivals.arrivedAt() : Double.POSITIVE_INFINITY;
  }

  /** Works out a replica until it finishes a request, at most until a given time. */
  private void work(int index, double until) {
    Replica replica = replicas[index];
    int finished = replica.run(until);
    if (finished == 0) {
      return;
    }
    clock.advance(replica.lastEnd(), index);
    for (int i = 0; i < finished; i++) {
      Attempt attempt = replica.engine().finishedAt(i);
      Ledger.Entry entry = attempt.entry;
      ledger.computed(entry, attempt.number, attempt.restarts);
      cluster.record("Finish", entry.id, index, attempt.number);
      cluster.open();
      router.onAnswer(entry, index, attempt.number, entry.decodeTokens);
      cluster.close();
    }
    if (replica.isIdle()) {
      replica.start();
    }
  }

  /**
   * Where so few events are left that they must be counted in their order, no replica may run ahead
   * of another any more.
   */
  private void slowDownBeforeCap() {
    long left = options.maxEvents() - clock.events();
    if (left < (replicas.length + 1L) * Replica.MOST_LAG && !clock.isStepwise()) {
      clock.stepwise();
      for (Replica replica : replicas) {
        replica.stepwise();
      }
    }
  }

  private void strike(FaultPlan.Step step) {
    int index = step.replica();
    switch (step.kind()) {
      case CRASH -> {
        replicas[index].stop();
        cluster.crash(index);
        cluster.record("Crash", -1, index, -1);
      }
      case DOWN -> {
        cluster.record("Down", -1, index, -1);
        cluster.open();
        router.onDown(index);
      }
      case RESTART -> {
        replicas[index].lose();
        cluster.restart(index);
        cluster.record("Restart", -1, index, -1);
        cluster.open();
        router.onUp(index);
      }
      case SUSPECT -> {
        cluster.record("Suspect", -1, index, -1);
        cluster.open();
        router.onSuspected(index);
      }
      case UNSUSPECT -> {
        cluster.record("Unsuspect", -1, index, -1);
        cluster.open();
        router.onUp(index);
      }
      case SPEED -> replicas[index].slowness(step.factor());
    }
    cluster.close();
  }

  private void checkConservation() {
    long unaccounted = -ledger.answerTokens();
    for (Replica replica : replicas) {
      Engine engine = replica.engine();
      unaccounted += engine.producedTokens() - engine.lostTokens() - engine.unfinishedTokens();
      if (!cluster.isDown(replica.index()) && engine.heldBlocks() != 0) {
        throw new IntegrityException(
            Law.MEMORY_FREED,
            "replica %d idles with %d blocks held".formatted(replica.index(), engine.heldBlocks()));
      }
    }
    if (unaccounted != 0 && config.fidelity() == Fidelity.CORRECTED) {
      throw new IntegrityException(
          Law.TOKENS_CONSERVED, unaccounted + " answer tokens unaccounted for");
    }
  }

  /** Time of the last event. */
  private double endTime() {
    double latest = clock.now();
    for (Replica replica : replicas) {
      latest = Math.max(latest, replica.lastEnd());
    }
    return latest;
  }

  private RunResult.Counts counts() {
    long restarts = 0;
    long iterations = 0;
    for (Replica replica : replicas) {
      restarts += replica.engine().evictions();
      iterations += replica.engine().iterations();
    }
    return ledger.counts(cluster.dispatches(), restarts, iterations);
  }
}
