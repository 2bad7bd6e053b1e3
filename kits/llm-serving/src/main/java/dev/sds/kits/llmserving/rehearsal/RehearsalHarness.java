package dev.sds.kits.llmserving.rehearsal;

import dev.sds.artifacts.Json;
import dev.sds.evaluators.process.Candidate;
import dev.sds.evaluators.process.Harness;
import dev.sds.kits.llmserving.api.RouterFactory;

/** Rehearses a generated router in the child JVM. */
public final class RehearsalHarness implements Harness {

  /** The name by which runs ask for it. */
  public static final String NAME = "llm-serving rehearsal";

  /** The class that every generated project offers. */
  public static final String ENTRY = "router.DesignedRouter";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String run(Candidate candidate, String task) {
    RouterFactory factory = candidate.create(ENTRY, RouterFactory.class);
    return Json.write(Json.read(task, RehearsalTask.class).run(factory));
  }
}
