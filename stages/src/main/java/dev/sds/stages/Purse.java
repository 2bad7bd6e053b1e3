package dev.sds.stages;

import dev.sds.evaluators.Lab;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload;
import java.util.function.LongSupplier;

/**
 * The simulation budget, in simulated requests: the spec grants so many runs of its train
 * workloads, and the requests that these would hold are what may be simulated.
 */
public final class Purse {

  private final LongSupplier spent;
  private final double granted;

  /** A budget over a lab's meter; {@code requestsPerRun} is the mean size of a train run. */
  public Purse(Lab lab, Spec spec, double requestsPerRun) {
    this.spent = lab::simulatedRequests;
    this.granted = spec.budget().simulations() * requestsPerRun;
  }

  /** The unspent share, between 0 and 1. */
  public double left() {
    return Math.max(0, 1 - spent.getAsLong() / granted);
  }

  /** Spent so far, in runs of the mean size. */
  public double spentRuns(Spec spec) {
    return (1 - Math.max(-1e9, 1 - spent.getAsLong() / granted)) * spec.budget().simulations();
  }

  /** The mean number of requests in a train run, from the arrival rates. */
  public static double requestsPerRun(Spec spec) {
    return spec.workloads(Workload.Role.TRAIN).stream()
        .mapToDouble(
            w ->
                w.arrivals() == null || w.seconds() == 0
                    ? 10_000
                    : w.arrivals().perSecond() * w.seconds())
        .average()
        .orElse(1);
  }
}
