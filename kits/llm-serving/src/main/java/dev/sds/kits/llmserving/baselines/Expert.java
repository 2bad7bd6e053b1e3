package dev.sds.kits.llmserving.baselines;

import dev.sds.kits.llmserving.api.Candidates;
import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.Request;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The human expert's router of the Glia experiments: shortest prompt first; to the shortest queue
 * among the replicas whose committed blocks are below a limit, ties at random.
 */
final class Expert implements Placement {

  private final double limitShare;
  private final RandomGenerator random;
  private final int[] committed;
  private final int[] lengths;
  private int limit;
  private int blockTokens;

  /**
   * The policy for one run.
   *
   * @param limitShare share of a replica's blocks up to which it is given work; 2,100 of 2,240 in
   *     the original
   * @param seed of the tie-breaking
   */
  Expert(int replicas, double limitShare, long seed) {
    this.limitShare = limitShare;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.committed = new int[replicas];
    this.lengths = new int[replicas];
  }

  @Override
  public double priority(Request request) {
    return request.promptTokens();
  }

  @Override
  public void beginRound(Cluster cluster) {
    for (int i = 0; i < committed.length; i++) {
      committed[i] = cluster.replica(i).committedBlocks();
      lengths[i] = cluster.replica(i).outstanding();
      limit = (int) (cluster.replica(i).totalBlocks() * limitShare);
      blockTokens = cluster.replica(i).blockTokens();
    }
  }

  @Override
  public int place(Request request, Candidates candidates) {
    int best = HOLD;
    int ties = 0;
    for (int i = 0; i < committed.length; i++) {
      if (!candidates.contains(i) || committed[i] > limit) {
        continue;
      }
      if (best == HOLD || lengths[i] < lengths[best]) {
        best = i;
        ties = 1;
      } else if (lengths[i] == lengths[best] && random.nextInt(++ties) == 0) {
        best = i;
      }
    }
    if (best != HOLD) {
      committed[best] += (request.promptTokens() + blockTokens - 1) / blockTokens;
      lengths[best]++;
    }
    return best;
  }
}
