package dev.sds.kits.llmserving.baselines;

import dev.sds.kits.llmserving.api.Candidates;
import dev.sds.kits.llmserving.api.Request;

/** Sends requests to the replicas in turn. */
final class RoundRobin implements Placement {

  private final int replicas;
  private int next;

  RoundRobin(int replicas) {
    this.replicas = replicas;
  }

  @Override
  public int place(Request request, Candidates candidates) {
    for (int tried = 0; tried < replicas; tried++) {
      int replica = next;
      next = (next + 1) % replicas;
      if (candidates.contains(replica)) {
        return replica;
      }
    }
    return HOLD;
  }
}
