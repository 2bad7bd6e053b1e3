package dev.sds.kits.llmserving;

import dev.sds.artifacts.Json;
import dev.sds.evaluators.process.Budget;
import dev.sds.evaluators.process.Candidate;
import dev.sds.evaluators.process.Harness;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.kits.llmserving.rehearsal.RehearsalHarness;
import dev.sds.kits.llmserving.workload.Trace;
import java.util.LinkedHashMap;
import java.util.Map;

/** Simulates a generated router in the child JVM. */
public final class ServingHarness implements Harness {

  private static final long BASE_STEPS = 50_000_000;
  private static final long STEPS_A_REQUEST = 200_000;
  private static final long BASE_BYTES = 64L << 20;
  private static final long BYTES_A_REQUEST = 32 << 10;
  private static final int DEPTH = 1_000;

  private static final int REMEMBERED_TASKS = 64;

  /** About 16 MB of columns. */
  private static final long REMEMBERED_REQUESTS = 1_000_000;

  /** Candidates are compared on the same requests, run after run. */
  private final Map<String, Prepared> prepared =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Prepared> eldest) {
          return size() > REMEMBERED_TASKS
              || values().stream().mapToLong(p -> p.trace().size()).sum() > REMEMBERED_REQUESTS;
        }
      };

  private record Prepared(SimulationTask task, Trace trace) {
    static Prepared of(String text) {
      SimulationTask task = Json.read(text, SimulationTask.class);
      return new Prepared(task, task.demand().trace());
    }
  }

  @Override
  public String name() {
    return LlmServingKit.NAME;
  }

  /** Many times what the published routers use, and used up by a loop within seconds. */
  @Override
  public Budget budget(String task) {
    long requests = prepared(task).task().demand().expected();
    return new Budget(
        BASE_STEPS + STEPS_A_REQUEST * requests, BASE_BYTES + BYTES_A_REQUEST * requests, DEPTH);
  }

  private Prepared prepared(String task) {
    return prepared.computeIfAbsent(task, Prepared::of);
  }

  @Override
  public String run(Candidate candidate, String task) {
    RouterFactory factory = candidate.create(RehearsalHarness.ENTRY, RouterFactory.class);
    Prepared known = prepared(task);
    return Json.write(known.task().run(known.trace(), factory));
  }
}
