package dev.sds.kits.llmserving.api;

/** Makes a router for one run. */
public interface RouterFactory {

  /**
   * Makes a fresh router that shares nothing with another.
   *
   * @param parameters values of the design's parameters in declared order; empty for the defaults
   */
  Router create(Cluster cluster, double[] parameters);
}
