package dev.sds.stages;

/** Writes choices that a kit does not have. */
@FunctionalInterface
public interface Creator {

  /**
   * What it wrote under what is known so far. The same brief gives the same answer; one that was
   * paid for is not paid for again.
   *
   * @param brief of the design stage
   */
  Created create(Brief brief);
}
