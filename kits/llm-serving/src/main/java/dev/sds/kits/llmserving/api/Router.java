package dev.sds.kits.llmserving.api;

/**
 * Decides which replica serves which request, and when. It may hold requests back, and it alone
 * remembers which replicas it believes to be up and which answers are still owed. Called by one
 * thread; all replicas are up at the start.
 */
public interface Router {

  /** A client has sent a request. */
  void onArrival(Request request);

  /**
   * A replica has finished an attempt. The router decides whether this answer is delivered.
   *
   * @param attempt the number given at dispatch
   * @param decodedTokens tokens of the answer, now known
   */
  void onAnswer(Request request, int replica, int attempt, int decodedTokens);

  /** A replica looks dead; it may be dead or only slow to reply. */
  void onSuspected(int replica);

  /** A replica has crashed and lost its memory, and with it every request it held. */
  void onDown(int replica);

  /**
   * A replica has restarted empty, or the suspicion against it was unfounded and it has worked on.
   */
  void onUp(int replica);
}
