package dev.sds.cli.workspace;

import dev.sds.artifacts.Dossier;
import dev.sds.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Generated files that hold a person's edits of which no evidence speaks. Edits are kept and
 * merged; of them `refine` judges the code that it compiles.
 *
 * @param files of the architecture, the design and the code; documents of evidence claim nothing,
 *     and TLA+ of a design is held to the spec where it was edited
 * @param yet sources that the next refinement judges
 */
public record Unjudged(List<String> files, List<String> yet) {

  public Unjudged {
    files = List.copyOf(files);
    yet = List.copyOf(yet);
  }

  /**
   * The edits that are not judged.
   *
   * @param known what was found last, of the code as it is where that was judged
   */
  public static Unjudged of(Workspace workspace, Optional<Dossier> known) {
    List<String> yet =
        known
            .flatMap(dossier -> EditedCode.of(workspace, dossier))
            .map(EditedCode::files)
            .orElse(List.of());
    boolean judged = known.flatMap(Dossier::edited).isPresent();
    return new Unjudged(
        workspace.store().unlikeGenerated().stream()
            .filter(path -> path.matches("(architecture|design|code)/.*"))
            .filter(path -> !path.matches("design/[^/]+/[^/]+\\.tla"))
            .filter(path -> !yet.contains(path))
            .filter(path -> !judged || !EditedCode.isJudged(path, known.orElseThrow()))
            .toList(),
        yet);
  }

  /** All of them. */
  public List<String> all() {
    var all = new ArrayList<>(yet);
    all.addAll(files);
    return all;
  }

  public List<String> words() {
    var words = new ArrayList<String>();
    if (!yet.isEmpty()) {
      words.add(
          "Not judged yet: your edits of "
              + String.join(", ", yet)
              + ". All evidence speaks of the code without them, until `sds refine` has judged it"
              + " as it is.");
    }
    if (!files.isEmpty()) {
      words.add(
          "Not judged: your edits of "
              + String.join(", ", files)
              + ". They are kept, but all evidence speaks of what SDS generated, without them."
              + " What is to be judged goes to spec.yaml or techniques.yaml, or into the sources"
              + " that the code is compiled from.");
    }
    return words;
  }
}
