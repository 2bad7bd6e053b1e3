package dev.sds.kits.llmserving.baselines;

import dev.sds.kits.llmserving.api.Candidates;
import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.Request;
import java.util.Arrays;

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
  private final ReplicaView[] views;
  private final int[] spokenFor;
  private final int[] lengths;
  private final int limit;
  private final int blockTokens;

  /**
   * The policy for one run.
   *
   * @param decodeShare answer tokens reckoned for each prompt token; 0.6 in the paper
   * @param reserve share of a replica's blocks kept free; 0.03 in the paper
   */
  HeadRoom(Cluster cluster, Order order, double decodeShare, double reserve) {
    this.order = order;
    this.decodeShare = decodeShare;
    this.views = new ReplicaView[cluster.replicas()];
    Arrays.setAll(views, cluster::replica);
    this.spokenFor = new int[views.length];
    this.lengths = new int[views.length];
    int blocks = views[0].totalBlocks();
    this.limit = blocks - (int) (blocks * reserve);
    this.blockTokens = views[0].blockTokens();
  }

  @Override
  public double priority(Request request) {
    return order == Order.SHORTEST_PROMPT ? request.promptTokens() : 0;
  }

  @Override
  public void beginRound(Cluster cluster) {
    for (int i = 0; i < views.length; i++) {
      spokenFor[i] = views[i].allocatedBlocks() + waitingBlocks(views[i]);
      lengths[i] = views[i].outstanding();
    }
  }

  @Override
  public int place(Request request, Candidates candidates) {
    int need = blocksFor(request.promptTokens() * (1 + decodeShare));
    int best = HOLD;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < spokenFor.length; i++) {
      if (candidates.contains(i) && spokenFor[i] + need <= limit) {
        long load = ((long) spokenFor[i] << Integer.SIZE) + lengths[i];
        best = load < least ? i : best;
        least = Math.min(least, load);
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
    return tokens == 0 ? 0 : blocksFor(tokens);
  }

  private int blocksFor(double tokens) {
    return (int) Math.ceil(tokens / blockTokens);
  }
}
