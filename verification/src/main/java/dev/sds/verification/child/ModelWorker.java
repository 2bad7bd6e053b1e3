package dev.sds.verification.child;

import dev.sds.verification.child.newer.Evaluated;
import dev.sds.verification.child.walk.RandomWalks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.OpDefNode;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.output.MP;
import tlc2.output.Message;
import tlc2.output.OutputCollector;
import tlc2.tool.Action;
import tlc2.tool.EvalException;
import tlc2.tool.TLCState;
import tlc2.tool.TLCStateInfo;
import tlc2.tool.fp.FPSetConfiguration;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import tlc2.util.IdThread;
import tlc2.value.IValue;
import tlc2.value.RandomEnumerableValues;
import util.Assert;
import util.SimpleFilenameToStream;
import util.UniqueString;

/** The child that checks a module as it lies on disk, with the cfg that was laid beside its run. */
public final class ModelWorker {

  /** How a sample ends that was followed as far as it goes. */
  public static final String SAMPLED = "SAMPLED";

  private final ModelTask task;
  private final Path answer;
  private final AtomicBoolean answered = new AtomicBoolean();
  private final TlcRecorder recorder = new TlcRecorder();
  private final List<Line> lines = new ArrayList<>();

  private ModelWorker(ModelTask task, Path answer) {
    this.task = task;
    this.answer = answer;
  }

  /**
   * Checks a model.
   *
   * @param args the answer's file, then the task's arguments
   */
  public static void main(String[] args) {
    Watch.parent();
    ModelTask task = ModelTask.of(Arrays.asList(args).subList(1, args.length));
    ModelWorker worker = new ModelWorker(task, Path.of(args[0]));
    worker.answer(worker::check);
  }

  /** Only the first answer counts; whoever comes later waits for the end. */
  private void answer(Callable<Iterable<Line>> work) {
    Answer.give(
        answer,
        () -> {
          Iterable<Line> lines = work.call();
          if (!answered.compareAndSet(false, true)) {
            Thread.sleep(Long.MAX_VALUE);
          }
          return lines;
        });
  }

  private Iterable<Line> check() throws Exception {
    ParkedSockets.install();
    TLCGlobals.setNumWorkers(task.bounds().workers());
    TLCGlobals.chkptDuration = 0;
    UniqueString.initialize();
    recorder.install();
    FP64.Init(0);
    RandomEnumerableValues.setSeed(0);
    int code = run();
    lines.add(0, Line.of("exit", Integer.toString(EC.ExitStatus.errorConstantToExitStatus(code))));
    lines.addAll(recorder.lines());
    said();
    return lines;
  }

  private int run() throws IOException {
    try {
      String[] libraries = task.libraries().stream().map(Path::toString).toArray(String[]::new);
      var tool =
          new FastTool(task.module(), ModelTask.CONFIG, new SimpleFilenameToStream(libraries));
      return check(tool);
    } catch (Assert.TLCRuntimeException e) {
      return MP.printTLCRuntimeException(e);
    } catch (StackOverflowError e) {
      return MP.printError(EC.SYSTEM_STACK_OVERFLOW, e);
    } catch (Exception e) {
      return MP.printError(EC.GENERAL, e);
    }
  }

  private int check(FastTool tool) throws Exception {
    var evaluated = new Evaluated(tool, task.newer());
    int undefined = evaluated.undefined();
    if (undefined != EC.NO_ERROR) {
      return undefined;
    }
    facts(tool);
    Path metadata = Files.createDirectories(task.folder().resolve("states"));
    var self = new AtomicReference<BoundedChecker>();
    var transitions =
        new Transitions(
            task.bounds().states(),
            () -> {
              BoundedChecker running = self.get();
              if (running != null) {
                running.end(BoundedChecker.Ending.STATES);
              }
            });
    boolean deadlock =
        task.deadlock() == ModelTask.Deadlock.AS_CONFIGURED
            && tool.getModelConfig().getCheckDeadlock();
    lines.add(Line.of("deadlock", Boolean.toString(deadlock)));
    var checker =
        new BoundedChecker(tool, metadata, transitions, deadlock, new FPSetConfiguration());
    self.set(checker);
    TLCGlobals.mainChecker = checker;
    List<Line> known = List.copyOf(lines);
    if (task.bounds().sample().wanted()) {
      return sample(tool, checker, transitions, evaluated);
    }
    Watch watch =
        new Watch(task, checker, () -> counts(checker), () -> giveUp(counts(checker), known));
    watch.start();
    int code = checker.modelCheck();
    lines.add(Line.of("ended", checker.ending().name()));
    lines.add(Line.of("steps", Long.toString(transitions.steps())));
    lines.addAll(transitions.taken(tool.getActions()));
    lines.addAll(transitions.never(tool.getActions()));
    if (code != EC.NO_ERROR) {
      steps(new BoundActions(tool), evaluated);
      falseParts(tool);
    } else if (checker.ending() == BoundedChecker.Ending.COMPLETE) {
      for (String name : evaluated.postconditions()) {
        Evaluated.Claim claim = evaluated.claim(name);
        lines.add(Line.of("afterwards", name, Boolean.toString(claim.holds()), claim.why()));
      }
    }
    return code;
  }

