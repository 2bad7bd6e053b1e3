package dev.sds.cli.follow;

import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.artifacts.protocol.TraceOutcome;
import dev.sds.cli.verify.Conclusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What became of a log.
 *
 * @param name of the log, as the user would name it
 * @param model what it was followed in
 * @param within what was told of the model, a line each
 * @param falsified what became of the log with changes
 * @param variables of the model
 */
record LogReport(
    String name,
    String model,
    List<String> within,
    EventLog log,
    TraceOutcome outcome,
    Falsified falsified,
    List<String> variables) {

  /**
   * The log with an event left out or repeated.
   *
   * @param tried how many such logs
   * @param accepted the changes that were not noticed
   */
  record Falsified(int tried, List<String> accepted) {

    Falsified {
      accepted = List.copyOf(accepted);
    }

    /** The log says so little that changes go unnoticed. */
    boolean weak() {
      return accepted.size() * 2 > tried;
    }
  }

  LogReport {
    within = List.copyOf(within);
    variables = List.copyOf(variables);
  }

  Conclusion conclusion() {
    return switch (outcome) {
      case TraceOutcome.Accepted _ -> falsified.weak() ? Conclusion.OPEN : Conclusion.HOLDS;
      case TraceOutcome.Rejected _ -> Conclusion.VIOLATED;
      case TraceOutcome.UnderInstrumented _, TraceOutcome.Inconclusive _ -> Conclusion.OPEN;
    };
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    switch (outcome) {
      case TraceOutcome.Accepted accepted -> {
        lines.add(
            "%s: %s, a behaviour of %s in all its %s"
                .formatted(
                    name,
                    falsified.weak() ? "ACCEPTED, BUT IT SAYS LITTLE" : "ACCEPTED",
                    model,
                    accepted.events() == 1 ? "1 event" : accepted.events() + " events"));
        lines.addAll(indented(within));
        lines.add(
            "  Falsified logs, with an event left out or twice: %d of %d refused"
                .formatted(falsified.tried() - falsified.accepted().size(), falsified.tried()));
        falsified.accepted().forEach(change -> lines.add("    not refused: " + change));
        lines.add("Not covered:");
        lines.addAll(indented(notCovered()));
      }
      case TraceOutcome.Rejected rejected -> {
        lines.add(
            "%s: REJECTED at line %d, no behaviour of %s"
                .formatted(name, line(rejected.number()), model));
        lines.addAll(indented(within));
        lines.add("");
        rejected.render().lines().forEach(lines::add);
      }
      case TraceOutcome.UnderInstrumented open -> {
        lines.add(
            "%s: OPEN at line %d, too much is possible in %s"
                .formatted(name, line(open.number()), model));
        lines.add("  " + open.render());
      }
      case TraceOutcome.Inconclusive unknown -> {
        lines.add(name + ": UNKNOWN, it was not followed in " + model);
        lines.add("  " + unknown.why());
        lines.add("  Whether the model itself is in order: sds verify " + model);
      }
    }
    return lines;
  }

  private int line(int event) {
    return log.lines().get(event - 1);
  }

  private static List<String> indented(List<String> lines) {
    return lines.stream().map(line -> "  " + line).toList();
  }

  private List<String> notCovered() {
    List<String> lines = new ArrayList<>();
    lines.add("other runs than this one");
    lines.add(
        "whether what happened keeps the properties: that is asked of the model, without --log");
    if (outcome instanceof TraceOutcome.Accepted accepted && !accepted.uncovered().isEmpty()) {
      lines.add("actions that the log does not show: " + String.join(", ", accepted.uncovered()));
    }
    var seen =
        log.events().stream()
            .flatMap(event -> event.observed().keySet().stream())
            .map(path -> path.split("[\\[.]", 2)[0])
            .collect(Collectors.toSet());
    var unseen = new TreeSet<>(variables);
    unseen.removeAll(seen);
    if (!unseen.isEmpty()) {
      lines.add(
          "variables that it does not speak of, taken as the model has them: "
              + String.join(", ", unseen));
    }
    return lines;
  }

  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("log", name);
    document.put("model", model);
    document.put("within", within);
    document.put("result", conclusion().word());
    document.put("events", log.events().size());
    switch (outcome) {
      case TraceOutcome.Accepted accepted -> {
        document.put("covered", accepted.covered());
        document.put("falsified", falsified);
        document.put("notCovered", notCovered());
      }
      case TraceOutcome.Rejected rejected ->
          put(document, rejected.number(), rejected.event(), rejected.reason(), rejected.enabled());
      case TraceOutcome.UnderInstrumented open ->
          put(document, open.number(), open.event(), open.render(), List.of());
      case TraceOutcome.Inconclusive unknown -> document.put("reason", unknown.why());
    }
    return document;
  }

  private void put(
      Map<String, Object> document,
      int number,
      TraceEvent event,
      String reason,
      List<String> possible) {
    document.put("line", line(number));
    document.put("event", event);
    document.put("reason", reason);
    document.put("possible", possible);
  }
}
