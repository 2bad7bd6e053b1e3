package dev.sds.kits.llmserving.api;

/** The replicas a policy may choose from: those the router believes to be up. */
public interface Candidates {

  /** Whether a replica may be chosen. */
  boolean contains(int replica);

  /** How many replicas may be chosen. */
  int count();
}
