package dev.sds.verification.child;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import tlc2.util.IdThread;
import tlc2.value.impl.IntValue;
import util.Assert.TLCRuntimeException;
import util.SimpleFilenameToStream;
import util.UniqueString;

/**
 * The child that examines a model which holds many mistakes, one for each value of a variable that
 * no action changes or of a register of TLC, and 0 for none. All are explored by one JVM with one
 * parse, with TLC's evaluator.
 */
public final class StrengthWorker {

  /**
   * A mutant with more states than this many times the protocol's is given up, but not with few.
   */
  private static final int GROWTH = 4;

  private static final int FEW = 2_000;

  /** Where a model that keeps it in no variable finds which mistake is made. */
  public static final int REGISTER = 7;

  private final FastTool tool;
  private final BoundActions actions;
  private final Formulas formulas;
  private final Asked asked;
  private final TLCState start;
  private final List<Line> lines = new ArrayList<>();

  /** States to keep of one exploration. */
  private int most;

  private @Nullable IdThread registers;

  private StrengthWorker(FastTool tool, Asked asked) {
    this.tool = tool;
    this.actions = new BoundActions(tool);
    this.formulas = new Formulas(tool);
    this.asked = asked;
    this.most = asked.states();
    this.start = tool.getInitStates().elementAt(0);
  }

  /**
   * Examines a model with one initial state for each mistake.
   *
   * @param args the answer's file, the folder of the module, the module, the cfg (without its
   *     ending), the file that says what is asked
   */
  public static void main(String[] args) {
    Answer.give(Path.of(args[0]), () -> examine(args));
  }

  private static List<Line> examine(String[] args) throws Exception {
    ParkedSockets.install();
    FP64.Init(0);
    FastTool tool = new FastTool(args[2], args[3], new SimpleFilenameToStream(args[1]));
    Asked asked = Asked.read(Path.of(args[4]));
    if (tool.getInitStates().size() != 1) {
      return List.of(Line.of(Line.FAILED, "the model has several initial states"));
    }
    StrengthWorker worker = new StrengthWorker(tool, asked);
    // Only such a thread has registers, where no checker runs.
    var lines = new FutureTask<List<Line>>(worker::examine, worker.lines);
    var thread = new IdThread(lines, "examining", 0);
    worker.registers = thread;
    thread.start();
    return lines.get();
  }

  private void examine() {
    StateGraph whole = explore(0);
    lines.add(
        Line.of(
            "whole",
            whole.complete() ? "complete" : String.valueOf(whole.objection()),
            Integer.toString(whole.size())));
    if (!whole.complete()) {
      return;
    }
    most = Math.min(most, Math.max(FEW, GROWTH * whole.size()));
    coverage(whole);
    idle(whole);
    List<Promised> promises = promised(whole);
    promises.forEach(promise -> judge(promise, whole));
    Map<Integer, String> killed = mutants(promises, whole.moves(this::plain));
    weak(killed);
  }

  private void coverage(StateGraph whole) {
    whole.taken().forEach((name, times) -> lines.add(Line.of("taken", name, times.toString())));
    for (String name : asked.idling()) {
      int action = whole.action(name);
      boolean everywhere = true;
      for (int s = 0; s < whole.size() && everywhere; s++) {
        everywhere = takes(whole.steps(s), action);
      }
      if (everywhere) {
        lines.add(Line.of("restless", name));
      }
    }
  }

  private static boolean takes(int[] steps, int action) {
    for (int i = 0; i < steps.length; i += 2) {
      if (steps[i] == action) {
        return true;
      }
    }
    return false;
  }

  private void idle(StateGraph whole) {
    for (String name : tool.getInvNames()) {
      SemanticNode body = formulas.body(name);
      if (body != null) {
        for (OpApplNode part : formulas.idle(body, whole)) {
          lines.add(
              Line.of(
                  "idle",
                  name,
                  Integer.toString(part.getLocation().beginLine()),
                  Integer.toString(part.getLocation().beginColumn()),
                  Integer.toString(part.getLocation().endLine()),
                  Integer.toString(part.getLocation().endColumn())));
        }
      }
    }
  }

