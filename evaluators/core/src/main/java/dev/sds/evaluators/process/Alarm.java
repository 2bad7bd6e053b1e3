package dev.sds.evaluators.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Kills a child that has used up its time, unless it is closed before. What counts is processor
 * time: a busy machine may let a child wait for long, and whether its code is refused must not hang
 * on that.
 */
public final class Alarm implements AutoCloseable {

  /** How much longer a child may take that seldom gets the processor, or sleeps. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ChildProcess child;
  private final ScheduledExecutorService clock;
  private final Duration allowed;
  private final Duration before;
  private final long start = System.nanoTime();
  private @Nullable Future<?> next;
  private boolean closed;
  private @Nullable Expired expired;

  /** How long a killed child had, by the clock and at the processor. */
  public record Expired(Duration waited, Duration used) {}

  private Alarm(ChildProcess child, ScheduledExecutorService clock, Duration allowed) {
    this.child = child;
    this.clock = clock;
    this.allowed = allowed;
    this.before = child.cpu();
  }

  /**
   * Sets an alarm.
   *
   * @param clock on which it waits
   * @param allowed of processor time from now on
   */
  public static Alarm set(ChildProcess child, ScheduledExecutorService clock, Duration allowed) {
    var alarm = new Alarm(child, clock, allowed);
    alarm.schedule(allowed);
    return alarm;
  }

  private synchronized void schedule(Duration time) {
    next = clock.schedule(this::ring, time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private synchronized void ring() {
    if (closed) {
      return;
    }
    Duration waited = Duration.ofNanos(System.nanoTime() - start);
    Duration used = child.cpu().minus(before);
    Duration left = allowed.minus(used);
    Duration most = allowed.plus(PATIENCE).minus(waited);
    if (left.isPositive() && most.isPositive()) {
      schedule(left.compareTo(most) < 0 ? left : most);
      return;
    }
    expired = new Expired(waited, used);
    child.kill();
  }

  /** What became of the child, if it was killed. */
  public synchronized Optional<Expired> expired() {
    return Optional.ofNullable(expired);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
  }
}
