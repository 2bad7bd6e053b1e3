package dev.sds.kits.llmserving.baselines;

import dev.sds.kits.llmserving.api.Candidates;
import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.Request;

/** What sets one baseline apart: the order of its queue and where a request goes. */
interface Placement {

  /** Keep this request; look at no other. */
  int HOLD = -1;

  /** Keep this request; look at the next. */
  int SKIP = -2;

  /** Rank in the queue; lower goes first, ties in the order of arrival. */
  default double priority(Request request) {
    return 0;
  }

  /** Takes stock of the replicas before a round of placements. */
  default void beginRound(Cluster cluster) {}

  /** A replica, {@link #HOLD} or {@link #SKIP}. */
  int place(Request request, Candidates candidates);

  /** Learns the length of an answer. */
  default void answered(Request request, int decodedTokens) {}
}
