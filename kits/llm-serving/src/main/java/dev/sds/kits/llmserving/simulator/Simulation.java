package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.Router;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.kits.llmserving.simulator.IntegrityException.Law;
import dev.sds.kits.llmserving.workload.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a router over a trace. Three kinds of events: a request arrives, an iteration ends, a
 * step of a fault comes. At equal times fault steps come first, then arrivals in the order of the
 * trace, then iterations in the order in which they began.
 *
 * <p>When an iteration ends, its replica frees the memory of finished requests and forms its next
 * batch <em>before</em> the router hears of the answers; then idle replicas that were given work
 * form theirs.
 */
public final class Simulation {

  private final ClusterConfig config;
  private final RunOptions options;
  private final RunLedger ledger;
  private final Replica[] replicas;
  private final SimulatedCluster cluster;
  private final Router router;
  private final List<FaultPlan.Step> faultSteps;

  /** When each replica's iteration ends; infinite while it is idle or down. */
  private final double[] endsAt;

  /** Order in which the iterations in flight began. */
  private final long[] startedAs;

  private final double[] slowness;
  private final List<Attempt> finished = new ArrayList<>();
  private int nextFault;
  private long iterations;
  private double now;
  private double endTime;

  private Simulation(
      ClusterConfig config, Trace trace, RouterSetup setup, FaultPlan faults, RunOptions options) {
    this.config = config;
    this.options = options;
    this.ledger = new RunLedger(trace);
    this.replicas = new Replica[config.replicas()];
    this.endsAt = new double[replicas.length];
    this.startedAs = new long[replicas.length];
    this.slowness = new double[replicas.length];
    for (int i = 0; i < replicas.length; i++) {
      replicas[i] = new Replica(i, config.replica(), config.fidelity());
      endsAt[i] = Double.POSITIVE_INFINITY;
      slowness[i] = 1;
    }
    this.faultSteps = faults.steps();
    for (FaultPlan.Step step : faultSteps) {
      if (step.replica() >= replicas.length) {
        throw new IllegalArgumentException(
            "a fault strikes replica %d of %d".formatted(step.replica(), replicas.length));
      }
    }
    this.cluster = new SimulatedCluster(ledger, options, replicas);
    this.router = setup.factory().create(cluster, setup.parameters());
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
    return new Simulation(config, trace, setup, faults, options).run();
  }

  private RunResult run() {
    for (long events = 0; events < options.maxEvents(); events++) {
      if (!step()) {
        checkConservation();
        boolean all = ledger.delivered == ledger.trace.size();
        return result(all ? Outcome.COMPLETED : Outcome.STALLED);
      }
    }
    return result(Outcome.EVENT_CAP);
  }

  /** Handles the next event; false if there is none. */
  private boolean step() {
    int busy = nextIterationEnd();
    double iterationEnd = busy < 0 ? Double.POSITIVE_INFINITY : endsAt[busy];
    boolean arrivals = ledger.arrived < ledger.trace.size();
    double arrival = arrivals ? ledger.trace.arrivedAt(ledger.arrived) : Double.POSITIVE_INFINITY;
    if (busy < 0 && !arrivals && ledger.delivered == ledger.trace.size()) {
      return false;
    }
    if (nextFault < faultSteps.size()
        && faultSteps.get(nextFault).at() <= Math.min(arrival, iterationEnd)) {
      advance(faultSteps.get(nextFault).at());
      strike(faultSteps.get(nextFault++));
    } else if (arrivals && arrival <= iterationEnd) {
      advance(arrival);
      int id = ledger.arrived++;
      cluster.callRouter(() -> router.onArrival(cluster.request(id)));
    } else if (busy >= 0) {
      advance(iterationEnd);
      endIteration(busy);
    } else {
      return false;
    }
    startIdle();
    return true;
  }

  private void advance(double time) {
    now = time;
    endTime = time;
    cluster.advance(time);
  }

  private int nextIterationEnd() {
    int next = -1;
    double earliest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < endsAt.length; i++) {
      if (endsAt[i] < earliest
          || (endsAt[i] == earliest && next >= 0 && startedAs[i] < startedAs[next])) {
        earliest = endsAt[i];
        next = i;
      }
    }
    return next;
  }

  private void endIteration(int index) {
    finished.clear();
    replicas[index].endIteration(ledger, now, finished);
    endsAt[index] = Double.POSITIVE_INFINITY;
    start(index);
    for (Attempt attempt : finished) {
      ledger.computed(attempt);
      int decode = ledger.trace.decodeTokens(attempt.request.id());
      cluster.record("Finish", attempt.request.id(), index, attempt.number);
      cluster.callRouter(() -> router.onAnswer(attempt.request, index, attempt.number, decode));
    }
  }

  private void startIdle() {
    for (int i = 0; i < replicas.length; i++) {
      if (endsAt[i] == Double.POSITIVE_INFINITY
          && replicas[i].waiting() > 0
          && !cluster.isDown(i)) {
        start(i);
      }
    }
  }

  private void start(int index) {
    Replica replica = replicas[index];
    replica.formBatch(ledger, now);
    if (replica.hasBatch()) {
      endsAt[index] = now + slowness[index] * replica.seconds(config.times());
      startedAs[index] = iterations++;
    }
  }

  private void strike(FaultPlan.Step step) {
    int index = step.replica();
    switch (step.kind()) {
      case CRASH -> {
        cluster.crash(index);
        endsAt[index] = Double.POSITIVE_INFINITY;
        cluster.record("Crash", -1, index, -1);
      }
      case DOWN -> {
        cluster.record("Down", -1, index, -1);
        cluster.callRouter(() -> router.onDown(index));
      }
      case RESTART -> {
        replicas[index].lose();
        cluster.restart(index);
        cluster.record("Restart", -1, index, -1);
        cluster.callRouter(() -> router.onUp(index));
      }
      case SUSPECT -> {
        cluster.record("Suspect", -1, index, -1);
        cluster.callRouter(() -> router.onSuspected(index));
      }
      case UNSUSPECT -> {
        cluster.record("Unsuspect", -1, index, -1);
        cluster.callRouter(() -> router.onUp(index));
      }
      case SPEED -> slowness[index] = step.factor();
    }
  }

  private void checkConservation() {
    long unaccounted = -ledger.answerTokens;
    for (Replica replica : replicas) {
      unaccounted += replica.producedTokens() - replica.lostTokens() - replica.unfinishedTokens();
      if (!cluster.isDown(replica.index()) && replica.allocatedBlocks() != 0) {
        throw new IntegrityException(
            Law.MEMORY_FREED,
            "replica %d idles with %d blocks held"
                .formatted(replica.index(), replica.allocatedBlocks()));
      }
    }
    if (unaccounted != 0 && config.fidelity() == Fidelity.CORRECTED) {
      throw new IntegrityException(
          Law.TOKENS_CONSERVED, unaccounted + " answer tokens unaccounted for");
    }
  }

  private RunResult result(Outcome outcome) {
    long restarts = 0;
    for (Replica replica : replicas) {
      restarts += replica.evictions();
    }
    int restarted = 0;
    for (int evictions : ledger.restarts) {
      restarted += evictions > 0 ? 1 : 0;
    }
    var counts =
        new RunResult.Counts(
            ledger.arrived,
            ledger.delivered,
            ledger.duplicates,
            ledger.arrived - ledger.delivered,
            cluster.dispatches(),
            restarts,
            restarted,
            iterations);
    return RunResult.of(outcome, ledger, counts, endTime, cluster.events());
  }
}
