package dev.sds.verification;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Change;
import dev.sds.artifacts.protocol.CheckOutcome.Statistics;
import dev.sds.artifacts.protocol.Counterexample.LoopBack;
import dev.sds.artifacts.protocol.Departure;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.ProtocolStep;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.verification.child.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one run of TLC found, read from the child's answer. */
final class TlcReport {

  private static final int INVARIANT_VIOLATED = 2110;
  private static final int INITIAL_STATE_VIOLATES = 2107;
  private static final int MAX_MESSAGE = 1_200;

  private static final Pattern PLACE = Pattern.compile("[Ll]ine (\\d+), col(?:umn)? \\d+");

  private final Protocol protocol;
  private final List<Line> lines;

  TlcReport(Protocol protocol, List<Line> lines) {
    this.protocol = protocol;
    this.lines = List.copyOf(lines);
  }

  int exit() {
    return first("exit").map(line -> (int) line.number(0)).orElse(255);
  }

  /**
   * Whether TLC may have been stopped by its clock. It ends with success all the same, and even
   * counts no state as left when the last one was being examined.
   */
  boolean stopped(int seconds) {
    return first("millis").map(line -> line.number(0)).orElse(Long.MAX_VALUE) >= seconds * 1_000L;
  }

  Statistics statistics() {
    Map<String, Long> taken = new TreeMap<>();
    protocol.actions().forEach(action -> taken.put(action.name(), 0L));
    all("taken").forEach(line -> taken.replace(line.field(0), line.number(1)));
    Refinement refinement = protocol.refinement();
    if (refinement != null && RefinementText.asked(protocol)) {
      refinement.moves().forEach(move -> taken.put(refinement.called(move), noted(move)));
    }
    Line counts = first("stats").orElse(Line.of("stats", "0", "0", "0"));
    int depth = first("depth").map(line -> (int) line.number(0)).orElse(0);
    return new Statistics(counts.number(0), counts.number(1), counts.number(2), depth, taken);
  }

  /** 1 if some step was this one of the more abstract protocol, else 0. */
  private long noted(Action move) {
    return all("noted").stream()
        .filter(line -> line.field(0).equals(move.name()) && line.field(1).equals("TRUE"))
        .count();
  }

  /** How the behaviour leaves the protocol that is to be refined; null if it does not. */
  @Nullable Departure departure() {
    Refinement refinement = protocol.refinement();
    List<Line> mapped = all("mapped");
    return refinement == null || mapped.isEmpty()
        ? null
        : new Departure(
            refinement.of().name(),
            mapped.stream()
                .map(l -> new Departure.Mapped(l.field(0), l.field(1), l.field(2)))
                .toList(),
            all("possible").stream().map(line -> line.field(0)).toList());
  }

  /** The invariant that TLC found broken. */
  Optional<String> brokenInvariant() {
    return all("message").stream()
        .filter(
            line ->
                line.number(0) == INVARIANT_VIOLATED || line.number(0) == INITIAL_STATE_VIOLATES)
        .map(line -> line.field(1))
        .findFirst();
  }

  /** What the next-state relation holds that is none of the protocol's actions. */
  List<String> unnamed() {
    return all("unnamed").stream().map(line -> line.field(0)).toList();
  }

  String message() {
    String text =
        all("message").stream()
            .flatMap(line -> line.fields().stream().skip(1))
            .filter(field -> !field.isBlank())
            .map(String::strip)
            .distinct()
            .collect(Collectors.joining("\n"))
            .replaceFirst("(?s)^TLC threw an unexpected exception.*?\n: ", "");
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "...";
  }

  /** Where in the module the first place is that a message names; empty if none does. */
  String location(String module) {
    Matcher place = PLACE.matcher(message());
    return place.find() ? TlaText.location(protocol, module, Integer.parseInt(place.group(1))) : "";
  }

  LoopBack loop() {
    Optional<Line> back = first("back");
    if (back.isPresent()) {
      return new LoopBack.ToStep((int) back.get().number(0));
    }
    return first("stutters").isPresent() ? new LoopBack.Stutters() : new LoopBack.None();
  }

  List<ProtocolStep> steps() {
    List<ProtocolStep> steps = new ArrayList<>();
    Building building = null;
    for (Line line : lines) {
      switch (line.kind()) {
        case "step", "start" -> {
          if (building != null) {
            steps.add(building.step());
          }
          String action = line.kind().equals("start") ? ProtocolStep.INIT : line.field(0);
          building = new Building(steps.size() + 1, action);
        }
        case "param", "change" -> {
          if (building != null) {
            building.add(line);
          }
        }
        default -> {}
      }
    }
    if (building != null) {
      steps.add(building.step());
    }
    return steps;
  }

  /** The place of a change's variable among the protocol's; TLC has an order of its own. */
  private int declared(String path) {
    String variable = path.replaceAll("[.\\[].*", "");
    return protocol.variables().stream().map(Variable::name).toList().indexOf(variable);
  }

  private Optional<Line> first(String kind) {
    return lines.stream().filter(line -> line.kind().equals(kind)).findFirst();
  }

  private List<Line> all(String kind) {
    return lines.stream().filter(line -> line.kind().equals(kind)).toList();
  }

  /** A step whose lines are being read. */
  private final class Building {

    private final int number;
    private final String action;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();

    Building(int number, String action) {
      this.number = number;
      this.action = action;
    }

    void add(Line line) {
      if (line.kind().equals("param")) {
        parameters.put(line.field(0), line.field(1));
      } else {
        Change.Kind kind = Change.Kind.valueOf(line.field(0));
        changes.add(new Change(line.field(1), kind, line.field(2), line.field(3)));
      }
    }

    ProtocolStep step() {
      Action.Origin origin =
          protocol.action(action).map(Action::origin).orElse(Action.Origin.ENVIRONMENT);
      changes.sort(Comparator.comparingInt(change -> declared(change.path())));
      return new ProtocolStep(number, action, parameters, origin, changes);
    }
  }
}
