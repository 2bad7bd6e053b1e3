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
import dev.sds.artifacts.protocol.TraceOutcome.UnderInstrumented;
import dev.sds.verification.ChildJvm.Reply;
import dev.sds.verification.child.Line;
import dev.sds.verification.child.TraceWorker;
import dev.sds.verification.child.TraceWorker.Count;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    return follow(protocol, instance, List.of(events), Count.NOTHING, limits).getFirst().outcome();
  }

  /**
   * Follows some logs, each from the protocol's initial state, in one child JVM.
   *
   * @param count whether to count the states of the model that each log visits
   */
  public List<Followed> follow(
      Protocol protocol, Instance instance, List<List<TraceEvent>> logs, Count count, Limits limits)
      throws InterruptedException {
    String obstacle = obstacle(protocol, instance);
    if (!obstacle.isEmpty()) {
      return logs.stream().map(_ -> unknown(obstacle)).toList();
    }
    try (RunFolder folder = RunFolder.in(scratch)) {
      CheckFiles.steps(protocol, instance).write(folder);
      var model =
          new Model(CheckFiles.MODULE, CheckFiles.MODULE, List.of(folder.path()), List.of());
      List<String> actions = protocol.actions().stream().map(Action::name).toList();
      return switch (run(model, logs, count, limits)) {
        case Reply.None(_, String why) -> silent(logs, why);
        case Reply.Lines(List<Line> lines) -> outcomes(actions, logs, lines);
      };
    }
  }

  /**
   * A model as it lies on disk.
   *
   * @param cfg without its ending
   * @param folders in which the module, the cfg and what they name are looked for
   * @param jars with code that TLC runs
   */
  public record Model(String module, String cfg, List<Path> folders, List<Path> jars) {

    public Model {
      folders = List.copyOf(folders);
      jars = List.copyOf(jars);
    }
  }

  /**
   * What became of logs that were followed in a model on disk.
   *
   * @param actions that the model has; empty where it could not be read
   * @param variables that it has
   */
  public record Report(List<Followed> logs, List<String> actions, List<String> variables) {

    public Report {
      logs = List.copyOf(logs);
      actions = List.copyOf(actions);
      variables = List.copyOf(variables);
    }
  }

  /** Follows some logs in a model on disk, each from its initial state, in one child JVM. */
  public Report follow(Model model, List<List<TraceEvent>> logs, Limits limits)
      throws InterruptedException {
    return switch (run(model, logs, Count.NOTHING, limits)) {
      case Reply.None(_, String why) -> new Report(silent(logs, why), List.of(), List.of());
      case Reply.Lines(List<Line> lines) -> {
        List<String> actions = lines.get(0).fields();
        yield new Report(outcomes(actions, logs, lines), actions, lines.get(1).fields());
      }
    };
  }

  private static List<Followed> silent(List<List<TraceEvent>> logs, String why) {
    return logs.stream().map(_ -> unknown("TLC gave no answer: " + why + ".")).toList();
  }

  /**
   * What became of a log.
   *
   * @param states how many states of the model it visited that no log before it in the same call
   *     had; 0 unless they were to be counted
   */
  public record Followed(TraceOutcome outcome, int states) {}

  /** Which actions a protocol can take one after the other; empty if the checker failed. */
  public Optional<ModelPairs> pairs(
      Protocol protocol, Instance instance, ModelPairs.Search search, Limits limits)
      throws InterruptedException {
    return ModelPairs.of(scratch, protocol, instance, search, limits);
  }

  private String obstacle(Protocol protocol, Instance instance) {
    List<String> missing = TlcRunner.missing(protocol, instance);
    if (!missing.isEmpty()) {
      return "The instance '%s' gives no value to %s.".formatted(instance.label(), missing);
    }
    List<Sany.Problem> problems = sany.parse(protocol);
    if (problems.isEmpty()) {
      return "";
    }
    ModelError error = Sany.error(protocol, problems);
    return "The protocol does not parse: " + error.message() + " " + error.location();
  }

  private static Followed unknown(String why) {
    return new Followed(new Inconclusive(why), 0);
  }

  private Reply run(Model model, List<List<TraceEvent>> logs, Count count, Limits limits)
      throws InterruptedException {
    try (RunFolder folder = RunFolder.in(scratch)) {
      Path file =
          folder.write(
              "logs", logs.stream().map(TraceStepper::lines).collect(Collectors.joining()));
      return new ChildJvm(folder.path(), limits)
          .run(
              TraceWorker.class,
              List.of(
                  model.folders().stream()
                      .map(Path::toString)
                      .collect(Collectors.joining(File.pathSeparator)),
                  model.module(),
                  model.cfg(),
                  file.toString(),
                  Integer.toString(FRONTIER),
                  count.name()),
              WarmStart.ready().with(model.jars()),
              logs.stream().mapToInt(List::size).sum(),
              () -> {});
    }
  }

  private static String lines(List<TraceEvent> events) {
    return events.stream()
        .map(TraceStepper::line)
        .collect(Collectors.joining("", TraceWorker.LOG + "\n", ""));
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

  /** Each log's answer is a line, after which a rejection says what was possible. */
  private static List<Followed> outcomes(
      List<String> actions, List<List<TraceEvent>> logs, List<Line> lines) {
    List<Followed> outcomes = new ArrayList<>();
    int at = 0;
    while (at < lines.size() && lines.get(at).kind().equals(TraceWorker.NAMES)) {
      at++;
    }
    for (List<TraceEvent> events : logs) {
      Line answer = lines.get(at++);
      List<String> enabled = new ArrayList<>();
      while (at < lines.size() && lines.get(at).kind().equals("enabled")) {
        enabled.add(lines.get(at++).field(0));
      }
      outcomes.add(outcome(actions, events, answer, enabled));
    }
    return List.copyOf(outcomes);
  }

  private static Followed outcome(
      List<String> actions, List<TraceEvent> events, Line answer, List<String> enabled) {
    if (events.isEmpty()) {
      return unknown("The log holds no event.");
    }
    return switch (answer.kind()) {
      case "accepted" ->
          new Followed(
              new Accepted(events.size(), covered(actions, events)), (int) answer.number(0));
      case "rejected" -> {
        int number = (int) answer.number(0);
        TraceEvent event = events.get(number - 1);
        yield new Followed(new Rejected(number, event, answer.field(1), enabled), 0);
      }
      case "crowded" -> {
        int number = (int) answer.number(0);
        yield new Followed(new UnderInstrumented(number, events.get(number - 1), FRONTIER), 0);
      }
      default -> unknown("TLC answered '" + answer.text() + "'.");
    };
  }

  private static Map<String, Integer> covered(List<String> actions, List<TraceEvent> events) {
    Map<String, Integer> covered = new TreeMap<>();
    actions.forEach(name -> covered.put(name, 0));
    events.forEach(event -> covered.merge(event.action(), 1, Integer::sum));
    return covered;
  }
}
