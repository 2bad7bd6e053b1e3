package dev.sds.kits.llmserving.simulator;

/**
 * How to run, as against what.
 *
 * @param maxEvents arrivals, iterations and fault steps after which a run ends as {@link
 *     Outcome#EVENT_CAP}; also the bound on dispatches
 * @param tracing whether protocol actions are kept
 */
public record RunOptions(long maxEvents, Tracing tracing) {

  /** Twenty million events, no tracing. */
  public static final RunOptions DEFAULT = new RunOptions(20_000_000, Tracing.OFF);

  public RunOptions {
    if (maxEvents < 1) {
      throw new IllegalArgumentException("the event cap must be positive: " + maxEvents);
    }
  }

  /** The same with the log of protocol actions. */
  public RunOptions traced() {
    return new RunOptions(maxEvents, Tracing.ON);
  }
}
