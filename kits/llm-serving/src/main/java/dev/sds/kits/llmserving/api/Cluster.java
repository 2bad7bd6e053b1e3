package dev.sds.kits.llmserving.api;

/** The cluster as a router acts on it. Calls are valid only within a call of the router. */
public interface Cluster {

  /** Seconds since the start of the run. */
  double now();

  /** Number of replicas. */
  int replicas();

  /**
   * One replica's state.
   *
   * @param index from 0 to {@code replicas() - 1}
   */
  ReplicaView replica(int index);

  /**
   * Sends a request to a replica, behind those already waiting there. Sent to a crashed replica it
   * vanishes without a word.
   *
   * @param request a request that has arrived
   * @param replica from 0 to {@code replicas() - 1}
   * @param attempt the router's number for this try, at least 0; comes back with the answer
   */
  void dispatch(Request request, int replica, int attempt);

  /**
   * Hands the answer of an attempt to the client. A second delivery for the same request is a
   * duplicate answer.
   *
   * @param attempt an attempt whose answer has reached the router
   */
  void deliver(Request request, int attempt);

  /**
   * Records an action of the protocol, before the acts it stands for; for checking the run against
   * the protocol's model. Costs nothing unless the run is traced.
   *
   * @param action name of the action
   * @param request id, or -1 where the action has none
   * @param replica index, or -1
   * @param attempt number, or -1
   */
  void log(String action, int request, int replica, int attempt);
}
