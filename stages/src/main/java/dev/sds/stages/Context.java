package dev.sds.stages;

import dev.sds.artifacts.kit.Kit;
import dev.sds.evaluators.Ladder;
import dev.sds.spec.Spec;

/** What every stage of one refinement shares. */
public record Context(
    Spec spec,
    Kit kit,
    Author author,
    Ladder ladder,
    Purse purse,
    Event.Listener listener,
    long seed) {

  /** The same, with choices that were written since, and those who propose them. */
  Context with(Created created) {
    return new Context(spec, created.kit(), created.author(), ladder, purse, listener, seed);
  }

  /** The same under another spec, such as one with fresh seeds. */
  Context with(Spec other) {
    return new Context(other, kit, author, ladder, purse, listener, seed);
  }

  public Admission admission() {
    return Admission.of(spec, kit);
  }
}
