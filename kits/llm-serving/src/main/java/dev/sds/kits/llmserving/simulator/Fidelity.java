package dev.sds.kits.llmserving.simulator;

/** Which behaviour to follow where the reference simulator is at fault. */
public enum Fidelity {
  /** A request evicted before its prompt is processed starts its prompt again. */
  CORRECTED,

  /**
   * As Vidur does it: the unprocessed rest of the prompt turns into answer tokens, computed one an
   * iteration. For comparison with its runs only; tokens are not conserved.
   */
  REFERENCE
}
