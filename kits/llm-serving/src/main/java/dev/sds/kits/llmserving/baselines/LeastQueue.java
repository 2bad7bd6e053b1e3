package dev.sds.kits.llmserving.baselines;

import dev.sds.kits.llmserving.api.Candidates;
import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.Request;
import java.util.function.ToIntFunction;

/** Sends each request at once to the replica with the shortest queue; ties to the lowest index. */
final class LeastQueue implements Placement {

  private final ToIntFunction<ReplicaView> length;
  private final int[] lengths;

  LeastQueue(int replicas, ToIntFunction<ReplicaView> length) {
    this.length = length;
    this.lengths = new int[replicas];
  }

  @Override
  public void beginRound(Cluster cluster) {
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = length.applyAsInt(cluster.replica(i));
    }
  }

  @Override
  public int place(Request request, Candidates candidates) {
    int best = HOLD;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < lengths.length; i++) {
      if (candidates.contains(i)) {
        best = lengths[i] < least ? i : best;
        least = Math.min(least, lengths[i]);
      }
    }
    if (best != HOLD) {
      lengths[best]++;
    }
    return best;
  }
}
