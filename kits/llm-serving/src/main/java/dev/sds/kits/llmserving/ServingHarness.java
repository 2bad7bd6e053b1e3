package dev.sds.kits.llmserving;

import dev.sds.artifacts.Json;
import dev.sds.evaluators.process.Candidate;
import dev.sds.evaluators.process.Harness;
import dev.sds.kits.llmserving.api.RouterFactory;

/** Simulates a generated router in the child JVM. */
public final class ServingHarness implements Harness {

  /** The class that every generated project offers. */
  static final String ENTRY = "router.DesignedRouter";

  @Override
  public String name() {
    return LlmServingKit.NAME;
  }

  @Override
  public String run(Candidate candidate, String task) {
    RouterFactory factory = candidate.create(ENTRY, RouterFactory.class);
    return Json.write(Json.read(task, SimulationTask.class).run(factory));
  }
}
