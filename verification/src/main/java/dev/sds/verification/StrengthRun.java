package dev.sds.verification;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Fairness;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.ChildJvm.Reply;
import dev.sds.verification.Strength.Fate;
import dev.sds.verification.Strength.Kind;
import dev.sds.verification.Strength.Weakness;
import dev.sds.verification.child.Line;
import dev.sds.verification.child.StrengthWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds out what a pass is worth: one child JVM explores the protocol and, one after another, all
 * its mutants, which are planted in one module.
 */
public final class StrengthRun {

  private final Path scratch;
  private final Limits limits;

  /**
   * A run.
   *
   * @param scratch the folder under which it has its own
   * @param limits the most states of each mutant, and the time of them all
   */
  public StrengthRun(Path scratch, Limits limits) {
    this.scratch = scratch;
    this.limits = limits;
  }

  /** What came of a run. */
  public sealed interface Result {

    record Known(Strength strength) implements Result {}

    /** Nothing is known: the protocol itself does not pass, or is too large. */
    record Unknown(String why) implements Result {}

    /** The tool failed; trying again may help. */
    record Failed(String why) implements Result {}
  }

  /**
   * A model that holds its mistakes.
   *
   * @param modules by file
   * @param module that is examined, with the properties
   * @param cfg of that module
   * @param mistakes by name, in the order of their numbers
   * @param asked what is asked of each
   * @param prefix of the names of the properties
   * @param text in which the properties stand
   */
  public record Model(
      Map<String, String> modules,
      String module,
      String cfg,
      List<String> mistakes,
      List<Line> asked,
      String prefix,
      String text) {
    public Model {
      modules = Map.copyOf(modules);
      mistakes = List.copyOf(mistakes);
      asked = List.copyOf(asked);
    }

    /** An answer in the names of the protocol. */
    private Line plain(Line line) {
      return new Line(
          line.kind(),
          line.fields().stream()
              .map(f -> f.startsWith(prefix) ? f.substring(prefix.length()) : f)
              .toList());
    }
  }

  /** The name of a model's module. */
  public static final String MODULE = CheckFiles.MODULE;

  /** Examines a protocol that passes within the bounds of an instance. */
  public Result examine(Protocol protocol, Instance instance) throws InterruptedException {
    List<Mutants.Mutant> mutants = Mutants.of(protocol);
    Planted planted = Planted.in(protocol, mutants);
    CheckFiles files = CheckFiles.strength(planted.protocol(), instance);
    return examine(
        protocol,
        instance,
        new Model(
            files.protocol(),
            files.module(),
            files.cfg(),
            mutants.stream().map(Mutants.Mutant::name).toList(),
            asked(protocol, planted, mutants.size()),
            "",
            TlaText.module(planted.protocol())));
  }

  /** Examines a model that stands for a protocol. */
  public Result examine(Protocol protocol, Instance instance, Model model)
      throws InterruptedException {
    try (RunFolder folder = RunFolder.in(scratch)) {
      new CheckFiles(model.modules(), model.module(), model.cfg()).write(folder);
      Path asked =
          folder.write(
              "asked",
              model.asked().stream().map(line -> line.text() + "\n").collect(Collectors.joining()));
      Reply reply =
          new ChildJvm(folder.path(), limits)
              .run(
                  StrengthWorker.class,
                  List.of(
                      folder.path().toString(),
                      CheckFiles.MODULE,
                      CheckFiles.MODULE,
                      asked.toString()),
                  Integer.MAX_VALUE);
      return switch (reply) {
        case Reply.None(_, String why) -> new Result.Failed("TLC gave no answer: " + why + ".");
        case Reply.Lines(List<Line> lines) ->
            new Answers(protocol, instance, model, lines.stream().map(model::plain).toList())
                .result();
      };
    }
  }

  private List<Line> asked(Protocol protocol, Planted planted, int mutants) {
    List<Line> lines = new ArrayList<>();
    long states = Math.min(limits.maxStates(), Integer.MAX_VALUE - 1);
    lines.add(
        Line.of("asked", planted.variable(), Integer.toString(mutants), Long.toString(states)));
    for (Action action : protocol.actions()) {
      if (action.fairness() != Fairness.NONE) {
        lines.add(
            Line.of(
                "fair",
                action.name(),
                action.fairness().name(),
                action.origin().name().toLowerCase(Locale.ROOT)));
      }
      if (action.effects().isEmpty()) {
        lines.add(Line.of("idling", action.name()));
      }
    }
    protocol
        .properties(Property.Kind.LIVENESS)
        .forEach(property -> lines.add(Line.of("live", property.name())));
    protocol
        .properties(Property.Kind.REFINEMENT)
        .forEach(property -> lines.add(Line.of("steps", property.name())));
    return lines;
  }

  /** What the child said. */
  private record Answers(Protocol protocol, Instance instance, Model model, List<Line> lines) {

