package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.RouterFactory;

/** A router and the values of its parameters. */
public final class RouterSetup {

  private final RouterFactory factory;
  private final double[] parameters;

  /**
   * A router with parameters.
   *
   * @param parameters in the order the design declares; none for the defaults
   */
  public RouterSetup(RouterFactory factory, double... parameters) {
    this.factory = factory;
    this.parameters = parameters.clone();
  }

  /** A router with its defaults. */
  public static RouterSetup of(RouterFactory factory) {
    return new RouterSetup(factory);
  }

  RouterFactory factory() {
    return factory;
  }

  double[] parameters() {
    return parameters.clone();
  }
}
