package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.RequestProgress;

/**
 * One replica: its engine, and the time up to which that has been worked out. It may lag behind the
 * run, as long as nobody looks; whoever looks makes it catch up.
 */
final class Replica implements ReplicaView {

  /** Iterations by which a replica may lag behind the run at most. */
  static final int MOST_LAG = 1024;

  /** Covers the rounding of sums of {@link #MOST_LAG} times. */
  private static final double ROUNDING = 1 - 1e-12;

  private final int index;
  private final ReplicaConfig config;
  private final Clock clock;
  private final Engine engine;

  /** When the iteration in flight ends; infinite while the replica is idle or down. */
  private double endsAt = Double.POSITIVE_INFINITY;

  private double lastEnd;

  private double slowness = 1;

  Replica(int index, ClusterConfig cluster, Ledger ledger, Clock clock) {
    this.index = index;
    this.config = cluster.replica();
    this.clock = clock;
    this.engine = new Engine(cluster, ledger);
  }

  /** What it computes, as of the last iteration that has been worked out. */
  Engine engine() {
    return engine;
  }

  boolean isIdle() {
    return endsAt == Double.POSITIVE_INFINITY;
  }

  /** When the last iteration ended. */
  double lastEnd() {
    return lastEnd;
  }

  /** Promises no more than the iteration in flight. */
  void stepwise() {
    clock.promise(index, endsAt);
  }

  /** Factor on the times of iterations that begin from now on. */
  void slowness(double factor) {
    catchUp();
    slowness = factor;
    notePromise();
  }

  void enqueue(Attempt attempt) {
    catchUp();
    if (engine.isEager()) {
      notePromise(clock.isStepwise() ? 0 : engine.quietSecondsWith(attempt, MOST_LAG));
    }
    engine.enqueue(attempt);
  }

  /** Forms a batch now if there is something to run. */
  void start() {
    begin(clock.now());
    notePromise();
  }

  /**
   * Ends the iteration in flight, and those after it that end before a given time, up to the first
   * that finishes a request.
   *
   * @return how many requests finished with the last of them
   */
  int run(double until) {
    workOut(until);
    notePromise();
    return engine.finished();
  }

  private void workOut(double until) {
    do {
      if (clock.isStepwise()) {
        step();
        return;
      } else if (engine.canCoast()) {
        coast(endsAt < until ? until : Math.nextUp(endsAt));
      } else {
        step();
      }
    } while (engine.finished() == 0 && endsAt < until);
  }

  private void coast(double until) {
    DecodeGroup.Coast coast = engine.coast(endsAt, slowness, until);
    if (coast.done > 0) {
      endsAt = coast.endsAt;
      lastEnd = coast.lastEnd;
      clock.count(coast.done);
    }
  }

  private void step() {
    lastEnd = endsAt;
    engine.end(lastEnd);
    begin(lastEnd);
    if (isIdle() && engine.finished() == 0 && !engine.waiting().isEmpty()) {
      begin(lastEnd); // what was evicted is alone now
    }
    clock.count(1);
  }

  private void begin(double now) {
    double seconds = engine.begin(now);
    endsAt = seconds >= 0 ? now + slowness * seconds : Double.POSITIVE_INFINITY;
  }

  /**
   * Ends the iterations that come before the event being handled. None finishes a request, and the
   * promise stands, for that event is not after it.
   */
  void catchUp() {
    if (endsAt <= clock.now()) {
      catchUpTo(clock.horizon(index));
    }
  }

  private void catchUpTo(double horizon) {
    if (endsAt >= horizon) {
      return;
    }
    workOut(horizon);
    if (engine.finished() > 0) {
      throw new IllegalStateException("replica " + index + " finished a request too early");
    }
    clock.extend(index, endsAt);
  }

  /** The replica stops; what it holds can be seen until it forgets. */
  void stop() {
    catchUp();
    endsAt = Double.POSITIVE_INFINITY;
    clock.promise(index, Double.POSITIVE_INFINITY);
  }

  /** Forgets everything: the replica starts again empty. */
  void lose() {
    engine.lose();
  }

  /** Works out until when no request can finish. */
  private void notePromise() {
    notePromise(clock.isStepwise() ? 0 : engine.quietSeconds(MOST_LAG));
  }

  private void notePromise(double quietSeconds) {
    clock.promise(index, endsAt, (endsAt + slowness * quietSeconds) * ROUNDING);
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public int totalBlocks() {
    return config.blocks();
  }

  @Override
  public int allocatedBlocks() {
    catchUp();
    return engine.heldBlocks();
  }

  @Override
  public int blockTokens() {
    return config.blockTokens();
  }

  @Override
  public int waiting() {
    catchUp();
    return engine.waiting().size();
  }

  @Override
  public int running() {
    catchUp();
    return engine.running().size();
  }

  @Override
  public long waitingTokens() {
    catchUp();
    return engine.waiting().tokens();
  }

  @Override
  public int waitingBlocks(double decodeShare) {
    catchUp();
    return (int) Math.ceil(engine.waiting().tokens() * (1 + decodeShare) / config.blockTokens());
  }

  @Override
  public int committedBlocks() {
    catchUp();
    return engine.committedBlocks();
  }

  /** Requests here; the same whether the replica lags or not. */
  @Override
  public int outstanding() {
    return engine.running().size() + engine.waiting().size();
  }

  @Override
  public RequestProgress outstandingAt(int position) {
    catchUp();
    return engine.attemptAt(position);
  }
}