    Result result() {
      Line whole = all("whole").getFirst();
      if (!whole.field(0).equals("complete")) {
        return new Result.Unknown(
            whole.field(0).equals("null")
                ? "it has more than " + whole.field(1) + " states"
                : "it does not pass itself: " + whole.field(0));
      }
      List<Weakness> weaknesses = new ArrayList<>();
      coverage(weaknesses);
      fairness(weaknesses);
      all("restless").forEach(line -> weaknesses.add(restless(line)));
      all("idle").forEach(line -> weaknesses.add(idle(line)));
      all("unread").forEach(line -> weaknesses.add(unread(line)));
      all("promise").forEach(line -> promise(line, weaknesses));
      all("weak").forEach(line -> weak(line, weaknesses));
      return new Result.Known(new Strength(whole.number(1), fates(), weaknesses));
    }

    private List<Line> all(String kind) {
      return lines.stream().filter(line -> line.kind().equals(kind)).toList();
    }

    private List<Fate> fates() {
      return all("mutant").stream()
          .map(
              line ->
                  new Fate(
                      model.mistakes().get((int) line.number(0) - 1),
                      Strength.End.valueOf(line.field(1).toUpperCase(Locale.ROOT)),
                      line.field(1).equals("killed") ? line.field(2) : "",
                      (int) line.number(3),
                      line.number(4)))
          .toList();
    }

    private void coverage(List<Weakness> weaknesses) {
      Map<String, Long> taken =
          all("taken").stream().collect(Collectors.toMap(l -> l.field(0), l -> l.number(1)));
      for (Action action : protocol.actions()) {
        boolean never = taken.getOrDefault(action.name(), 0L) == 0;
        if (never && action.origin() == Origin.SYSTEM) {
          weaknesses.add(
              new Weakness(
                  Kind.ACTION_NEVER_TAKEN,
                  action.name(),
                  "No state within the bounds allows " + action.name() + "."));
        } else if (never && action.origin() == Origin.FAULT && allowed(action)) {
          weaknesses.add(
              new Weakness(
                  Kind.FAULT_NEVER_FIRED,
                  action.name(),
                  "The bounds allow the fault " + action.name() + ", but no state does."));
        }
      }
    }

    /** Whether no bound that the fault's guards name is 0 in this instance. */
    private boolean allowed(Action fault) {
      return instance.constants().entrySet().stream()
          .filter(constant -> constant.getValue().equals("0"))
          .noneMatch(
              zero ->
                  fault.guards().stream()
                      .anyMatch(guard -> guard.matches("(?s).*\\b" + zero.getKey() + "\\b.*")));
    }

    private void fairness(List<Weakness> weaknesses) {
      protocol.actions().stream()
          .filter(a -> a.origin() == Origin.FAULT && a.fairness() != Fairness.NONE)
          .forEach(
              a ->
                  weaknesses.add(
                      new Weakness(
                          Kind.FAIR_FAULT,
                          a.name(),
                          "The fault " + a.name() + " is fair, but nobody has to make faults.")));
    }

    private static Weakness restless(Line line) {
      return new Weakness(
          Kind.DEADLOCK_HIDDEN,
          line.field(0),
          line.field(0) + " changes nothing and is always possible, so no state is a deadlock.");
    }

    private Weakness idle(Line line) {
      String[] text = model.text().lines().toArray(String[]::new);
      int row = (int) line.number(1);
      boolean oneLine = line.number(1) == line.number(3);
      String part =
          oneLine
              ? text[row - 1].substring((int) line.number(2) - 1, (int) line.number(4))
              : text[row - 1].strip();
      return new Weakness(
          Kind.ANTECEDENT_NEVER_TRUE,
          line.field(0),
          "No state gives " + line.field(0) + " anything to demand in: " + part);
    }

    private static Weakness unread(Line line) {
      return new Weakness(
          Kind.PROMISE_NOT_READ,
          line.field(0),
          line.field(0) + " is of a form that is not followed in mutants.");
    }

    private static void promise(Line line, List<Weakness> weaknesses) {
      String name = line.field(0);
      if (line.field(1).equals("false")) {
        weaknesses.add(
            new Weakness(
                Kind.PROMISE_NEVER_ASKED, name, "No state asks for what " + name + " promises."));
      } else if (line.field(2).equals("false")) {
        weaknesses.add(
            new Weakness(
                Kind.PROMISE_ALWAYS_KEPT,
                name,
                "Whenever " + name + " asks for something, it is so already."));
      } else if (line.field(4).equals("true")) {
        weaknesses.add(
            new Weakness(
                Kind.PROMISE_KEPT_BY_OTHERS,
                name,
                line.field(5).equals("true")
                    ? name + " holds without any fairness: it demands no progress."
                    : name + " holds by the environment's fairness alone."));
      }
    }

    private void weak(Line line, List<Weakness> weaknesses) {
      String name = line.field(0);
      if (!model.mistakes().isEmpty()) {
        weaknesses.add(
            new Weakness(
                Kind.WEAK_INVARIANT,
                name,
                "No deliberate mistake in an action breaks "
                    + name
                    + ", unless another invariant is broken before."));
      }
    }
  }
}
