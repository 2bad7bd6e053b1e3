package dev.sds.kits.llmserving.simulator;

/** How a run ended. */
public enum Outcome {
  /** Every request was delivered and no replica is busy. */
  COMPLETED,
  /**
   * Nothing can happen any more, yet requests are undelivered: held for ever, dropped, or too large
   * for any replica.
   */
  STALLED,
  /** The cap on events was reached; figures cover what was delivered until then. */
  EVENT_CAP
}
