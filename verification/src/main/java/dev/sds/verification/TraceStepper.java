package dev.sds.verification;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.CheckOutcome.ModelError;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.artifacts.protocol.TraceOutcome;
import dev.sds.artifacts.protocol.TraceOutcome.Accepted;
import dev.sds.artifacts.protocol.TraceOutcome.Inconclusive;
import dev.sds.artifacts.protocol.TraceOutcome.Rejected;
import dev.sds.verification.ChildJvm.Reply;
import dev.sds.verification.child.Line;
import dev.sds.verification.child.TraceWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says whether logs of running code are behaviours of a protocol, by letting TLC compute each next
 * state in a child JVM. The constants of the instance must hold all the log mentions.
 */
public final class TraceStepper {

  /** More states than this at a time mean that the log leaves too much open. */
  private static final int FRONTIER = 10_000;

  private final Path scratch;
  private final Sany sany;

  /**
   * A stepper.
   *
   * @param scratch the folder under which each run has its own
   */
  public TraceStepper(Path scratch) {
    this.scratch = scratch;
    this.sany = new Sany(scratch);
  }

  /** Follows one log, from the protocol's initial state. */
  public TraceOutcome follow(
      Protocol protocol, Instance instance, List<TraceEvent> events, Limits limits)
      throws InterruptedException {
    if (events.isEmpty()) {
      return new Inconclusive("The log holds no event.");
    }
    List<String> missing = TlcRunner.missing(protocol, instance);
    if (!missing.isEmpty()) {
      return new Inconclusive(
          "The instance '%s' gives no value to %s.".formatted(instance.label(), missing));
    }
    String module = TlaText.module(protocol);
    List<Sany.Problem> problems = sany.parse(module);
    if (!problems.isEmpty()) {
      ModelError error = Sany.error(protocol, module, problems);
      return new Inconclusive(
          "The protocol does not parse: " + error.message() + " " + error.location());
    }
    return switch (run(protocol, CheckFiles.steps(protocol, instance), events, limits)) {
      case Reply.None(_, String why) -> new Inconclusive("TLC gave no answer: " + why + ".");
      case Reply.Lines(List<Line> lines) -> outcome(protocol, events, lines);
    };
  }

  private Reply run(Protocol protocol, CheckFiles files, List<TraceEvent> events, Limits limits)
      throws InterruptedException {
    try (RunFolder folder = RunFolder.in(scratch)) {
      folder.write(protocol.name() + ".tla", TlaText.module(protocol));
      folder.write(CheckFiles.MODULE + ".tla", files.module());
      folder.write(CheckFiles.MODULE + ".cfg", files.cfg());
      Path log =
          folder.write(
              "events", events.stream().map(TraceStepper::line).collect(Collectors.joining()));
      return new ChildJvm(folder.path(), limits)
          .run(
              TraceWorker.class,
              List.of(
                  folder.path().toString(),
                  CheckFiles.MODULE,
                  CheckFiles.MODULE,
                  log.toString(),
                  Integer.toString(FRONTIER)),
              events.size());
    }
  }

  private static String line(TraceEvent event) {
    List<String> fields = new ArrayList<>();
    fields.add(event.action());
    fields.add(Integer.toString(event.parameters().size()));
    for (Map<String, String> values : List.of(event.parameters(), event.observed())) {
      values.forEach(
          (name, value) -> {
            fields.add(name);
            fields.add(value);
          });
    }
    return new Line("event", fields).text() + "\n";
  }

  private static TraceOutcome outcome(
      Protocol protocol, List<TraceEvent> events, List<Line> lines) {
    Line first = lines.getFirst();
    return switch (first.kind()) {
      case "accepted" -> new Accepted(events.size(), covered(protocol, events));
      case "rejected" -> {
        int number = (int) first.number(0);
        List<String> enabled = lines.stream().skip(1).map(line -> line.field(0)).toList();
        yield new Rejected(number, events.get(number - 1), first.field(1), enabled);
      }
      case "crowded" ->
          new Inconclusive(
              "The log tells too little: at event %s it allows more than %d states."
                  .formatted(first.field(0), FRONTIER));
      default -> new Inconclusive("TLC answered '" + first.text() + "'.");
    };
  }

  private static Map<String, Integer> covered(Protocol protocol, List<TraceEvent> events) {
    Map<String, Integer> covered = new TreeMap<>();
    protocol.actions().stream().map(Action::name).forEach(name -> covered.put(name, 0));
    events.forEach(event -> covered.merge(event.action(), 1, Integer::sum));
    return covered;
  }
}
