package dev.sds.kits.llmserving.api;

/**
 * How far a replica has come with one dispatched request. A live view: read it within the call that
 * obtained it.
 */
public interface RequestProgress {

  /** The request being served. */
  Request request();

  /** The attempt number the router gave when it dispatched the request. */
  int attempt();

  /**
   * Tokens whose computation is behind us, prompt and answer together. After an eviction it starts
   * again at 0, though the answer tokens produced so far are kept.
   */
  int processedTokens();

  /**
   * Tokens to prefill before the next answer token: the prompt, plus after an eviction the answer
   * so far.
   */
  int prefillTokens();

  /** How often the request was evicted from this replica's memory. */
  int restarts();
}
