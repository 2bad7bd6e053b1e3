package dev.sds.verification.file;

import dev.sds.artifacts.protocol.Change;
import dev.sds.artifacts.protocol.Counterexample.LoopBack;
import dev.sds.verification.child.Line;
import dev.sds.verification.child.walk.Sample;
import dev.sds.verification.file.Examined.Taken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the child said of one run. */
final class ModelAnswer {

  private final List<Line> lines;

  ModelAnswer(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /** One of TLC's errors or warnings. */
  record Said(int code, boolean warning, String text, List<String> parameters) {}

  /** Whether the child died without a word. */
  boolean silent() {
    return lines.isEmpty();
  }

  int exit() {
    return first("exit").map(line -> (int) line.number(0)).orElse(255);
  }

  /** Why the run is over; empty where it ended before the first state. */
  String ended() {
    return first("ended").map(line -> line.field(0)).orElse("");
  }

  /** The random behaviours that were followed; nothing for an examination of all states. */
  Optional<Sampled> sampled(Sample sample) {
    return first("sampled")
        .map(line -> new Sampled(sample, line.number(0), line.number(1), examined()));
  }

  /** What a postcondition came to; nothing for why where it has a value. */
  record Afterwards(String name, boolean holds, String why) {}

  /** The postconditions that were asked; none of a run that was not complete. */
  List<Afterwards> afterwards() {
    return all("afterwards")
        .map(l -> new Afterwards(l.field(0), l.field(1).equals("true"), l.field(2)))
        .toList();
  }

  /** Whether the alias has no value in some state. */
  boolean withoutAlias() {
    return first("no-alias").isPresent();
  }

  /** Whether only random behaviours were followed. */
  boolean atRandom() {
    return first("sampled").isPresent();
  }

  boolean deadlockChecked() {
    return first("deadlock").map(line -> line.field(0).equals("true")).orElse(false);
  }

  /** The temporal properties that need more than one look at each step. */
  List<String> temporal() {
    return all("temporal").map(line -> line.field(0)).distinct().toList();
  }

  List<Said> said() {
    return all("said")
        .map(
            line ->
                new Said(
                    (int) line.number(0),
                    line.field(1).equals("warning"),
                    line.field(2).replaceFirst("^Error: ", "").strip(),
                    line.fields().subList(3, line.fields().size())))
        .toList();
  }

  Optional<Said> error(Predicate<Integer> code) {
    return said().stream().filter(said -> !said.warning() && code.test(said.code())).findFirst();
  }

  Optional<Place> defined(String name) {
    return all("defined")
        .filter(line -> line.field(0).equals(name))
        .findFirst()
        .map(l -> place(l, 1));
  }

  /** Whether the specification has parts about what must happen in the end. */
  boolean assumesFairness() {
    return first("fairness").isPresent();
  }

  /** How many assumptions the modules make. */
  long assumptions() {
    return first("assumptions").map(line -> line.number(0)).orElse(0L);
  }

  /** Whether a property speaks of one state alone: then TLC asks it of initial states only. */
  boolean ofOneState(String name) {
    return all("one-state").anyMatch(line -> line.field(0).equals(name));
  }

  /** Steps without a name of their own that no reachable state allows, while their action is. */
  List<Place> neverTakenParts() {
    return all("never").map(line -> place(line, 0)).distinct().toList();
  }

  /** What the model printed, line by line. */
  List<String> printed() {
    return all("printed").map(line -> line.field(0)).toList();
  }

  /** Where the parts of the broken invariant stand that are false in the last state. */
  List<Place> falseParts() {
    return all("false").map(line -> place(line, 0)).toList();
  }

  Examined examined() {
    Line counts = first("stats").orElse(Line.of("stats", "0", "0", "0"));
    long initial = first("initial").map(line -> line.number(0)).orElse(0L);
    long cut =
        first("steps")
            .map(line -> Math.max(0, counts.number(0) - initial - line.number(0)))
            .orElse(0L);
    return new Examined(
        counts.number(0),
        counts.number(1),
        counts.number(2),
        first("depth").map(line -> (int) line.number(0)).orElse(0),
        cut,
        all("taken")
            .map(line -> new Taken(line.field(0), line.number(1), line.number(2), placeIn(line, 3)))
            .toList());
  }

  Behaviour behaviour() {
    List<Step> steps = new ArrayList<>();
    List<Line> own = new ArrayList<>();
    for (Line line : lines) {
      switch (line.kind()) {
        case "step" -> {
          if (!own.isEmpty()) {
            steps.add(step(steps.size() + 1, own));
          }
          own.clear();
          own.add(line);
        }
        case "param", "change", "value" -> own.add(line);
        default -> {}
      }
    }
    if (!own.isEmpty()) {
      steps.add(step(steps.size() + 1, own));
    }
    return new Behaviour(steps, loop());
  }

  private LoopBack loop() {
    Optional<Line> back = first("back");
    if (back.isPresent()) {
      return new LoopBack.ToStep((int) back.get().number(0));
    }
    return first("stutters").isPresent() ? new LoopBack.Stutters() : new LoopBack.None();
  }

  private static Step step(int number, List<Line> own) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Map<String, String> state = new LinkedHashMap<>();
    List<Change> changes = new ArrayList<>();
    for (Line line : own.subList(1, own.size())) {
      switch (line.kind()) {
        case "param" -> parameters.put(line.field(0), line.field(1));
        case "value" -> state.put(line.field(0), line.field(1));
        default ->
            changes.add(
                new Change(
                    line.field(1),
                    Change.Kind.valueOf(line.field(0)),
                    line.field(2),
                    line.field(3)));
      }
    }
    Line head = own.getFirst();
    return new Step(number, head.field(0), parameters, placeIn(head, 1), changes, state);
  }

  private static @Nullable Place placeIn(Line line, int from) {
    return line.fields().size() > from + 4 ? place(line, from) : null;
  }

  private static Place place(Line line, int from) {
    return new Place(
        line.field(from),
        (int) line.number(from + 1),
        (int) line.number(from + 2),
        (int) line.number(from + 3),
        (int) line.number(from + 4));
  }

  private Optional<Line> first(String kind) {
    return all(kind).findFirst();
  }

  private Stream<Line> all(String kind) {
    return lines.stream().filter(line -> line.kind().equals(kind));
  }
}
