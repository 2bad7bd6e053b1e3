package dev.sds.kits.llmserving.simulator;

import java.util.Arrays;

/** The event being handled, and how much has happened. */
final class Clock {

  /** Turn of arrivals and fault steps, which come before all iterations of the same time. */
  static final int FIRST = -1;

  private static final long NEVER = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

  /**
   * For each replica, the time before which it finishes no request unless more are sent; infinite
   * while it is idle. As bits, which have the order of times, and whose least is found without a
   * branch.
   */
  private final long[] promises;

  private int next;
  private double quiet;
  private double others;

  private double now;
  private int turn = FIRST;
  private long events;
  private boolean stepwise;

  Clock(int replicas) {
    promises = new long[replicas];
    Arrays.fill(promises, NEVER);
  }

  void promise(int replica, double until) {
    promises[replica] = Double.doubleToRawLongBits(until);
  }

  /** Promises the later of two times. */
  void promise(int replica, double until, double orUntil) {
    promises[replica] =
        Math.max(Double.doubleToRawLongBits(until), Double.doubleToRawLongBits(orUntil));
  }

  /** Lengthens a promise that is known to be short. */
  void extend(int replica, double until) {
    promises[replica] = Math.max(promises[replica], Double.doubleToRawLongBits(until));
  }

  /** Finds the earliest promise, the first of equal ones. */
  void look() {
    long least = NEVER;
    long second = NEVER;
    int first = -1;
    for (int i = 0; i < promises.length; i++) {
      long until = promises[i];
      second = Math.min(second, Math.max(until, least));
      first = until < least ? i : first;
      least = Math.min(least, until);
    }
    next = first;
    quiet = Double.longBitsToDouble(least);
    others = Double.longBitsToDouble(second);
  }

  /** The replica with the earliest promise, -1 if all are idle. */
  int next() {
    return next;
  }

  /** The earliest promise. */
  double quiet() {
    return quiet;
  }

  /** The earliest promise of the other replicas. */
  double others() {
    return others;
  }

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

  /** Counts events that are over. */
  void count(int more) {
    events += more;
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
}
