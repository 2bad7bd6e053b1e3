package dev.sds.kits.llmserving.model;

/**
 * What no router can beat on a trace, faults aside: each figure is proven, none is an estimate.
 * They hold for runs that deliver every request.
 *
 * @param utilisation work over what the replicas can do until the last arrival; above 1 the backlog
 *     grows for as long as requests arrive, and over a long horizon no bound on response times can
 *     hold
 * @param workSeconds replica-seconds that serving the trace takes at least
 * @param meanResponse lower bound on the mean response time, in seconds
 * @param p99Response lower bound on the 99th percentile of response times, in seconds
 * @param memory whether the requests fit into a replica's memory
 */
public record CapacityBounds(
    double utilisation,
    double workSeconds,
    double meanResponse,
    double p99Response,
    MemoryFit memory) {

  /** Whether single requests fit into a replica's memory. */
  public enum MemoryFit {
    /** Every request fits beside the watermark. */
    FITS,
    /**
     * Some request, once evicted, could not be admitted again: it is answered only if it is never
     * evicted.
     */
    MAY_STALL,
    /**
     * Some request can never be admitted, or outgrows all of a replica's memory: it is never
     * answered.
     */
    CANNOT_FIT
  }
}
