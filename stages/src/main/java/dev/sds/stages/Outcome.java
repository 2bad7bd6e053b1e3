package dev.sds.stages;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Dossier;
import dev.sds.spec.Stage;

/** How a refinement ended. */
public sealed interface Outcome {

  Dossier dossier();

  /** A design passed every gate up to the last stage asked for. */
  record Refined(Dossier dossier) implements Outcome {}

  /** No design meets the spec; the dossier's miss says why. */
  record NoDesign(Dossier dossier) implements Outcome {}

  /** A gate waits for a person. */
  record Waiting(Dossier dossier, Stage stage, ContentHash content) implements Outcome {}

  /** A tool failed or the budget ended before anything could be said. */
  record Undecided(Dossier dossier, String why) implements Outcome {}
}