  /** Random behaviours; the checker only stands for the run, which others may ask to end. */
  private int sample(
      FastTool tool, BoundedChecker checker, Transitions transitions, Evaluated evaluated)
      throws InterruptedException {
    List<Line> known = List.copyOf(lines);
    var deadlock =
        known.contains(Line.of("deadlock", "true"))
            ? RandomWalks.Deadlock.WRONG
            : RandomWalks.Deadlock.FINE;
    var walks =
        new RandomWalks(
            tool,
            task.bounds().sample(),
            deadlock,
            transitions,
            () -> checker.ending() != BoundedChecker.Ending.COMPLETE);
    new Watch(task, checker, () -> counts(walks), () -> giveUp(counts(walks), known)).start();
    var code = new AtomicInteger(EC.GENERAL);
    var thread = new IdThread(() -> code.set(walked(walks)), "walks", 0);
    thread.start();
    thread.join();
    boolean complete = checker.ending() == BoundedChecker.Ending.COMPLETE;
    lines.add(Line.of("ended", complete ? SAMPLED : checker.ending().name()));
    lines.add(counts(walks));
    RandomWalks.Seen seen = walks.seen();
    lines.add(Line.of("depth", Integer.toString(seen.longest())));
    lines.add(Line.of("sampled", Long.toString(seen.behaviours()), Long.toString(seen.visited())));
    lines.addAll(transitions.taken(tool.getActions()));
    if (code.get() != EC.NO_ERROR) {
      var actions = new BoundActions(tool);
      TLCState before = null;
      for (TLCState state : walks.path()) {
        recorder.record(
            EC.TLC_STATE_PRINT2, new TLCStateInfo(state, taken(actions, before, state)));
        before = state;
      }
      steps(actions, evaluated);
      falseParts(tool);
    }
    return code.get();
  }

  /** What TLC would say of a run, whatever ends it. */
  private static int walked(RandomWalks walks) {
    try {
      return walks.walk();
    } catch (EvalException e) {
      MP.printError(e.getErrorCode(), e.hasParameters() ? e.getParameters() : new String[0], e);
      walks.retrace();
      return e.getErrorCode();
    } catch (Assert.TLCRuntimeException e) {
      int code = MP.printTLCRuntimeException(e);
      walks.retrace();
      return code;
    } catch (StackOverflowError e) {
      return MP.printError(EC.SYSTEM_STACK_OVERFLOW, e);
    }
  }

  /** The action that leads from one state to the next, as TLC names it. */
  private static String taken(BoundActions actions, @Nullable TLCState before, TLCState state) {
    if (before == null) {
      return "";
    }
    return actions.names().stream()
        .filter(name -> actions.taken(name, before, state) != null)
        .findFirst()
        .orElse("");
  }

  private static Line counts(BoundedChecker checker) {
    return Line.of(
        "stats",
        Long.toString(checker.getStatesGenerated()),
        Long.toString(checker.getDistinctStatesGenerated()),
        Long.toString(Math.max(0, checker.getStateQueueSize())));
  }

  private static Line counts(RandomWalks walks) {
    RandomWalks.Seen seen = walks.seen();
    return Line.of("stats", Long.toString(seen.generated()), Long.toString(seen.different()), "0");
  }

  /** What can be said of a run that does not stop. */
  private void giveUp(Line counts, List<Line> known) {
    answer(
        () -> {
          List<Line> lines = new ArrayList<>(known);
          lines.add(Line.of("exit", "0"));
          lines.add(Line.of("ended", BoundedChecker.Ending.SECONDS.name()));
          lines.add(counts);
          return lines;
        });
  }

  private void facts(FastTool tool) {
    for (String name : task.names()) {
      OpDefNode definition = tool.getRootModule().getOpDef(UniqueString.uniqueStringOf(name));
      if (definition != null) {
        List<String> fields = new ArrayList<>(List.of(name));
        fields.addAll(Places.of(definition));
        lines.add(new Line("defined", fields));
        if (definition.getLevel() <= LevelConstants.VariableLevel) {
          lines.add(Line.of("one-state", name));
        }
      }
    }
    if (tool.getTemporals().length > 0) {
      lines.add(Line.of("fairness"));
    }
    lines.add(Line.of("assumptions", Integer.toString(tool.getAssumptions().length)));
    for (String name : tool.getImpliedTemporalNames()) {
      lines.add(Line.of("temporal", name));
    }
  }

