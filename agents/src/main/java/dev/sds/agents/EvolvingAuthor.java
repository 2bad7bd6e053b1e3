package dev.sds.agents;

import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.kit.CreationReport.Find;
import dev.sds.artifacts.kit.Technique;
import dev.sds.spec.Stage;
import dev.sds.stages.Author;
import dev.sds.stages.Brief;
import java.util.ArrayList;
import java.util.List;

/**
 * Proposes what a search wrote, on every standing architecture, as the embedded author proposes
 * what is published. What it predicts, the search has measured.
 */
public final class EvolvingAuthor implements Author {

  public static final String NAME = "evolving";

  private final List<Find> finds;

  public EvolvingAuthor(List<Find> finds) {
    this.finds = List.copyOf(finds);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Hypothesis> propose(Brief brief) {
    var hypotheses = new ArrayList<Hypothesis>();
    if (brief.stage() == Stage.DESIGN) {
      for (Technique technique : brief.kit().catalogue().techniques()) {
        if (technique.isCreated()) {
          new Assembling(brief)
              .published(List.of(technique)).stream()
                  .map(h -> credited(h, technique))
                  .forEach(hypotheses::add);
        }
      }
    }
    return hypotheses;
  }

  private Hypothesis credited(Hypothesis hypothesis, Technique technique) {
    return finds.stream()
        .filter(f -> f.technique().equals(technique.name()))
        .findFirst()
        .map(f -> hypothesis.by(NAME).expecting(f.expected()))
        .orElseGet(() -> hypothesis.by(NAME));
  }
}
