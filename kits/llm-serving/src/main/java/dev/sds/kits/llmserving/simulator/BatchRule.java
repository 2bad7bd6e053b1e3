package dev.sds.kits.llmserving.simulator;

/** How a replica forms its next batch. */
public enum BatchRule {
  /**
   * Decodes first, then chunks of prompts up to the token budget, mixed in one batch
   * (Sarathi-Serve, Agrawal et al., OSDI 2024).
   */
  CHUNKED_PREFILL,

  /**
   * Whole prompts alone whenever one fits, decodes otherwise (vLLM's first scheduler, Kwon et al.,
   * SOSP 2023). The token budget bounds prompts times the longest of them.
   */
  PREFILL_FIRST
}
