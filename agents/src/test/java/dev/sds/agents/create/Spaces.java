package dev.sds.agents.create;

import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.ProgramSpace.Feature;
import dev.sds.artifacts.kit.ProgramSpace.Loop;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A small space, and chance with a seed. */
final class Spaces {

  private Spaces() {}

  static ProgramSpace space(Result result) {
    return new ProgramSpace(
        "hole",
        result,
        Set.of(),
        result == Result.TRUTH ? ProgramSpace.ALWAYS : "queue-length",
        List.of(
            new Feature(
                "queue-length", "queueLength()", 10, "jobs", "free", "jobs waiting", Map.of()),
            new Feature(
                "age",
                "age()",
                1,
                "seconds",
                "",
                "seconds waited",
                Map.of("fields", "double started;")),
            new Feature("free", "free()", 100, "jobs", "", "slots free", Map.of())),
        List.of(
            new Loop(
                "jobs",
                "int job = 0; job < 3; job++",
                3,
                "jobs there",
                List.of(
                    new Feature("done", "done(job)", 10, "jobs", "", "how much is done", Map.of()),
                    new Feature(
                        "begun",
                        "begun(job)",
                        10,
                        "seconds",
                        "",
                        "when it began",
                        Map.of("fields", "double started;"))))));
  }

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  static Map<String, Double> features(RandomGenerator random) {
    return Map.of(
        "queue-length", (double) random.nextInt(20),
        "age", random.nextDouble() * 10,
        "free", (double) random.nextInt(200));
  }
}
