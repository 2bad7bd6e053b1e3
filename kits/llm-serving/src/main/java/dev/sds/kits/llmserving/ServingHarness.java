package dev.sds.kits.llmserving;

import dev.sds.artifacts.Json;
import dev.sds.evaluators.process.Budget;
import dev.sds.evaluators.process.Candidate;
import dev.sds.evaluators.process.Harness;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.kits.llmserving.rehearsal.RehearsalHarness;
import org.jspecify.annotations.Nullable;

/** Simulates a generated router in the child JVM. */
public final class ServingHarness implements Harness {

  private static final long BASE_STEPS = 50_000_000;
  private static final long STEPS_A_REQUEST = 200_000;
  private static final long BASE_BYTES = 64L << 20;
  private static final long BYTES_A_REQUEST = 32 << 10;
  private static final int DEPTH = 1_000;

  private String taskText = "";
  private @Nullable SimulationTask task;

  @Override
  public String name() {
    return LlmServingKit.NAME;
  }

  /** Many times what the published routers use, and used up by a loop within seconds. */
  @Override
  public Budget budget(String task) {
    long requests = task(task).demand().expected();
    return new Budget(
        BASE_STEPS + STEPS_A_REQUEST * requests, BASE_BYTES + BYTES_A_REQUEST * requests, DEPTH);
  }

  /** Read once for budget and run. */
  private SimulationTask task(String text) {
    SimulationTask known = task;
    if (known == null || !text.equals(taskText)) {
      known = Json.read(text, SimulationTask.class);
      task = known;
      taskText = text;
    }
    return known;
  }

  @Override
  public String run(Candidate candidate, String task) {
    RouterFactory factory = candidate.create(RehearsalHarness.ENTRY, RouterFactory.class);
    return Json.write(task(task).run(factory));
  }
}
