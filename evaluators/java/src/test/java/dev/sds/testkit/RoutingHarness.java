package dev.sds.testkit;

import dev.sds.evaluators.process.Budget;
import dev.sds.evaluators.process.Candidate;
import dev.sds.evaluators.process.Harness;
import dev.sds.testkit.api.Router;
import dev.sds.testkit.api.View;

/** Asks {@code router.Policy} as often as the task says and sums up its choices. */
public final class RoutingHarness implements Harness {

  @Override
  public String name() {
    return "routing";
  }

  @Override
  public Budget budget(String task) {
    return new Budget(50_000_000, 64 << 20, 1_000);
  }

  @Override
  public String run(Candidate candidate, String task) {
    Router router = candidate.create("router.Policy", Router.class);
    System.out.println("what a kit prints must not reach the protocol");
    int times = Integer.parseInt(task);
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum = sum * 31 + router.route(new View(i, i % 700, 4));
    }
    return "{\"sum\":" + sum + "}";
  }
}
