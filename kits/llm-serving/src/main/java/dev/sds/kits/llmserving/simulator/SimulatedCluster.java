package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.simulator.IntegrityException.Law;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The router's side of a run: checks each of its acts and carries it out. */
final class SimulatedCluster implements Cluster {

  private final Ledger ledger;
  private final RunOptions options;
  private final Clock clock;
  private final Replica[] replicas;
  private final boolean[] down;
  private final List<ProtocolEvent> log = new ArrayList<>();

  /** Idle replicas that were given work. */
  private final List<Replica> awakened = new ArrayList<>();

  private long dispatches;
  private boolean open;

  /** The first rule that the router broke: it stays broken, though the router may go on. */
  private @Nullable IntegrityException broken;

  SimulatedCluster(Ledger ledger, RunOptions options, Clock clock, Replica[] replicas) {
    this.ledger = ledger;
    this.options = options;
    this.clock = clock;
    this.replicas = replicas;
    this.down = new boolean[replicas.length];
  }

  /** Lets the router act, until {@link #close}. */
  void open() {
    open = true;
  }

  void close() {
    open = false;
  }

  /** Idle replicas that were given work start on it. */
  void startAwakened() {
    if (awakened.isEmpty()) {
      return;
    }
    for (int i = 0; i < awakened.size(); i++) {
      if (awakened.get(i).isIdle()) {
        awakened.get(i).start();
      }
    }
    awakened.clear();
  }

  void crash(int replica) {
    down[replica] = true;
  }

  void restart(int replica) {
    down[replica] = false;
  }

  boolean isDown(int replica) {
    return down[replica];
  }

  /** Fails if the router has broken a rule, even where it has swallowed the refusal. */
  void requireUnbroken() {
    IntegrityException first = broken;
    if (first != null) {
      throw first;
    }
  }

  private IntegrityException breaks(IntegrityException refusal) {
    if (broken == null) {
      broken = refusal;
    }
    return refusal;
  }

  long dispatches() {
    return dispatches;
  }

  List<ProtocolEvent> events() {
    return log;
  }

  /** Records an action of the environment. */
  void record(String action, int request, int replica, int attempt) {
    if (options.tracing() == Tracing.ON) {
      log.add(new ProtocolEvent(action, request, replica, attempt, clock.now()));
    }
  }

  @Override
  public double now() {
    return clock.now();
  }

  @Override
  public int replicas() {
    return replicas.length;
  }

  @Override
  public ReplicaView replica(int index) {
    requireReplica(index);
    return replicas[index];
  }

  @Override
  public void dispatch(Request request, int replica, int attempt) {
    Ledger.Entry entry = actingOn(request);
    requireReplica(replica);
    if (attempt < 0) {
      throw breaks(
          new IntegrityException(Law.VALID_ARGUMENT, "attempt " + attempt + " is negative"));
    }
    if (++dispatches > options.maxEvents()) {
      throw breaks(
          new IntegrityException(Law.BOUNDED_DISPATCHES, "more than " + options.maxEvents()));
    }
    ledger.dispatched(entry, replica, clock.now());
    if (!down[replica]) {
      Replica chosen = replicas[replica];
      chosen.enqueue(new Attempt(entry, attempt, chosen));
      if (chosen.isIdle()) {
        awakened.add(chosen);
      }
    }
  }

  @Override
  public void deliver(Request request, int attempt) {
    Ledger.Entry entry = actingOn(request);
    try {
      ledger.delivered(entry, attempt, clock.now());
    } catch (IntegrityException refusal) {
      throw breaks(refusal);
    }
  }

  @Override
  public void log(String action, int request, int replica, int attempt) {
    record(action, request, replica, attempt);
  }

  private Ledger.Entry actingOn(Request request) {
    if (!open) {
      throw breaks(
          new IntegrityException(Law.WITHIN_A_CALL, "the router acted outside a call to it"));
    }
    try {
      return ledger.entry(request);
    } catch (IntegrityException refusal) {
      throw breaks(refusal);
    }
  }

  private void requireReplica(int replica) {
    if (replica < 0 || replica >= replicas.length) {
      throw breaks(
          new IntegrityException(
              Law.VALID_ARGUMENT, "replica %d of %d".formatted(replica, replicas.length)));
    }
  }
}
