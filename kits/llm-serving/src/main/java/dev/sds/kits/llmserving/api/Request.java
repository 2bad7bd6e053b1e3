package dev.sds.kits.llmserving.api;

/**
 * A request as its router may see it: how many tokens the answer will have is not known before it
 * ends.
 */
public interface Request {

  /** Position in the trace, from 0; unique within a run. */
  int id();

  /** When the client sent the request, in seconds since the start of the run. */
  double arrivedAt();

  /** Length of the prompt in tokens, at least 1. */
  int promptTokens();
}
