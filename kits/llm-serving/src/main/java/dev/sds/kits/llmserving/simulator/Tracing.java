package dev.sds.kits.llmserving.simulator;

/** Whether a run keeps the log of protocol actions. */
public enum Tracing {
  OFF,
  ON
}
