package dev.sds.kits.llmserving.model;

import java.util.Locale;

/**
 * The accelerators for which constants are shipped, each serving Llama-3-8B alone, without tensor
 * parallelism.
 */
public enum Accelerator {
  A10,
  A100,
  H100;

  /** Prefix of the accelerator's keys in {@code iteration-times.properties}. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