  /** The liveness properties that can be followed; the others are named. */
  private List<Promised> promised(StateGraph whole) {
    List<Promised> promised = new ArrayList<>();
    for (String name : asked.liveness()) {
      SemanticNode body = formulas.body(name);
      List<Formulas.Promise> promises =
          body == null ? null : formulas.promises(body, whole.state(0));
      if (promises == null) {
        lines.add(Line.of("unread", name));
      } else {
        promised.add(new Promised(name, promises));
      }
    }
    return promised;
  }

  private void judge(Promised promised, StateGraph whole) {
    boolean wanted = false;
    boolean pending = false;
    for (Formulas.Promise promise : promised.promises()) {
      BitSet from = from(promise, whole);
      wanted |= !from.isEmpty();
      from.and(without(promise, whole));
      pending |= !from.isEmpty();
    }
    lines.add(
        Line.of(
            "promise",
            promised.name(),
            Boolean.toString(wanted),
            Boolean.toString(pending),
            Boolean.toString(holds(promised, whole, asked.fairness())),
            Boolean.toString(holds(promised, whole, asked.fairnessOf("environment"))),
            Boolean.toString(holds(promised, whole, List.of()))));
  }

  private BitSet from(Formulas.Promise promise, StateGraph graph) {
    if (promise.then() == null) {
      BitSet initial = new BitSet();
      initial.set(0);
      return initial;
    }
    return formulas.where(promise.when(), promise.context(), graph);
  }

  private BitSet without(Formulas.Promise promise, StateGraph graph) {
    SemanticNode goal = promise.then() == null ? promise.when() : promise.then();
    BitSet rest = formulas.where(goal, promise.context(), graph);
    rest.flip(0, graph.size());
    return rest;
  }

  private boolean holds(Promised promised, StateGraph graph, List<FairAction> fairness) {
    FairCycles cycles =
        new FairCycles(
            graph,
            fairness.stream()
                .map(f -> new FairCycles.Fair(graph.action(f.action()), f.kind()))
                .toList());
    return promised.promises().stream()
        .noneMatch(promise -> cycles.canStay(from(promise, graph), without(promise, graph)));
  }

  private Map<Integer, String> mutants(List<Promised> promises, long[] moves) {
    Map<Integer, String> killed = new HashMap<>();
    for (int mutant = 1; mutant <= asked.mutants(); mutant++) {
      StateGraph graph = explore(mutant);
      String by = graph.objection();
      if (by == null && graph.complete()) {
        by =
            promises.stream()
                .filter(promise -> !holds(promise, graph, asked.fairness()))
                .map(Promised::name)
                .findFirst()
                .orElse(null);
      }
      if (by != null) {
        killed.put(mutant, by);
      }
      lines.add(
          Line.of(
              "mutant",
              Integer.toString(mutant),
              by == null ? left(graph, moves) : "killed",
              String.valueOf(by),
              Integer.toString(graph.depth()),
              Integer.toString(graph.size())));
    }
    return killed;
  }

  private TLCState plain(TLCState state) {
    return asked.variable().isEmpty() ? state : planted(state, 0);
  }

  /** The state in which a mistake is made, of a model that keeps which one in its state. */
  private TLCState planted(TLCState state, int mutant) {
    return state.copy().bind(UniqueString.uniqueStringOf(asked.variable()), IntValue.gen(mutant));
  }

  /** How what a mistake that nobody noticed does differs from what is right. */
  private String left(StateGraph graph, long[] right) {
    if (!graph.complete()) {
      return "unfinished";
    }
    long[] wrong = graph.moves(this::plain);
    if (Arrays.equals(wrong, right)) {
      return "same";
    }
    return contains(wrong, right) ? "more" : contains(right, wrong) ? "less" : "other";
  }

  private static boolean contains(long[] sorted, long[] others) {
    return Arrays.stream(others).allMatch(other -> Arrays.binarySearch(sorted, other) >= 0);
  }

  /** The invariants that no mistake breaks, though others may break sooner. */
  private void weak(Map<Integer, String> killed) {
    Set<String> open = new LinkedHashSet<>(List.of(tool.getInvNames()));
    open.addAll(asked.steps());
    open.removeAll(killed.values());
    open.remove("TypeOK");
    for (int mutant = 1; mutant <= asked.mutants() && !open.isEmpty(); mutant++) {
      String by = explore(mutant, open).objection();
      if (by != null) {
        open.remove(by);
      }
    }
    open.forEach(name -> lines.add(Line.of("weak", name)));
  }

