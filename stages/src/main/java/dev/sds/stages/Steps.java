package dev.sds.stages;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Judged;
import dev.sds.spec.Stage;

/** Where the steps of a refinement are kept and where its gates are asked. */
public interface Steps {

  /** Asks the gate of a stage, and keeps the stage's artifacts as the gate says. */
  Passage pass(Stage stage, Dossier dossier);

  /** Keeps what a gate turned down. */
  void turnedDown(Judged judged, Dossier dossier);

  /** Keeps the end of a refinement, all stages in their final form. */
  void finish(Dossier dossier, Stage last);

  /** What a gate answers. */
  sealed interface Passage {
    record Open() implements Passage {}

    /** A person must approve the content with this hash. */
    record Closed(ContentHash content) implements Passage {}
  }
}
