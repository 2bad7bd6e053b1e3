package dev.sds.kits.llmserving;

import dev.sds.kits.llmserving.model.Accelerator;
import dev.sds.kits.llmserving.model.IterationTimes;
import dev.sds.kits.llmserving.model.ReplicaLimits;
import dev.sds.kits.llmserving.simulator.BatchRule;
import dev.sds.kits.llmserving.simulator.ClusterConfig;
import dev.sds.kits.llmserving.simulator.Fidelity;
import dev.sds.kits.llmserving.simulator.ReplicaConfig;
import dev.sds.spec.Setting;
import dev.sds.spec.Spec;
import java.util.Locale;

/**
 * The cluster that a spec's environment describes.
 *
 * @param gpu name of an {@link Accelerator}, in lower case
 * @param scheduler {@code chunked-prefill} or {@code prefill-first}
 * @param overheadMillis host time of each iteration
 */
record Deployment(
    int replicas,
    String gpu,
    int blocks,
    int blockTokens,
    int batchCap,
    int chunkTokens,
    String scheduler,
    double overheadMillis) {

  static Deployment of(Spec spec) {
    return new Deployment(
        whole(spec, "replicas", 1),
        word(spec, "gpu", "a10"),
        whole(spec, "kv-blocks", 1),
        whole(spec, "block-tokens", 16),
        whole(spec, "batch-cap", 128),
        whole(spec, "chunk-tokens", 8192),
        word(spec, "scheduler", "chunked-prefill"),
        1000 * number(spec, "host-overhead", 0));
  }

  ClusterConfig cluster(double costScale) {
    BatchRule rule =
        scheduler.equals("prefill-first") ? BatchRule.PREFILL_FIRST : BatchRule.CHUNKED_PREFILL;
    return new ClusterConfig(replicas, replica(rule), times(costScale), Fidelity.CORRECTED);
  }

  IterationTimes times(double costScale) {
    IterationTimes times =
        IterationTimes.of(Accelerator.valueOf(gpu.toUpperCase(Locale.ROOT)))
            .withOverhead(overheadMillis);
    return costScale == 1 ? times : times.scaled(costScale);
  }

  ReplicaLimits limits() {
    ReplicaConfig replica = replica(BatchRule.CHUNKED_PREFILL);
    return new ReplicaLimits(blocks, replica.watermarkBlocks(), blockTokens, batchCap, chunkTokens);
  }

  private ReplicaConfig replica(BatchRule rule) {
    return new ReplicaConfig(blocks, blockTokens, 0.01, batchCap, rule, chunkTokens);
  }

  private static double number(Spec spec, String key, double absent) {
    return spec.environment().get(key) instanceof Setting.Amount a ? a.quantity().value() : absent;
  }

  private static int whole(Spec spec, String key, int absent) {
    return (int) number(spec, key, absent);
  }

  private static String word(Spec spec, String key, String absent) {
    return spec.environment().get(key) instanceof Setting.Word w ? w.word() : absent;
  }
}
