package dev.sds.artifacts.documents;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.RungReport;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What each evaluator said of a hypothesis. */
final class Checks {

  /** Of more answers of one evaluator than this, the rest is counted. */
  private static final int MOST_LINES = 8;

  private final Holdouts holdouts;

  Checks(Spec spec) {
    this.holdouts = new Holdouts(spec);
  }

  /** The levels of a ladder in their order, those that said nothing included. */
  List<View> views(Judged judged, List<RungReport> rungs) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    Map<String, Integer> hidden = new LinkedHashMap<>();
    rungs.forEach(r -> lines.put(r.evaluator(), new ArrayList<>()));
    for (Evidence e : judged.verdict().evidence()) {
      String name = rung(e.source(), rungs);
      List<String> said = lines.computeIfAbsent(name, _ -> new ArrayList<>());
      if (holdouts.hide(judged, e)) {
        hidden.merge(name, 1, Integer::sum);
      } else {
        line(e).forEach(said::add);
      }
    }
    return lines.entrySet().stream()
        .map(
            e ->
                new View(
                    Markdown.text(e.getKey()),
                    question(e.getKey(), rungs),
                    all(judged, e.getKey(), e.getValue(), hidden, rungs)))
        .toList();
  }

  private List<String> all(
      Judged judged,
      String evaluator,
      List<String> said,
      Map<String, Integer> hidden,
      List<RungReport> rungs) {
    var all = new ArrayList<>(said.subList(0, Math.min(MOST_LINES, said.size())));
    if (said.size() > MOST_LINES) {
      all.add("and " + Figures.count(said.size() - MOST_LINES, "more answer") + " like these.");
    }
    measured(judged, evaluator, rungs).forEach(all::add);
    if (hidden.containsKey(evaluator)) {
      all.add("Holdout workloads were run; only the final comparison shows figures of them.");
    }
    return all.isEmpty() ? List.of("Nothing on record about this hypothesis.") : all;
  }

  private List<String> measured(Judged judged, String evaluator, List<RungReport> rungs) {
    List<Evidence.Measurement> made =
        judged.verdict().evidence().stream()
            .filter(e -> rung(e.source(), rungs).equals(evaluator) && !holdouts.hide(judged, e))
            .filter(Evidence.Measurement.class::isInstance)
            .map(Evidence.Measurement.class::cast)
            .toList();
    if (made.isEmpty()) {
      return List.of();
    }
    long runs = made.stream().map(m -> m.workload() + "#" + m.seed()).distinct().count();
    String workloads =
        made.stream()
            .map(m -> Markdown.code(m.workload()))
            .distinct()
            .collect(Collectors.joining(", "));
    String share =
        made.stream().anyMatch(m -> m.fidelity() == Fidelity.SHORT)
            ? ", a sketch: some of its runs"
            : "";
    return List.of(Figures.count(runs, "run") + " measured on " + workloads + share + ".");
  }

  /** What a piece of evidence says; nothing for a figure. */
  static List<String> line(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Measurement _ -> List.of();
      case Evidence.Finding f ->
          List.of(ids(f) + weight(f.weight()) + Phrases.closed(Markdown.text(f.message())));
      case Evidence.ModelCheck m ->
          List.of(ids(m) + Markdown.text(m.instance()) + ": " + Phrases.outcome(m.outcome()) + ".");
      case Evidence.ToolFailure f ->
          List.of(ids(f) + "the tool failed: " + Phrases.closed(Markdown.text(f.why())));
    };
  }

  private static String ids(Evidence evidence) {
    return evidence.requirements().isEmpty()
        ? ""
        : evidence.requirements().stream()
            .map(Markdown::text)
            .collect(Collectors.joining(", ", "", ": "));
  }

  private static String weight(Weight weight) {
    return switch (weight) {
      case FATAL -> "**fatal:** ";
      case AGAINST -> "**against:** ";
      case FOR -> "";
      case NOTE -> "note: ";
    };
  }

  /** Sources carry a version, levels of a ladder do not. */
  private static String rung(String source, List<RungReport> rungs) {
    return rungs.stream()
        .map(RungReport::evaluator)
        .filter(
            n -> source.equals(n) || source.matches(java.util.regex.Pattern.quote(n) + "[ @/].*"))
        .findFirst()
        .orElse(source);
  }

  private static String question(String evaluator, List<RungReport> rungs) {
    return rungs.stream()
        .filter(r -> r.evaluator().equals(evaluator))
        .map(r -> Markdown.text(r.question()))
        .findFirst()
        .orElse("");
  }

  /** An evaluator's answers. */
  public record View(String evaluator, String question, List<String> lines) {}

  /** Runs of whole train workloads by workload, of one metric. */
  static Map<String, List<Double>> train(Judged judged, Spec spec, String metric) {
    var names = spec.workloads(Workload.Role.TRAIN).stream().map(Workload::name).toList();
    Map<String, List<Double>> runs = new LinkedHashMap<>();
    for (Evidence e : judged.verdict().evidence()) {
      if (e instanceof Evidence.Measurement m
          && m.metric().equals(metric)
          && m.fidelity() == Fidelity.FULL
          && names.contains(m.workload())) {
        runs.computeIfAbsent(m.workload(), _ -> new ArrayList<>()).add(m.value());
      }
    }
    return runs;
  }
}
