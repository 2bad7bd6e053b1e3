package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.simulator.IntegrityException.Law;
import java.util.ArrayList;
import java.util.List;

/** The router's side of a run: checks each of its acts and carries it out. */
final class SimulatedCluster implements Cluster {

  private final RunLedger ledger;
  private final RunOptions options;
  private final Replica[] replicas;
  private final boolean[] down;
  private final Request[] requests;
  private final List<ProtocolEvent> log = new ArrayList<>();

  private double now;
  private long dispatches;
  private boolean open;

  SimulatedCluster(RunLedger ledger, RunOptions options, Replica[] replicas) {
    this.ledger = ledger;
    this.options = options;
    this.replicas = replicas;
    this.down = new boolean[replicas.length];
    this.requests = new Request[ledger.trace.size()];
    for (int i = 0; i < requests.length; i++) {
      requests[i] = new TraceRequest(i, ledger.trace.arrivedAt(i), ledger.trace.promptTokens(i));
    }
  }

  private record TraceRequest(int id, double arrivedAt, int promptTokens) implements Request {}

  Request request(int id) {
    return requests[id];
  }

  void advance(double time) {
    now = time;
  }

  /** Lets the router act while a call to it lasts. */
  void callRouter(Runnable call) {
    open = true;
    try {
      call.run();
    } finally {
      open = false;
    }
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

  long dispatches() {
    return dispatches;
  }

  List<ProtocolEvent> events() {
    return log;
  }

  /** Records an action of the environment. */
  void record(String action, int request, int replica, int attempt) {
    if (options.tracing() == Tracing.ON) {
      log.add(new ProtocolEvent(action, request, replica, attempt, now));
    }
  }

  @Override
  public double now() {
    return now;
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
    requireActing(request);
    requireReplica(replica);
    if (attempt < 0) {
      throw new IntegrityException(Law.VALID_ARGUMENT, "attempt " + attempt + " is negative");
    }
    if (++dispatches > options.maxEvents()) {
      throw new IntegrityException(Law.BOUNDED_DISPATCHES, "more than " + options.maxEvents());
    }
    int id = request.id();
    ledger.dispatched(id, replica, now);
    if (!down[replica]) {
      int decode = ledger.trace.decodeTokens(id);
      replicas[replica].enqueue(new Attempt(request, attempt, decode, replicas[replica]));
    }
  }

  @Override
  public void deliver(Request request, int attempt) {
    requireActing(request);
    ledger.delivered(request.id(), attempt, now);
  }

  @Override
  public void log(String action, int request, int replica, int attempt) {
    record(action, request, replica, attempt);
  }

  private void requireActing(Request request) {
    if (!open) {
      throw new IntegrityException(Law.WITHIN_A_CALL, "the router acted outside a call to it");
    }
    int id = request.id();
    if (id < 0 || id >= ledger.arrived || !requests[id].equals(request)) {
      throw new IntegrityException(Law.KNOWN_REQUEST, "request %d has not arrived".formatted(id));
    }
  }

  private void requireReplica(int replica) {
    if (replica < 0 || replica >= replicas.length) {
      throw new IntegrityException(
          Law.VALID_ARGUMENT, "replica %d of %d".formatted(replica, replicas.length));
    }
  }
}
