package dev.sds.cli.verify;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.edits.EditedModel;
import dev.sds.cli.bench.Workshop;
import dev.sds.evaluators.Lab;
import dev.sds.spec.BadInputException;
import dev.sds.verification.Limits;
import dev.sds.verification.file.KeptPasses;
import dev.sds.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What a person put in place of the TLA+ of a refinement's design, each asked once. */
public final class OwnModels {

  private static final Limits LIMITS = Limits.quick();

  private final Workspace workspace;
  private final OwnModel.Gate gate;
  private final Map<String, OwnModel> asked = new HashMap<>();

  /**
   * Those of a workspace.
   *
   * @param shown paths by the names that messages use
   */
  public OwnModels(Workspace workspace, UnaryOperator<String> shown) {
    this.workspace = workspace;
    this.gate =
        new OwnModel.Gate(
            workspace.root(),
            KeptPasses.ofTheUser(KeptPasses.Use.KNOWN),
            LIMITS,
            Workshop.LARGER_STATES,
            shown);
  }

  /** Those that are on disk in place of the design that a dossier has. */
  public List<OwnModel> of(Dossier dossier) {
    try {
      return OwnModel.of(dossier, workspace, gate, asked);
    } catch (BadInputException e) {
      throw new UncheckedIOException(new IOException(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lab.Interrupted(e);
    }
  }

  /** The same for the pages of evidence. */
  public List<EditedModel> models(Dossier dossier) {
    return of(dossier).stream().map(OwnModel::model).toList();
  }

  /** What is known of them without asking; those without evidence were never asked. */
  public static List<EditedModel> known(Dossier dossier, Workspace workspace) {
    return OwnModel.known(dossier, workspace, LIMITS, Workshop.LARGER_STATES);
  }

  /** What a command says of one, in a line. */
  public static String words(EditedModel model) {
    return "Your edited "
        + model.path()
        + (model.evidence().isEmpty()
            ? " was not held to the spec yet: `sds verify`."
            : " " + model.words().replaceFirst("\\.$", "") + ".");
  }

  /** One as a document; its result is empty where it was never asked. */
  public static Map<String, Object> brief(EditedModel model) {
    return Map.of(
        "file",
        model.path(),
        "result",
        model.evidence().isEmpty() ? "" : OwnModel.conclusion(model).word(),
        "evidence",
        model.evidence());
  }
}
