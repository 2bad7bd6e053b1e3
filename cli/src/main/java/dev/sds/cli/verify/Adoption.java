package dev.sds.cli.verify;

import dev.sds.artifacts.documents.files.PropertiesFile;
import dev.sds.artifacts.proposals.Proposal;
import dev.sds.artifacts.proposals.Proposal.Origin;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Requirement;
import dev.sds.spec.Source;
import dev.sds.spec.text.SpecEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a workspace's files become when a requirement takes a proposed property for its check.
 *
 * @param before the spec as it is
 * @param spec its text then
 * @param properties the text of {@code properties.yaml} then; empty if it stays as it is
 */
public record Adoption(Source before, String spec, Optional<String> properties) {

  /**
   * The change, with nothing written yet.
   *
   * @param known the text of {@code properties.yaml}, if there is one
   * @throws BadInputException if the spec has no such requirement
   */
  public static Adoption of(
      Source spec, Optional<String> known, String kit, Requirement requirement, Proposal proposal)
      throws BadInputException {
    String path = "requirements." + requirement.id() + ".";
    String text = SpecEdit.put(spec, path + proposal.key(), proposal.property().name());
    if (!proposal.under().isEmpty() && requirement.under().isEmpty()) {
      text = SpecEdit.put(new Source(spec.name(), text), path + "under", proposal.under());
    }
    Optional<String> properties =
        proposal.origin() != Origin.KNOWN
            ? Optional.of(
                PropertiesFile.with(known.orElse(PropertiesFile.empty(kit)), proposal.property()))
            : Optional.empty();
    return new Adoption(spec, text, properties);
  }

  /** The lines that the spec gets, each with its place. */
  public List<String> places() {
    List<String> old = before.text().lines().toList();
    List<String> now = spec.lines().toList();
    List<String> places = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < now.size(); i++) {
      if (at < old.size() && old.get(at).equals(now.get(i))) {
        at++;
      } else {
        places.add("`" + now.get(i) + "` as line " + (i + 1) + " of " + before.name());
        if (now.size() == old.size()) {
          at++;
        }
      }
    }
    return places;
  }
}
