package dev.sds.artifacts;

/** A hypothesis and what its gate made of it. */
public record Judged(Hypothesis hypothesis, Verdict verdict) {

  public boolean accepted() {
    return verdict instanceof Verdict.Accepted;
  }
}
