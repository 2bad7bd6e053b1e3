package dev.sds.artifacts.documents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Prediction;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.artifacts.kit.CreationReport;
import dev.sds.artifacts.kit.CreationReport.Find;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The search for new code in words: what was spent, what was written, what became of it. */
record CreatedWords(Dossier dossier) {

  /** For the page of a stage; nothing where no code was searched for. */
  List<String> summary() {
    return dossier.created().map(this::summary).stream().toList();
  }

  private String summary(CreationReport report) {
    if (report.finds().isEmpty()) {
      return searched(report)
          + " It wrote nothing that is sound and better than declared choices, which stay.";
    }
    Decisions lead = dossier.leading().map(j -> j.hypothesis().decisions()).orElse(Decisions.NONE);
    return searched(report)
        + report.finds().stream()
            .map(f -> " " + (report.in(lead).contains(f) ? leads(f, lead) : follows(f)))
            .collect(Collectors.joining());
  }

  private static String searched(CreationReport report) {
    return "New code: the "
        + Markdown.text(report.author())
        + " author searched with seed "
        + report.seed()
        + ", apart from the budget of the refinement, "
        + Figures.number(report.spent())
        + " of "
        + Figures.count(report.granted())
        + " whole runs.";
  }

  private static String leads(Find find, Decisions lead) {
    String taken =
        find.decisions().keySet().stream()
            .filter(kind -> find.decides(kind, lead))
            .map(kind -> Markdown.code(kind) + " (" + words(find, kind) + ")")
            .collect(Collectors.joining(", "));
    return "**What leads here is written by it**, as "
        + Markdown.code(find.technique())
        + " in `techniques.yaml`: "
        + taken
        + ".";
  }

  private static String follows(Find find) {
    return Markdown.code(find.technique())
        + ", which it wrote, was judged like any other and does not lead: "
        + find.words().keySet().stream()
            .map(k -> Markdown.code(k) + " (" + words(find, k) + ")")
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static String words(Find find, String kind) {
    return Markdown.text(find.words().getOrDefault(kind, "as declared"));
  }

  /** For the page of the search itself. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    dossier
        .created()
        .ifPresent(
            report -> {
              lines.add(
                  searched(report) + " " + Figures.count(report.ideas(), "idea") + " simulated.");
              report.finds().forEach(f -> lines.add(expected(f)));
              report.notes().forEach(n -> lines.add(Phrases.closed(Markdown.text(n))));
            });
    return lines;
  }

  private String expected(Find find) {
    Prediction p = find.expected();
    var figures = new Figures(dossier.kit().vocabulary());
    return "Wrote "
        + Markdown.code(find.technique())
        + ", of which it expects "
        + Markdown.code(p.metric())
        + " from "
        + figures.metric(p.metric(), p.expected().low())
        + " to "
        + figures.metric(p.metric(), p.expected().high())
        + " ("
        + Figures.percent(p.confidence())
        + " sure).";
  }
}
