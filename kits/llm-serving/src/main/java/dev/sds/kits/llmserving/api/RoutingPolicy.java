package dev.sds.kits.llmserving.api;

/** The decision inside a router that keeps a queue: who is next, and where it goes. */
public interface RoutingPolicy {

  /** Result of {@link #place}: keep the request, and with it all behind it, in the queue. */
  int HOLD = -1;

  /**
   * Rank in the queue, computed once on arrival: lower is served first, ties in the order of
   * arrival.
   */
  double priority(Request request);

  /**
   * Chooses a replica for the head of the queue.
   *
   * @return the index of a candidate, or {@link #HOLD}
   */
  int place(Request request, Cluster cluster, Candidates candidates);

  /** Learns the length of an answer, in tokens. */
  default void onCompleted(Request request, int decodedTokens) {}
}
