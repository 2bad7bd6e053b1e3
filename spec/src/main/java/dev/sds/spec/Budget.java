package dev.sds.spec;

/**
 * What a refinement may spend.
 *
 * @param simulations full simulations of the train workloads, each seed counted once
 * @param wallSeconds stops a run and marks it as not reproducible
 * @param modelUsd money for language models, US dollars
 */
public record Budget(int simulations, double wallSeconds, double modelUsd) {

  public static final Budget DEFAULT = new Budget(100, 600, 0);
}
