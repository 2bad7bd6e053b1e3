package dev.sds.kits.llmserving.baselines;

import dev.sds.kits.llmserving.api.Candidates;
import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.Request;

/**
 * Head-room admission, the router Glia found (Hamadanian et al., 2025, Fig. 12): a request goes to
 * the replica with the least memory spoken for, answers reckoned as a share of their prompts, if
 * that leaves a reserve free; otherwise the whole queue waits. Shortest prompt first, or in order
 * of arrival for the ablation.
 */
final class HeadRoom implements Placement {

  /** Order of the held queue. */
  enum Order {
    SHORTEST_PROMPT,
    ARRIVAL
  }

  private final Order order;
  private final double decodeShare;
  private final double reserve;
  private final int[] spokenFor;
  private final int[] lengths;
  private int limit;
  private int blockTokens;

  /**
   * The policy for one run.
   *
   * @param decodeShare answer tokens reckoned for each prompt token; 0.6 in the paper
   * @param reserve share of a replica's blocks kept free; 0.03 in the paper
   */
  HeadRoom(int replicas, Order order, double decodeShare, double reserve) {
    this.order = order;
    this.decodeShare = decodeShare;
    this.reserve = reserve;
    this.spokenFor = new int[replicas];
    this.lengths = new int[replicas];
  }

  @Override
  public double priority(Request request) {
    return order == Order.SHORTEST_PROMPT ? request.promptTokens() : 0;
  }

  @Override
  public void beginRound(Cluster cluster) {
    for (int i = 0; i < spokenFor.length; i++) {
      ReplicaView replica = cluster.replica(i);
      spokenFor[i] = replica.allocatedBlocks() + waitingBlocks(replica);
      lengths[i] = replica.outstanding();
      limit = replica.totalBlocks() - (int) (replica.totalBlocks() * reserve);
      blockTokens = replica.blockTokens();
    }
  }

  @Override
  public int place(Request request, Candidates candidates) {
    int need = (int) Math.ceil(request.promptTokens() * (1 + decodeShare) / blockTokens);
    int best = HOLD;
    for (int i = 0; i < spokenFor.length; i++) {
      if (candidates.contains(i) && spokenFor[i] + need <= limit && isLess(i, best)) {
        best = i;
      }
    }
    if (best != HOLD) {
      spokenFor[best] += need;
      lengths[best]++;
    }
    return best;
  }

  /**
   * As {@link ReplicaView#waitingBlocks}, but summed as the source sums, so that its rounding
   * agrees.
   */
  private int waitingBlocks(ReplicaView replica) {
    double tokens = 0;
    for (int i = replica.running(); i < replica.outstanding(); i++) {
      tokens += replica.outstandingAt(i).prefillTokens() * (1 + decodeShare);
    }
    return (int) Math.ceil(tokens / replica.blockTokens());
  }

  private boolean isLess(int i, int best) {
    return best == HOLD
        || spokenFor[i] < spokenFor[best]
        || (spokenFor[i] == spokenFor[best] && lengths[i] < lengths[best]);
  }
}
