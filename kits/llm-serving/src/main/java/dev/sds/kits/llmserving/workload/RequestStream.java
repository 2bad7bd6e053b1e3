package dev.sds.kits.llmserving.workload;

/** Requests one by one in the order of their arrival, so that none need be kept. */
public interface RequestStream {

  /** Moves to the next request, before the first one at the start; false if there is none. */
  boolean next();

  /** When the request arrives, in seconds since the start; never before the one before it. */
  double arrivedAt();

  /** Length of its prompt in tokens, at least 1. */
  int promptTokens();

  /** Length of its answer in tokens, at least 1. */
  int decodeTokens();
}
