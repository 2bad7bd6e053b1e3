package dev.sds.kits.llmserving.simulator;

/** A run broke a conservation law or a rule of the router interface: its figures mean nothing. */
public final class IntegrityException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What was broken. */
  public enum Law {
    /** Only requests that have arrived can be dispatched or delivered. */
    KNOWN_REQUEST,
    /** Replica and attempt numbers are within their ranges. */
    VALID_ARGUMENT,
    /** An answer is delivered only if a replica has computed it. */
    ANSWER_WAS_COMPUTED,
    /** The router acts only within a call to it. */
    WITHIN_A_CALL,
    /** A run has a bounded number of dispatches. */
    BOUNDED_DISPATCHES,
    /**
     * Tokens computed equal the tokens of the answers, of unfinished work and of what crashes
     * destroyed.
     */
    TOKENS_CONSERVED,
    /** When nothing runs, all memory is free. */
    MEMORY_FREED
  }

  private final Law law;

  IntegrityException(Law law, String message) {
    super(law + ": " + message);
    this.law = law;
  }

  /** The law that was broken. */
  public Law law() {
    return law;
  }
}
