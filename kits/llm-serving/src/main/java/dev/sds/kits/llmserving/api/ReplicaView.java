package dev.sds.kits.llmserving.api;

/**
 * What a replica reports of itself. Every count is kept up to date as the replica works, so each
 * call is O(1). A replica that has crashed goes on showing the state it crashed in until it
 * restarts: whether it is up is for the router to track.
 */
public interface ReplicaView {

  /** Position in the cluster, from 0. */
  int index();

  /** Key-value cache blocks of the replica. */
  int totalBlocks();

  /** Blocks held by running requests. */
  int allocatedBlocks();

  /** Tokens a block holds. */
  int blockTokens();

  /** Requests dispatched here that hold no memory yet or were evicted. */
  int waiting();

  /** Requests that hold memory. */
  int running();

  /**
   * Tokens that the waiting requests have to prefill, answers so far of evicted requests included.
   */
  long waitingTokens();

  /**
   * Blocks the waiting requests will take if each answer is {@code decodeShare} times as long as
   * its prefill, rounded up once over their sum.
   *
   * @param decodeShare expected answer tokens per prefill token
   */
  int waitingBlocks(double decodeShare);

  /**
   * Blocks that every request here needs for what is known of it, waiting ones included: the larger
   * of prefill and processed tokens, rounded up for each request.
   */
  int committedBlocks();

  /** Waiting and running requests together. */
  int outstanding();

  /**
   * One of the outstanding requests: running ones first, in the order of admission, then waiting
   * ones in the order of the queue.
   *
   * @param position from 0 to {@code outstanding() - 1}
   */
  RequestProgress outstandingAt(int position);
}