  private StateGraph explore(int mutant) {
    Set<String> all = new LinkedHashSet<>(List.of(tool.getInvNames()));
    all.addAll(asked.steps());
    return explore(mutant, all);
  }

  /**
   * Up to a state that breaks some invariants or a step that breaks what is said of steps, and not
   * beyond states that break other invariants.
   */
  private StateGraph explore(int mutant, Set<String> ending) {
    TLCState planted = asked.variable().isEmpty() ? start : planted(start, mutant);
    if (registers != null) {
      registers.setLocalValue(REGISTER, IntValue.gen(mutant));
    }
    Map<String, Action> ends = new LinkedHashMap<>();
    Map<String, Action> others = new LinkedHashMap<>();
    for (int i = 0; i < tool.getInvNames().length; i++) {
      String name = tool.getInvNames()[i];
      (ending.contains(name) ? ends : others).put(name, tool.getInvariants()[i]);
    }
    try {
      return StateGraph.of(
          actions, planted, most, new Broken(ends, ending), state -> broken(others, state) == null);
    } catch (EvalException | TLCRuntimeException e) {
      return StateGraph.failed(actions, "an expression has no value");
    }
  }

  /** The properties that end an exploration. */
  private final class Broken implements StateGraph.Judge {

    private final Map<String, Action> invariants;

    /** Of the properties of steps there is one at most, whatever TLC calls its parts. */
    private final List<String> ofSteps;

    Broken(Map<String, Action> invariants, Set<String> ending) {
      this.invariants = invariants;
      this.ofSteps = asked.steps().stream().filter(ending::contains).toList();
    }

    @Override
    public @Nullable String state(TLCState state) {
      return broken(invariants, state);
    }

    @Override
    public @Nullable String step(TLCState before, TLCState after) {
      for (String property : ofSteps) {
        for (Action allowed : tool.getImpliedActions()) {
          if (!tool.isValid(allowed, before, after)) {
            return property;
          }
        }
      }
      return null;
    }
  }

  private @Nullable String broken(Map<String, Action> invariants, TLCState state) {
    for (Map.Entry<String, Action> invariant : invariants.entrySet()) {
      if (!tool.isValid(invariant.getValue(), state)) {
        return invariant.getKey();
      }
    }
    return null;
  }

  /** A liveness property with what it promises. */
  private record Promised(String name, List<Formulas.Promise> promises) {}

  /** An action that must be taken, and who takes it. */
  record FairAction(String action, FairCycles.Kind kind, String origin) {}

  /**
   * What a parent asks.
   *
   * @param variable whose value chooses the mistake; empty where {@link #REGISTER} does
   * @param mutants how many mistakes there are
   * @param states the most to keep of each
   * @param idling actions that change nothing
   * @param steps the property of steps, if there is one
   */
  record Asked(
      String variable,
      int mutants,
      int states,
      List<FairAction> fairness,
      List<String> liveness,
      List<String> idling,
      List<String> steps) {

    static Asked read(Path file) throws java.io.IOException {
      List<Line> lines =
          Files.readAllLines(file, StandardCharsets.UTF_8).stream().map(Line::parse).toList();
      Line first = lines.getFirst();
      return new Asked(
          first.field(0),
          (int) first.number(1),
          (int) first.number(2),
          all(lines, "fair").stream()
              .map(f -> new FairAction(f.field(0), FairCycles.Kind.valueOf(f.field(1)), f.field(2)))
              .toList(),
          all(lines, "live").stream().map(l -> l.field(0)).toList(),
          all(lines, "idling").stream().map(l -> l.field(0)).toList(),
          all(lines, "steps").stream().map(l -> l.field(0)).toList());
    }

    private static List<Line> all(List<Line> lines, String kind) {
      return lines.stream().filter(line -> line.kind().equals(kind)).toList();
    }

    List<FairAction> fairnessOf(String origin) {
      return fairness.stream().filter(f -> f.origin().equals(origin)).toList();
    }
  }
}