  /** TLC's errors and warnings in its own words, and how many initial states it found. */
  private void said() {
    for (Message message : List.copyOf(OutputCollector.getAllMessages())) {
      int code = message.getMessageCode();
      int kind = message.getMessageClass();
      switch (code) {
        case EC.TLC_INIT_GENERATED1, EC.TLC_INIT_GENERATED2 ->
            lines.add(Line.of("initial", message.getParameters()[0]));
        default -> {
          if (kind == MP.ERROR || kind == MP.TLCBUG || kind == MP.WARNING) {
            List<String> fields = new ArrayList<>();
            fields.add(Integer.toString(code));
            fields.add(kind == MP.WARNING ? "warning" : "error");
            fields.add(MP.getError(code, message.getParameters()));
            fields.addAll(Arrays.asList(message.getParameters()));
            lines.add(new Line("said", fields));
          }
        }
      }
    }
  }

  private void steps(BoundActions actions, Evaluated evaluated) {
    List<TLCStateInfo> trace = recorder.closedTrace();
    TLCState initial = OutputCollector.getInitialState();
    if (trace.isEmpty() && initial != null) {
      lines.add(Line.of("step", "Init"));
      state(shown(initial, initial, evaluated), null);
    }
    Map<String, IValue> told = null;
    for (int i = 0; i < trace.size(); i++) {
      step(actions, i == 0 ? null : trace.get(i - 1).state, trace.get(i));
      Map<String, IValue> shown = shown(trace.get(i).state, next(trace, i), evaluated);
      state(shown, told);
      told = shown;
    }
  }

  /** The state that follows one in a behaviour: after the last one its loop goes on, or itself. */
  private static TLCState next(List<TLCStateInfo> trace, int at) {
    if (at + 1 < trace.size()) {
      return trace.get(at + 1).state;
    }
    TLCState last = trace.get(at).state;
    for (int i = 0; i < at; i++) {
      if (trace.get(i).state.equals(last)) {
        return trace.get(i + 1).state;
      }
    }
    return last;
  }

  /** What is shown of a state: its variables, or what an alias makes of it. */
  private Map<String, IValue> shown(TLCState state, TLCState next, Evaluated evaluated) {
    Map<String, IValue> alias = evaluated.shown(state, next);
    if (alias == null && !task.newer().alias().isEmpty()) {
      lines.add(Line.of("no-alias"));
    }
    return alias == null ? StateDiff.values(state) : alias;
  }

  /** Of an invariant that is a conjunction, what is false in the last state. */
  private void falseParts(FastTool tool) {
    List<TLCStateInfo> trace = recorder.trace();
    TLCState last = trace.isEmpty() ? OutputCollector.getInitialState() : trace.getLast().state;
    for (Message message : List.copyOf(OutputCollector.getAllMessages())) {
      int code = message.getMessageCode();
      boolean broken =
          code == EC.TLC_INVARIANT_VIOLATED_BEHAVIOR || code == EC.TLC_INVARIANT_VIOLATED_INITIAL;
      if (broken && last != null && last.allAssigned()) {
        String name = message.getParameters()[0];
        OpDefNode definition = tool.getRootModule().getOpDef(UniqueString.uniqueStringOf(name));
        if (definition != null) {
          lines.addAll(Conjuncts.falseIn(definition, tool, last));
        }
        return;
      }
    }
  }

  private void step(BoundActions actions, @Nullable TLCState before, TLCStateInfo info) {
    if (before == null) {
      lines.add(Line.of("step", "Init"));
    } else {
      String name = String.valueOf(info.info).replaceAll("(?s)^<(\\w+) .*", "$1");
      List<String> fields = new ArrayList<>(List.of(name));
      Action action = actions.taken(name, before, info.state);
      List<Action> same = actions.named(name);
      if (action != null || !same.isEmpty()) {
        fields.addAll(Places.of(action == null ? same.getFirst() : action));
      }
      lines.add(new Line("step", fields));
      if (action != null) {
        BoundActions.parameters(action)
            .forEach((parameter, value) -> lines.add(Line.of("param", parameter, value)));
      }
    }
  }

  private void state(Map<String, IValue> shown, @Nullable Map<String, IValue> before) {
    lines.addAll(before == null ? StateDiff.initial(shown) : StateDiff.between(before, shown));
    shown.forEach((name, value) -> lines.add(Line.of("value", name, ModelValues.text(value))));
  }
}
