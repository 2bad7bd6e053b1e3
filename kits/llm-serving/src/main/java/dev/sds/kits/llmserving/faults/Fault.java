package dev.sds.kits.llmserving.faults;

/** One fault of one replica. Times are seconds since the start of the run. */
public sealed interface Fault {

  /** Replica it strikes. */
  int replica();

  /** When it begins. */
  double at();

  /** How long it lasts, in seconds. */
  double lasts();

  /**
   * The replica stops and loses its memory and all requests it holds; what is sent to it vanishes.
   * The router is told that it is down after the detection delay, and that it is up when it has
   * restarted.
   *
   * @param detectedAfter seconds from the crash to the router's notice, less than {@code lasts}
   */
  record Crash(int replica, double at, double lasts, double detectedAfter) implements Fault {

    /** Detection delay unless stated otherwise, in seconds. */
    public static final double DETECTION_SECONDS = 1;

    public Crash {
      requireInterval(replica, at, lasts);
      if (!(detectedAfter >= 0 && detectedAfter < lasts)) {
        throw new IllegalArgumentException(
            "a crash of %s s must be detected before its end, not after %s s"
                .formatted(lasts, detectedAfter));
      }
    }

    /** A crash that is detected after one second. */
    public Crash(int replica, double at, double lasts) {
      this(replica, at, lasts, DETECTION_SECONDS);
    }
  }

  /**
   * The router is told that a replica looks dead while it works on; later it is told that it is up.
   */
  record FalseSuspicion(int replica, double at, double lasts) implements Fault {
    public FalseSuspicion {
      requireInterval(replica, at, lasts);
    }
  }

  /**
   * Iterations that begin in the interval take longer. The router is not told.
   *
   * @param factor multiplies iteration times, at least 1
   */
  record Slowdown(int replica, double at, double lasts, double factor) implements Fault {
    public Slowdown {
      requireInterval(replica, at, lasts);
      if (!(factor >= 1) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException("a slowdown's factor must be at least 1: " + factor);
      }
    }
  }

  private static void requireInterval(int replica, double at, double lasts) {
    if (replica < 0) {
      throw new IllegalArgumentException("replica must not be negative: " + replica);
    }
    if (!(at >= 0) || !(lasts > 0) || Double.isInfinite(at) || Double.isInfinite(lasts)) {
      throw new IllegalArgumentException(
          "a fault must begin at 0 s or later and last: at %s s for %s s".formatted(at, lasts));
    }
  }
}
