package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.Router;
import dev.sds.kits.llmserving.faults.FaultPlan;
import dev.sds.kits.llmserving.simulator.IntegrityException.Law;
import dev.sds.kits.llmserving.workload.Trace;
import java.util.ArrayList;
import java.util.List;

/**
 * The simulator as one would write it down: one event after the other, each request of a batch
 * moved on by itself. The oracle of {@link Simulation}, with which it must agree to the last bit.
 */
public final class PlainSimulation implements Cluster {

  private final ClusterConfig config;
  private final Trace trace;
  private final RunOptions options;
  private final RunLedger ledger;
  private final List<PlainReplica> replicas = new ArrayList<>();
  private final List<FaultPlan.Step> faults;
  private final List<ProtocolEvent> log = new ArrayList<>();
  private final Router router;
  private double now;
  private long dispatches;
  private boolean open;

  private PlainSimulation(
      ClusterConfig config, Trace trace, RouterSetup setup, FaultPlan faults, RunOptions options) {
    this.config = config;
    this.trace = trace;
    this.options = options;
    this.ledger = new RunLedger(trace);
    this.faults = new ArrayList<>(faults.steps());
    for (int i = 0; i < config.replicas(); i++) {
      replicas.add(new PlainReplica(i, config, ledger));
    }
    this.router = setup.factory().create(this, setup.parameters());
  }

  /** Runs a router over a trace. */
  public static RunResult run(
      ClusterConfig config, Trace trace, RouterSetup setup, FaultPlan faults, RunOptions options) {
    return new PlainSimulation(config, trace, setup, faults, options).run();
  }

  private RunResult run() {
    for (long events = 0; events < options.maxEvents(); events++) {
      if (!step()) {
        checkConservation();
        boolean all = ledger.delivered() == trace.size();
        return result(all ? Outcome.COMPLETED : Outcome.STALLED);
      }
    }
    return result(Outcome.EVENT_CAP);
  }

  /** Handles the next event; false if there is none. */
  private boolean step() {
    PlainReplica next = replicas.getFirst();
    for (PlainReplica replica : replicas) {
      next = replica.endsAt < next.endsAt ? replica : next;
    }
    boolean busy = next.endsAt < Double.POSITIVE_INFINITY;
    boolean arrivals = ledger.arrived() < trace.size();
    double arrival = arrivals ? trace.arrivedAt(ledger.arrived()) : Double.POSITIVE_INFINITY;
    if (!busy && !arrivals && ledger.delivered() == trace.size()) {
      return false;
    }
    if (!faults.isEmpty() && faults.getFirst().at() <= Math.min(arrival, next.endsAt)) {
      FaultPlan.Step fault = faults.removeFirst();
      now = fault.at();
      strike(fault, replicas.get(fault.replica()));
    } else if (arrivals && arrival <= next.endsAt) {
      now = arrival;
      int id = ledger.arrived();
      Request request = ledger.arrive(now, trace.promptTokens(id), trace.decodeTokens(id));
      call(() -> router.onArrival(request));
    } else if (busy) {
      now = next.endsAt;
      endIteration(next);
    } else {
      return false;
    }
    for (PlainReplica replica : replicas) {
      if (!replica.down && replica.endsAt == Double.POSITIVE_INFINITY && replica.waiting() > 0) {
        replica.start(now);
      }
    }
    return true;
  }

  private void endIteration(PlainReplica replica) {
    List<PlainAttempt> finished = replica.endIteration(now);
    replica.start(now);
    for (PlainAttempt attempt : finished) {
      int id = attempt.entry.id;
      int decode = attempt.entry.decodeTokens;
      ledger.computed(attempt.entry, attempt.attempt(), attempt.restarts());
      record("Finish", id, replica.index(), attempt.attempt());
      call(() -> router.onAnswer(attempt.request(), replica.index(), attempt.attempt(), decode));
    }
  }

  private void strike(FaultPlan.Step fault, PlainReplica replica) {
    int index = replica.index();
    switch (fault.kind()) {
      case CRASH -> {
        replica.down = true;
        replica.endsAt = Double.POSITIVE_INFINITY;
        record("Crash", -1, index, -1);
      }
      case DOWN -> {
        record("Down", -1, index, -1);
        call(() -> router.onDown(index));
      }
      case RESTART -> {
        replica.lose();
        replica.down = false;
        record("Restart", -1, index, -1);
        call(() -> router.onUp(index));
      }
      case SUSPECT -> {
        record("Suspect", -1, index, -1);
        call(() -> router.onSuspected(index));
      }
      case UNSUSPECT -> {
        record("Unsuspect", -1, index, -1);
        call(() -> router.onUp(index));
      }
      case SPEED -> replica.slowness = fault.factor();
    }
  }

  private void call(Runnable call) {
    open = true;
    call.run();
    open = false;
  }

  private void record(String action, int request, int replica, int attempt) {
    if (options.tracing() == Tracing.ON) {
      log.add(new ProtocolEvent(action, request, replica, attempt, now));
    }
  }

  private void checkConservation() {
    long unaccounted = -ledger.answerTokens();
    for (PlainReplica replica : replicas) {
      unaccounted += replica.producedTokens - replica.lostTokens - replica.unfinishedTokens();
      if (!replica.down && replica.heldBlocks() != 0) {
        throw new IntegrityException(Law.MEMORY_FREED, "replica " + replica.index());
      }
    }
    if (unaccounted != 0 && config.fidelity() == Fidelity.CORRECTED) {
      throw new IntegrityException(Law.TOKENS_CONSERVED, "tokens " + unaccounted);
    }
  }

  private RunResult result(Outcome outcome) {
    long evictions = replicas.stream().mapToLong(r -> r.evictions).sum();
    long iterations = replicas.stream().mapToLong(r -> r.iterations).sum();
    return ledger.result(outcome, ledger.counts(dispatches, evictions, iterations), now, log);
  }

  @Override
  public double now() {
    return now;
  }

  @Override
  public int replicas() {
    return replicas.size();
  }

  @Override
  public ReplicaView replica(int index) {
    require(index >= 0 && index < replicas.size(), Law.VALID_ARGUMENT);
    return replicas.get(index);
  }

  @Override
  public void dispatch(Request request, int replica, int attempt) {
    require(open, Law.WITHIN_A_CALL);
    Ledger.Entry entry = ledger.entry(request);
    require(replica >= 0 && replica < replicas.size() && attempt >= 0, Law.VALID_ARGUMENT);
    require(++dispatches <= options.maxEvents(), Law.BOUNDED_DISPATCHES);
    ledger.dispatched(entry, replica, now);
    if (!replicas.get(replica).down) {
      replicas.get(replica).enqueue(new PlainAttempt(entry, attempt));
    }
  }

  @Override
  public void deliver(Request request, int attempt) {
    require(open, Law.WITHIN_A_CALL);
    ledger.delivered(ledger.entry(request), attempt, now);
  }

  @Override
  public void log(String action, int request, int replica, int attempt) {
    record(action, request, replica, attempt);
  }

  private static void require(boolean holds, Law law) {
    if (!holds) {
      throw new IntegrityException(law, "broken");
    }
  }
}
