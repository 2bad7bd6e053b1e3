package dev.sds.cli.create;

import dev.sds.agents.create.Creation.Found;
import dev.sds.artifacts.Commit;
import dev.sds.artifacts.documents.files.TechniquesFile;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.reader.TechniquesReader;
import dev.sds.cli.workspace.Kits;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.workspace.Workspace;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a search wrote, among the techniques of a workspace. */
public record CreatedTechniques(Workspace workspace) {

  /** The name under which a find is kept. */
  public static String name(Found found) {
    return "created-" + found.hypothesis().content().brief();
  }

  /** What a find does, a sentence a decision. */
  public static String doc(Found found) {
    return found.inWords().entrySet().stream()
        .map(e -> e.getKey() + ": " + e.getValue() + ".")
        .collect(Collectors.joining(" "));
  }

  /**
   * Adds a find to the techniques, unless it is among them.
   *
   * @param doc what is known of it
   * @param trailers of the commit, besides the technique's name
   */
  public void keep(Kit kit, Found found, String doc, SortedMap<String, String> trailers) {
    String name = name(found);
    String text =
        workspace.store().read(Kits.TECHNIQUES).orElseGet(() -> TechniquesFile.empty(kit.name()));
    if (!text.contains("name: \"" + name + "\"")) {
      var files = new TreeMap<String, String>();
      files.put(
          Kits.TECHNIQUES, TechniquesFile.with(text, found.choices(), found.technique(name, doc)));
      var all = new TreeMap<>(trailers);
      all.put("Sds-Technique", name);
      workspace
          .store()
          .commit(new Commit("Create the technique " + name, doc, all, files, Set.of()));
    }
  }

  /**
   * The catalogue of a kit with all techniques of the workspace; empty where it has none of its
   * own.
   *
   * @throws BadInputException if the file cannot be read as such
   */
  public Optional<Catalogue> extending(Catalogue installed) throws BadInputException {
    Optional<String> text = workspace.store().read(Kits.TECHNIQUES);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(TechniquesReader.extend(installed, new Source(Kits.TECHNIQUES, text.get())));
  }
}
