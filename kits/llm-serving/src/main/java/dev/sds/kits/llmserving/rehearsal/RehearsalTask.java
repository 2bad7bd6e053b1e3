package dev.sds.kits.llmserving.rehearsal;

import dev.sds.evaluators.Rehearsals;
import dev.sds.evaluators.schedule.Schedule;
import dev.sds.evaluators.schedule.Scheduler;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.spec.Fault;
import dev.sds.spec.Spec;
import java.util.List;

/**
 * Runs of one router, each along a schedule. Few replicas and requests, so that their actions meet.
 *
 * @param crashes how many may happen in a run
 * @param suspicions how often a working replica may be suspected in a run
 */
public record RehearsalTask(
    int requests, int replicas, int crashes, int suspicions, List<Schedule> schedules) {

  private static final int REQUESTS = 4;
  private static final int REPLICAS = 3;

  public RehearsalTask {
    schedules = List.copyOf(schedules);
  }

  /** The runs under some of a spec's faults. */
  public static RehearsalTask of(
      Spec spec, int replicas, List<String> faults, List<Schedule> schedules) {
    return new RehearsalTask(
        REQUESTS,
        Math.min(REPLICAS, replicas),
        times(spec, faults, "replica-crash"),
        times(spec, faults, "false-suspicion"),
        schedules);
  }

  private static int times(Spec spec, List<String> faults, String name) {
    Fault fault = faults.contains(name) ? spec.faults().get(name) : null;
    return fault == null ? 0 : fault.count("at-most", 1);
  }

  /** A fresh router for each schedule. What the router throws passes through. */
  Rehearsals run(RouterFactory factory) {
    var size = new RehearsedCluster.Size(requests, replicas, crashes, suspicions);
    return new Rehearsals(
        LoggedAction.constants(requests, replicas),
        schedules.stream()
            .map(s -> Scheduler.run(new RehearsedCluster(size, factory, s.seed()), s))
            .toList(),
        (long) requests * schedules.size());
  }
}
