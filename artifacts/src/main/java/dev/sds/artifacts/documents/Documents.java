package dev.sds.artifacts.documents;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.edits.EditedModel;
import dev.sds.spec.Stage;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The documents of a stage, by path in the workspace: what it made, in a machine form and in words,
 * and the evidence. The same dossier gives the same bytes anywhere.
 *
 * <p>The machine forms hold decisions alone; the words beside them follow the evidence, which grows
 * while later stages run.
 */
public final class Documents {

  /** What is known of each requirement. */
  public static final String LEDGER = "evidence/README.md";

  /** What is known of code that a person edited. */
  public static final String EDITS = "evidence/edits.md";

  private Documents() {}

  /** The documents of a stage whose protocol is written to no file. */
  public static SortedMap<String, String> render(Stage stage, Dossier dossier) {
    return render(stage, dossier, List.of(), List.of());
  }

  /**
   * The documents of a stage.
   *
   * @param models paths in the workspace of the TLA+ texts and their configurations, which the
   *     caller writes
   * @param edited those of them that somebody put others in place of
   */
  public static SortedMap<String, String> render(
      Stage stage, Dossier dossier, List<String> models, List<EditedModel> edited) {
    var files = new TreeMap<String, String>();
    if (stage == Stage.ARCHITECTURE && dossier.leading().isPresent()) {
      files.putAll(new ArchitecturePage(dossier).files());
    }
    if (stage == Stage.DESIGN && dossier.leading().isPresent()) {
      files.putAll(new DesignPages(dossier, models, edited).files());
    }
    if (stage != Stage.SPEC) {
      files.put(
          "evidence/" + stage.label() + ".md", new EvidencePage(dossier, stage, edited).text());
      files.put(LEDGER, new RequirementLedger(dossier).text(edited));
      files.put("evidence/search.md", new SearchPage(dossier).text());
    }
    return Collections.unmodifiableSortedMap(files);
  }

  /**
   * The documents that speak of code as a person edited it.
   *
   * @param held a dossier whose lead is that code, with its comparisons
   * @param models TLA+ that somebody put in place of the design's
   */
  public static SortedMap<String, String> edited(Dossier held, List<EditedModel> models) {
    var files = new TreeMap<String, String>();
    files.put(LEDGER, new RequirementLedger(held).text(models));
    files.put(EDITS, new EvidencePage(held, Stage.CODE, models).text());
    return Collections.unmodifiableSortedMap(files);
  }
}
