package dev.sds.kits.llmserving.baselines;

import dev.sds.kits.llmserving.api.Candidates;
import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.RequestProgress;

/**
 * The best router FunSearch found in the Glia experiments (Hamadanian et al., 2025, Fig. 13):
 * answer lengths are predicted by a moving average for each of three prompt sizes, the queue is
 * ordered by predicted total, and the replica is chosen by a cost of projected memory, prefill
 * backlog, queue length and missing blocks.
 *
 * <p>Two deviations: here an average learns from the answer itself, not from the last state seen
 * before it ended; and the priority is set on arrival, not with each round. A held request never
 * has restarts here, so the original's rules for those have no counterpart.
 */
final class FunSearchRule implements Placement {

  private static final double ALPHA = 0.1;
  private static final double FIRST_GUESS = 96;
  private static final double LEAST = 32;
  private static final double MOST = 1024;
  private static final int TRUSTED_AFTER = 10;
  private static final double TINY = 1e-6;

  private final double utilisationCap;
  private final double[] averages = {FIRST_GUESS, FIRST_GUESS, FIRST_GUESS};
  private final int[] seen = new int[3];
  private double overall = FIRST_GUESS;

  private final ReplicaView[] views;
  private final double[] blocks;
  private final double[] backlog;
  private final int[] lengths;

  /**
   * The policy for one run.
   *
   * @param utilisationCap projected memory use up to which a request is placed; 1.03 in the
   *     original
   */
  FunSearchRule(Cluster cluster, double utilisationCap) {
    this.utilisationCap = utilisationCap;
    int replicas = cluster.replicas();
    views = new ReplicaView[replicas];
    for (int i = 0; i < replicas; i++) {
      views[i] = cluster.replica(i);
    }
    blocks = new double[replicas];
    backlog = new double[replicas];
    lengths = new int[replicas];
  }

  @Override
  public double priority(Request request) {
    return request.promptTokens() + predict(request.promptTokens());
  }

  @Override
  public void answered(Request request, int decodedTokens) {
    int bucket = bucket(request.promptTokens());
    averages[bucket] = learn(averages[bucket], decodedTokens);
    seen[bucket]++;
    overall = learn(overall, decodedTokens);
  }

  @Override
  public void beginRound(Cluster cluster) {
    for (int i = 0; i < views.length; i++) {
      ReplicaView view = views[i];
      blocks[i] = view.allocatedBlocks();
      backlog[i] = 0;
      lengths[i] = view.outstanding();
      for (int k = 0; k < lengths[i]; k++) {
        RequestProgress progress = view.outstandingAt(k);
        int prefill = progress.prefillTokens();
        int processed = progress.processedTokens();
        double future = blocksFor(prefill + predict(prefill), view);
        blocks[i] += Math.max(0, future - blocksFor(processed, view));
        backlog[i] += Math.max(0, prefill - processed);
      }
    }
  }

  @Override
  public int place(Request request, Candidates candidates) {
    if (isFull(candidates)) {
      return HOLD;
    }
    double total = request.promptTokens() + predict(request.promptTokens());
    int best = SKIP;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < views.length; i++) {
      if (candidates.contains(i)) {
        double cost = cost(i, request.promptTokens(), total);
        if (cost < least - 1e-12) {
          least = cost;
          best = i;
        }
      }
    }
    if (best == SKIP || utilisation(best, total) > utilisationCap) {
      return SKIP;
    }
    blocks[best] += blocksFor(total, views[best]);
    backlog[best] += request.promptTokens();
    lengths[best]++;
    return best;
  }

  /**
   * Whether no candidate can take even the least of requests: then none in the queue can be placed.
   */
  private boolean isFull(Candidates candidates) {
    for (int i = 0; i < views.length; i++) {
      if (candidates.contains(i) && utilisation(i, 1 + LEAST) <= utilisationCap) {
        return false;
      }
    }
    return true;
  }

  private double cost(int replica, int prompt, double total) {
    ReplicaView view = views[replica];
    double utilisation = utilisation(replica, total);
    double capacity = (double) view.totalBlocks() * view.blockTokens();
    double free = view.totalBlocks() - view.allocatedBlocks();
    double missing = Math.max(0, blocksFor(prompt, view) - free);
    double cost =
        0.55 * utilisation * utilisation
            + 0.25 * ((backlog[replica] + prompt) / (capacity + TINY))
            + 0.10 * ((lengths[replica] + 1) / (meanLength() + TINY))
            + 0.10 * (missing / (view.totalBlocks() + TINY));
    double over = Math.max(0, utilisation - 1);
    return cost + 12 * over * over;
  }

  private double utilisation(int replica, double total) {
    ReplicaView view = views[replica];
    return (blocks[replica] + blocksFor(total, view)) / view.totalBlocks();
  }

  private double meanLength() {
    double sum = 0;
    for (int length : lengths) {
      sum += length;
    }
    return sum / lengths.length;
  }

  private double predict(int prompt) {
    int bucket = bucket(prompt);
    return seen[bucket] >= TRUSTED_AFTER ? averages[bucket] : overall;
  }

  private static double learn(double average, int decodedTokens) {
    return Math.clamp((1 - ALPHA) * average + ALPHA * decodedTokens, LEAST, MOST);
  }

  private static int bucket(int prompt) {
    return prompt < 128 ? 0 : prompt < 512 ? 1 : 2;
  }

  private static double blocksFor(double tokens, ReplicaView view) {
    return Math.ceil(tokens / view.blockTokens());
  }
}
