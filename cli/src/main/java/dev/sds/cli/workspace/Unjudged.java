package dev.sds.cli.workspace;

import dev.sds.workspace.Workspace;
import java.util.List;
import java.util.Optional;

/**
 * Generated files that hold a person's edits. Edits are kept and merged, but what is judged is what
 * was generated, so no evidence speaks of them.
 *
 * @param files of the architecture, the design and the code; documents of evidence claim nothing,
 *     and TLA+ of a design is held to the spec where it was edited
 */
public record Unjudged(List<String> files) {

  public Unjudged {
    files = List.copyOf(files);
  }

  public static Unjudged of(Workspace workspace) {
    return new Unjudged(
        workspace.store().unlikeGenerated().stream()
            .filter(path -> path.matches("(architecture|design|code)/.*"))
            .filter(path -> !path.matches("design/[^/]+/[^/]+\\.tla"))
            .toList());
  }

  public Optional<String> words() {
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not judged: your edits of "
                + String.join(", ", files)
                + ". They are kept, but all evidence speaks of what SDS generated, without them."
                + " What is to be judged goes to spec.yaml or techniques.yaml.");
  }
}
