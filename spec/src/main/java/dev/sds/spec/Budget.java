package dev.sds.spec;

/**
 * What a refinement may spend.
 *
 * @param simulations full simulations of the train workloads, each seed counted once
 * @param creation further ones, for a search that writes new code; 0 for none
 * @param wallSeconds after which a run begins nothing new; infinite where nothing is said
 * @param modelUsd money for language models, US dollars
 */
public record Budget(int simulations, int creation, double wallSeconds, double modelUsd) {

  public static final Budget DEFAULT = new Budget(100, Double.POSITIVE_INFINITY, 0);

  /** A budget of which nothing is for new code. */
  public Budget(int simulations, double wallSeconds, double modelUsd) {
    this(simulations, 0, wallSeconds, modelUsd);
  }
}
