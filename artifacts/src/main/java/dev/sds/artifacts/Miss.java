package dev.sds.artifacts;

import org.jspecify.annotations.Nullable;

/**
 * Why no design meets a spec.
 *
 * @param binding the id of the requirement that no design meets
 * @param nearest the design that comes nearest; null where infeasibility was proven before any
 *     design was made
 * @param relaxation the cheapest change of the spec that would let it pass, in a sentence
 * @param proven whether a proof or a measurement says so
 */
public record Miss(
    String binding, @Nullable Judged nearest, String relaxation, boolean proven, String why) {

  /** What is known to fail: all that the kit can make, or only what was tried. */
  public String subject() {
    return proven ? "No design" : "No design that was tried";
  }
}
