package dev.sds.agents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.ProjectGenerator;
import dev.sds.artifacts.kit.Technique;
import dev.sds.spec.Stage;
import dev.sds.stages.Admission;
import dev.sds.stages.Brief;
import dev.sds.stages.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Proposes designs: first every published technique on every standing architecture, with the
 * simplest coordination not yet excluded; then recombinations that differ from one of the best by a
 * single choice.
 */
final class Assembling {

  private static final int BEST = 3;
  private static final int AT_ONCE = 12;

  private final Brief brief;
  private final Catalogue catalogue;
  private final Admission admission;
  private final Forecast forecast;

  Assembling(Brief brief) {
    this.brief = brief;
    this.catalogue = brief.kit().catalogue();
    this.admission = Admission.of(brief.spec(), brief.kit());
    this.forecast = new Forecast(brief.judged(), Scores.of(brief.spec()));
  }

  List<Hypothesis> propose() {
    List<Hypothesis> published = published(catalogue.techniques());
    if (!published.isEmpty()) {
      return published;
    }
    List<Hypothesis> neighbours = neighbours();
    return neighbours.isEmpty() ? anything() : neighbours;
  }

  /** Techniques on every standing architecture. */
  List<Hypothesis> published(List<Technique> techniques) {
    var hypotheses = new ArrayList<Hypothesis>();
    for (Hypothesis parent : brief.parents()) {
      for (Technique technique : techniques) {
        Decisions core = parent.decisions().with(technique.decisions());
        simplest(core).stream()
            .map(d -> hypothesis(d, technique.parameters(), technique.source(), technique.doc()))
            .filter(brief::open)
            .forEach(hypotheses::add);
      }
    }
    return hypotheses;
  }

  /** The least coordinating way to decide what is left open; empty where none is admissible. */
  private List<Decisions> simplest(Decisions core) {
    return admission.completions(core, Stage.DESIGN).stream()
        .filter(d -> brief.nogoods().stream().noneMatch(n -> n.excludes(d)))
        .min(Comparator.comparingInt(d -> brief.kit().protocol().complexity(catalogue, d)))
        .stream()
        .toList();
  }

  private List<Hypothesis> neighbours() {
    var hypotheses = new ArrayList<Hypothesis>();
    for (Judged best : best()) {
      for (DecisionKind kind : catalogue.kinds(Stage.DESIGN)) {
        for (Choice choice : admission.choices(kind)) {
          Hypothesis parent = best.hypothesis();
          Decisions changed = parent.decisions().with(kind.name(), choice.name());
          if (catalogue.consistent(changed) && coordinatesAlike(parent.decisions(), changed)) {
            hypotheses.add(
                hypothesis(
                    changed,
                    parent.parameters(),
                    "recombination of " + parent.id().brief(),
                    "one of the best designs with another choice of " + kind.name()));
          }
        }
      }
    }
    return hypotheses.stream().distinct().filter(brief::open).limit(AT_ONCE).toList();
  }

  /**
   * Coordination was settled by the model checker; recombining it would be mechanism without need.
   */
  private boolean coordinatesAlike(Decisions before, Decisions after) {
    return brief.kit().protocol().complexity(catalogue, before)
        == brief.kit().protocol().complexity(catalogue, after);
  }

  /**
   * Without a technique that fits, or once they are used up: whatever is admissible and simplest.
   */
  private List<Hypothesis> anything() {
    if (brief.judged().stream().anyMatch(Judged::accepted)) {
      return List.of();
    }
    var hypotheses = new ArrayList<Hypothesis>();
    for (Hypothesis parent : brief.parents()) {
      admission.completions(parent.decisions(), Stage.DESIGN).stream()
          .filter(d -> brief.nogoods().stream().noneMatch(n -> n.excludes(d)))
          .sorted(Comparator.comparingInt(d -> brief.kit().protocol().complexity(catalogue, d)))
          .map(d -> hypothesis(d, Map.of(), "assembled", "the simplest choices not yet excluded"))
          .filter(brief::open)
          .limit(AT_ONCE)
          .forEach(hypotheses::add);
    }
    return hypotheses;
  }

  private List<Judged> best() {
    return brief.judged().stream()
        .filter(Judged::accepted)
        .sorted(Scores.of(brief.spec()).order(Evidence.Fidelity.SHORT))
        .limit(BEST)
        .toList();
  }

  private Hypothesis hypothesis(
      Decisions decisions, Map<String, Double> known, String origin, String claim) {
    var parameters = new TreeMap<String, Double>();
    for (Catalogue.NamedParameter named : catalogue.parameters(decisions)) {
      double published = known.getOrDefault(named.name(), named.parameter().initial());
      boolean inRange =
          named.parameter().low() <= published && published <= named.parameter().high();
      parameters.put(named.name(), inRange ? published : named.parameter().initial());
    }
    return new Hypothesis(
        Stage.DESIGN,
        EmbeddedAuthor.NAME,
        decisions,
        parameters,
        origin,
        claim,
        forecast.of(decisions),
        new ProjectGenerator(brief.kit()).generate(decisions, parameters));
  }
}
