package dev.sds.evaluators;

import java.util.function.LongSupplier;

/**
 * The end of the time that a run may take. It decides nothing: what passes it stops the run, and
 * the next run goes on with all that is known by then.
 */
public final class Deadline {

  private final LongSupplier nanoTime;
  private final long start;
  private final double seconds;

  private Deadline(LongSupplier nanoTime, double seconds) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.seconds = seconds;
  }

  /** For runs that take as long as they take. */
  public static Deadline none() {
    return new Deadline(() -> 0, Double.POSITIVE_INFINITY);
  }

  /**
   * Some time from now.
   *
   * @param nanoTime a clock that never goes back
   */
  public static Deadline in(double seconds, LongSupplier nanoTime) {
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("A run of " + seconds + " s can do nothing.");
    }
    return new Deadline(nanoTime, seconds);
  }

  /**
   * Asked before anything new is begun.
   *
   * @throws Passed if the time is over
   */
  void check() {
    if ((nanoTime.getAsLong() - start) / 1e9 >= seconds) {
      throw new Passed(seconds);
    }
  }

  /** The time was over before the run was. */
  public static final class Passed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final double seconds;

    Passed(double seconds) {
      super("more than " + seconds + " s");
      this.seconds = seconds;
    }

    /** The time that was given. */
    public double seconds() {
      return seconds;
    }
  }
}
