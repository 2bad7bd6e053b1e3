package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.model.CapacityModel;
import dev.sds.kits.llmserving.model.IterationTimes;
import dev.sds.kits.llmserving.model.ReplicaLimits;

/**
 * A cluster of equal replicas.
 *
 * @param replicas how many, at least 1
 * @param replica memory and batching of each
 * @param times duration of an iteration
 * @param fidelity behaviour where the reference simulator is at fault
 */
public record ClusterConfig(
    int replicas, ReplicaConfig replica, IterationTimes times, Fidelity fidelity) {

  public ClusterConfig {
    if (replicas < 1) {
      throw new IllegalArgumentException("a cluster needs at least one replica: " + replicas);
    }
  }

  /** What can be proven of this cluster without a run; holds for {@link Fidelity#CORRECTED}. */
  public CapacityModel capacity() {
    boolean whole = replica.rule() == BatchRule.PREFILL_FIRST;
    return new CapacityModel(
        replicas,
        times,
        new ReplicaLimits(
            replica.blocks(),
            replica.watermarkBlocks(),
            replica.blockTokens(),
            replica.batchCap(),
            whole ? Integer.MAX_VALUE : replica.tokenBudget()));
  }
}
