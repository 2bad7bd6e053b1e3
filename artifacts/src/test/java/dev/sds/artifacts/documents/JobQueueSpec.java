package dev.sds.artifacts.documents;

import dev.sds.spec.Budget;
import dev.sds.spec.Check;
import dev.sds.spec.Dimension;
import dev.sds.spec.Fault;
import dev.sds.spec.Quantity;
import dev.sds.spec.Requirement;
import dev.sds.spec.Setting;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wanted of a job queue. */
final class JobQueueSpec {

  private static final Span NOWHERE = new Span(0, 0);

  private JobQueueSpec() {}

  static Spec spec(String intent, String objective, Map<String, String> forbidden) {
    return spec(intent, objective, forbidden, List.of("at-most", "comes-back-after"));
  }

  static Spec spec(
      String intent, String objective, Map<String, String> forbidden, List<String> faultOrder) {
    var ruledOut = new LinkedHashMap<String, List<String>>();
    forbidden.forEach((k, v) -> ruledOut.put(k, List.of(v)));
    var parameters = new LinkedHashMap<String, Setting>();
    for (String name : faultOrder) {
      parameters.put(
          name,
          new Setting.Amount(
              name.equals("at-most")
                  ? Quantity.of(1, Dimension.COUNT)
                  : Quantity.of(60, Dimension.TIME)));
    }
    return new Spec(
        "night-jobs",
        intent,
        "job-queue",
        List.of(
            requirement(
                "R1", objective, new Check.Objective(Check.Direction.MINIMIZE, "wait.mean")),
            requirement(
                "R2",
                "Nobody waits absurdly long",
                new Check.Bound(
                    "wait.p99", Check.Comparison.AT_MOST, Quantity.of(30, Dimension.TIME))),
            requirement(
                "R3",
                "No accepted job is lost when a worker crashes.",
                new Check.Invariant("NoLostJob"),
                "worker-crash"),
            requirement(
                "R4",
                "Every accepted job is done in the end",
                new Check.Liveness("EventuallyDone")),
            requirement("R5", "Operators find the queue easy to understand", null)),
        Map.of("worker-crash", new Fault("worker-crash", parameters, NOWHERE)),
        Map.of("region", "any"),
        ruledOut,
        Map.of(),
        List.of(
            workload("day", Workload.Role.TRAIN, 1L, 2L, 3L),
            workload("night", Workload.Role.HOLDOUT, 11L, 12L)),
        new Budget(100, 60, 0),
        Map.of(),
        new Source("spec.yaml", ""));
  }

  private static Workload workload(String name, Workload.Role role, Long... seeds) {
    return new Workload(name, role, "short-jobs", null, null, 100, List.of(seeds), NOWHERE);
  }

  private static Requirement requirement(
      String id, String text, @Nullable Check check, String... under) {
    return new Requirement(id, text, check, List.of(under), NOWHERE);
  }
}
