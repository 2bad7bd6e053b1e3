package dev.sds.cli.create;

import dev.sds.agents.EvolvingAuthor;
import dev.sds.agents.Together;
import dev.sds.agents.create.Creation;
import dev.sds.agents.create.Creation.Found;
import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Prediction;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.CreationReport;
import dev.sds.artifacts.kit.CreationReport.Find;
import dev.sds.artifacts.kit.Kit;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Statistics;
import dev.sds.evaluators.Subject;
import dev.sds.spec.BadInputException;
import dev.sds.stages.Author;
import dev.sds.stages.Brief;
import dev.sds.stages.Created;
import dev.sds.stages.Creator;
import dev.sds.stages.Purse;
import dev.sds.stages.Scores;
import dev.sds.workspace.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A search for new code whose finds a workspace keeps as techniques. What was searched for once
 * under the same conditions is not searched for again, and what a person made of it since counts:
 * edited code is taken as it is, and what was taken out stays out.
 *
 * @param installed the kit without anything of the workspace
 * @param lab with a meter of its own, since the budget is one of its own
 * @param author who proposes what is published
 */
public record KeptCreation(Workspace workspace, Kit installed, Lab lab, Author author)
    implements Creator {

  private static final String KIND = "creation";
  private static final double CONFIDENCE = 0.95;

  @Override
  public Created create(Brief brief) {
    var creation = new Creation(lab, brief.spec(), brief.kit(), brief.nogoods(), leading(brief));
    var order =
        new Creation.Order(
            Creation.Method.EXTEND, brief.spec().budget().creation(), brief.seed(), Set.of());
    String key = key(brief, order, creation.rest(order));
    CreationReport report =
        workspace
            .journal()
            .find(KIND, key)
            .map(e -> Json.read(e.body(), CreationReport.class))
            .orElseGet(() -> searched(brief, creation, order, key));
    Catalogue catalogue = catalogue().orElse(brief.kit().catalogue());
    report = standing(report, catalogue);
    return new Created(
        brief.kit().extended(catalogue),
        new Together(List.of(new EvolvingAuthor(report.finds()), author)),
        report);
  }

  /**
   * All that decides what is found.
   *
   * @param rest what is not searched
   */
  private static String key(Brief brief, Creation.Order order, Decisions rest) {
    return ContentHash.of(
            Subject.conditions(brief.spec()).hex(),
            brief.spec().pinned().toString(),
            brief.kit().version(),
            rest.toString(),
            "%s, %s runs, seed %d".formatted(order.method(), order.runs(), order.seed()))
        .hex();
  }

  /** The decisions of the best design that stands. */
  private static Decisions leading(Brief brief) {
    return brief.judged().stream()
        .filter(Judged::accepted)
        .filter(
            j -> brief.nogoods().stream().noneMatch(n -> n.excludes(j.hypothesis().decisions())))
        .min(Scores.of(brief.spec()).order(Fidelity.SHORT))
        .map(j -> j.hypothesis().decisions())
        .orElse(Decisions.NONE);
  }

  private CreationReport searched(
      Brief brief, Creation creation, Creation.Order order, String key) {
    Optional<Found> best = creation.run(order);
    Optional<Found> found = best.filter(Found::isWritten);
    found.ifPresent(f -> keep(brief.kit(), f));
    var report =
        new CreationReport(
            EvolvingAuthor.NAME,
            order.seed(),
            brief.spec().budget().creation(),
            lab.simulatedRequests() / Purse.requestsPerRun(brief.spec()),
            best.map(Found::ideas).orElse(0),
            found.map(f -> find(f, Scores.of(brief.spec()))).stream().toList(),
            notes(best));
    workspace.journal().append(new Journal.Entry(KIND, key, Json.write(report)));
    return report;
  }

  private void keep(Kit kit, Found found) {
    var trailers = new TreeMap<String, String>();
    trailers.put("Sds-Author", EvolvingAuthor.NAME);
    new CreatedTechniques(workspace).keep(kit, found, CreatedTechniques.doc(found), trailers);
  }

  private static Find find(Found found, Scores scores) {
    var decisions = new TreeMap<String, String>();
    found.choices().forEach((kind, choice) -> decisions.put(kind, choice.name()));
    double[] values = found.measured().stream().mapToDouble(v -> v).toArray();
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return new Find(
        CreatedTechniques.name(found),
        decisions,
        found.formulas(),
        new Prediction(
            scores.metric(), Statistics.pairedRatio(values, ones).interval(), CONFIDENCE));
  }

  private static List<String> notes(Optional<Found> found) {
    if (found.isEmpty()) {
      return List.of(
          "Nothing could be written: the kit lets no decision be written, the spec pins all, or"
              + " nothing that was tried is sound.");
    }
    var notes = new ArrayList<String>();
    if (!found.get().isWritten()) {
      notes.add("Declared choices did best: " + found.get().searched() + ".");
    }
    notes.add(
        String.format(
            Locale.ROOT,
            "%d ideas were not simulated, since they decide as earlier ones do.%s",
            found.get().repeated(),
            Double.isNaN(found.get().agreement())
                ? ""
                : String.format(
                    Locale.ROOT,
                    " Kendall's tau of the first level with whole runs is %.2f.",
                    found.get().agreement())));
    notes.addAll(found.get().notes());
    return notes;
  }

  private Optional<Catalogue> catalogue() {
    try {
      return new CreatedTechniques(workspace).extending(installed.catalogue());
    } catch (BadInputException e) {
      throw new IllegalStateException("What was written cannot be read: " + e.getMessage(), e);
    }
  }

  /** Without what a person took out since. */
  private static CreationReport standing(CreationReport report, Catalogue catalogue) {
    List<Find> left =
        report.finds().stream()
            .filter(
                f -> catalogue.techniques().stream().anyMatch(t -> t.name().equals(f.technique())))
            .toList();
    if (left.size() == report.finds().size()) {
      return report;
    }
    var notes = new ArrayList<>(report.notes());
    notes.add("What was found was taken out of techniques.yaml since, and is not tried.");
    return report.with(left, notes);
  }
}
