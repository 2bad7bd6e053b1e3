package dev.sds.kits.llmserving.simulator;

/** The event being handled, and how much has happened. */
final class Clock {

  /** Turn of arrivals and fault steps, which come before all iterations of the same time. */
  static final int FIRST = -1;

  private double now;
  private int turn = FIRST;
  private long events;
  private double latest;
  private boolean stepwise;

  double now() {
    return now;
  }

  /** Turns to an event. */
  void advance(double time, int newTurn) {
    now = time;
    turn = newTurn;
  }

  /** Iterations of a replica that end before this time come before the event being handled. */
  double horizon(int replica) {
    return replica < turn ? Math.nextUp(now) : now;
  }

  /** Counts events that are over, the last of them at a given time. */
  void ended(int more, double time) {
    events += more;
    latest = Math.max(latest, time);
  }

  /** From now on one iteration is worked out at a time, in the order of their ends. */
  void stepwise() {
    stepwise = true;
  }

  boolean isStepwise() {
    return stepwise;
  }

  long events() {
    return events;
  }

  /** Time of the last event so far. */
  double latest() {
    return latest;
  }
}
