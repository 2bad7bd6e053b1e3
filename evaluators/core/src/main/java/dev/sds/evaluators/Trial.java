package dev.sds.evaluators;

import dev.sds.spec.Workload;
import java.util.List;

/**
 * One simulation run.
 *
 * @param share how much of the workload is simulated, from its start, above 0 and at most 1
 * @param faults names of the spec's faults that are injected
 * @param costScale factor on the cost model's iteration times, 1 for the model as it is
 * @param change that the run is made with
 */
public record Trial(
    Workload workload,
    long seed,
    double share,
    List<String> faults,
    Log log,
    double costScale,
    Change change) {

  public Trial {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("The share " + share + " is not in (0, 1].");
    }
    faults = List.copyOf(faults);
  }

  /** A run without a change. */
  public Trial(
      Workload workload, long seed, double share, List<String> faults, Log log, double costScale) {
    this(workload, seed, share, faults, log, costScale, Change.NONE);
  }

  public static Trial plain(Workload workload, long seed, double share) {
    return new Trial(workload, seed, share, List.of(), Log.OFF, 1);
  }

  public Trial withCostScale(double scale) {
    return new Trial(workload, seed, share, faults, log, scale, change);
  }

  public Trial with(Change other) {
    return new Trial(workload, seed, share, faults, log, costScale, other);
  }

  /** Names the run in reports and caches. */
  public String label() {
    return workload.name()
        + "#"
        + seed
        + (share < 1 ? " first " + Math.round(share * 100) + "%" : "")
        + (faults.isEmpty() ? "" : " under " + String.join(", ", faults))
        + (change.isNone() ? "" : " with " + change.name() + " " + change.draw());
  }

  /** Whether protocol actions are recorded. */
  public enum Log {
    OFF,
    ACTIONS
  }
}
