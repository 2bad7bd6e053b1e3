package dev.sds.cli.workspace;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.documents.Standing;
import dev.sds.cli.report.KeptDossier;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.workspace.Workspace;
import java.util.Optional;

/** What a workspace's last refinement found, for the commands that report it. */
public final class Known {

  private Known() {}

  /** The dossier that was kept last; empty before the first refinement, or in a fresh clone. */
  public static Optional<Dossier> dossier(Kits kits, Workspace workspace) throws BadInputException {
    Optional<KeptDossier> kept = KeptDossier.latest(workspace.journal());
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    // Paths in a spec are relative to it, so it keeps its place.
    String place = workspace.root().resolve("spec.yaml").toString();
    Spec spec = kits.parse(new Source(place, kept.get().spec())).spec();
    return kits.find(spec.kit())
        .map(p -> kept.get().restore(spec, p.kit()))
        .map(dossier -> asItIs(dossier, workspace));
  }

  /** With the verdict on edited code, where it was judged as it is now. */
  private static Dossier asItIs(Dossier dossier, Workspace workspace) {
    return EditedCode.of(workspace, dossier)
        .flatMap(code -> code.known(dossier, workspace.journal()))
        .orElse(dossier);
  }

  public static Dossier require(Kits kits, Workspace workspace) throws BadInputException {
    Optional<Dossier> dossier = dossier(kits, workspace);
    if (dossier.isEmpty()) {
      throw BadInputException.of(
          "workspace.no-findings",
          "This workspace's journal holds no refinement.",
          "Run `sds refine`. In a fresh clone that repeats the evaluations; what was found"
              + " stands in evidence/ meanwhile.");
    }
    return dossier.get();
  }

  /**
   * The hypothesis that leads, once it is a design.
   *
   * @param code of the error where none stands
   */
  public static Judged design(Dossier dossier, String code) throws BadInputException {
    return new Standing(dossier)
        .top()
        .filter(j -> !j.hypothesis().stage().isBefore(Stage.DESIGN))
        .orElseThrow(
            () -> BadInputException.of(code, "No design stands yet.", "Make one: sds refine"));
  }
}
