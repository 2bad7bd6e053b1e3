package dev.sds.verification.child;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tla2sany.semantic.OpDefNode;
import tlc2.TLC;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.output.MP;
import tlc2.output.OutputCollector;
import tlc2.tool.Action;
import tlc2.tool.ITool;
import tlc2.tool.TLCState;
import tlc2.tool.TLCStateInfo;
import tlc2.util.Context;
import tlc2.value.IValue;
import util.SimpleFilenameToStream;

/** The child that checks one model once. */
public final class TlcWorker {

  private TlcWorker() {}

  /**
   * Checks a model.
   *
   * @param args the answer's file, the folder of the module, the actions' names separated by
   *     commas, then TLC's own arguments
   */
  public static void main(String[] args) {
    Watch.parent();
    Answer.give(Path.of(args[0]), () -> check(args));
  }

  private static List<Line> check(String[] args) throws Exception {
    ParkedSockets.install();
    TlcRecorder recorder = new TlcRecorder();
    MP.setRecorder(recorder);
    long start = System.nanoTime();
    TLC tlc = new TLC();
    if (!tlc.handleParameters(Arrays.copyOfRange(args, 3, args.length))) {
      return List.of(Line.of(Line.FAILED, "TLC does not take its arguments"));
    }
    tlc.setResolver(new SimpleFilenameToStream(args[1]));
    int code = tlc.process();
    List<Line> lines = new ArrayList<>();
    lines.add(Line.of("exit", Integer.toString(EC.ExitStatus.errorConstantToExitStatus(code))));
    lines.add(Line.of("millis", Long.toString((System.nanoTime() - start) / 1_000_000)));
    lines.addAll(recorder.lines());
    if (TLCGlobals.mainChecker != null) {
      BoundActions actions = new BoundActions(TLCGlobals.mainChecker.tool);
      lines.addAll(unnamed(actions, List.of(args[2].split(","))));
      lines.addAll(steps(recorder.closedTrace(), actions));
      lines.addAll(new AbstractView(TLCGlobals.mainChecker.tool).lines(recorder.trace()));
    }
    return lines;
  }

  /** Parts of the next-state relation that TLC could not take apart into the declared actions. */
  private static List<Line> unnamed(BoundActions actions, List<String> declared) {
    return actions.names().stream()
        .filter(name -> !declared.contains(name))
        .map(name -> Line.of("unnamed", name))
        .toList();
  }

  private static List<Line> steps(List<TLCStateInfo> trace, BoundActions actions) {
    List<Line> lines = new ArrayList<>();
    TLCState initial = OutputCollector.getInitialState();
    if (trace.isEmpty() && initial != null) {
      lines.add(Line.of("start"));
      lines.addAll(StateDiff.initial(initial));
    }
    TLCState before = null;
    for (TLCStateInfo info : trace) {
      if (before == null) {
        lines.add(Line.of("step", "Init"));
        lines.addAll(StateDiff.initial(info.state));
      } else {
        String name = actionName(info);
        lines.add(Line.of("step", name));
        Action action = actions.taken(name, before, info.state);
        if (action != null) {
          BoundActions.parameters(action)
              .forEach((parameter, value) -> lines.add(Line.of("param", parameter, value)));
        }
        lines.addAll(StateDiff.between(before, info.state));
      }
      before = info.state;
    }
    return lines;
  }

  /**
   * A behaviour as the more abstract protocol has it that the checked one is to refine. What is
   * asked for is found by its name, in an instance of a module made for it.
   */
  public static final class AbstractView {

    /** The instance; there is none where nothing is refined. */
    public static final String INSTANCE = "SdsView";

    /** How names begin of operators that give a variable's value. */
    public static final String VALUE = "SdsValue_";

    /** How names begin of operators that give the choices with which an action is possible. */
    public static final String CAN = "SdsCan_";

    /** How names begin of operators that say whether a step is one of an action. */
    public static final String DOES = "SdsDoes_";

    private static final Set<Integer> LEFT =
        Set.of(EC.TLC_ACTION_PROPERTY_VIOLATED_BEHAVIOR, EC.TLC_PROPERTY_VIOLATED_INITIAL);

    private final ITool tool;

    AbstractView(ITool tool) {
      this.tool = tool;
    }

    private List<Line> lines(List<TLCStateInfo> trace) {
      List<Line> lines = new ArrayList<>();
      operators(DOES).forEach((name, _) -> lines.add(Line.of("noted", name, noted(lines.size()))));
      boolean left =
          OutputCollector.getAllMessages().stream()
              .anyMatch(m -> LEFT.contains(m.getMessageCode()));
      TLCState first = OutputCollector.getInitialState();
      if (left && trace.size() > 1) {
        departure(trace.get(trace.size() - 2).state, trace.getLast().state, lines);
      } else if (left && (first != null || !trace.isEmpty())) {
        TLCState only = trace.isEmpty() ? first : trace.getLast().state;
        operators(VALUE)
            .forEach((name, value) -> lines.add(Line.of("mapped", name, "", text(value, only))));
      }
      return lines;
    }

    /** What TLC's registers say, counted from 1 in the order of the operators. */
    private static String noted(int before) {
      return String.valueOf(TLCGlobals.mainChecker.getValue(0, before + 1));
    }

    private void departure(TLCState before, TLCState after, List<Line> lines) {
      operators(VALUE)
          .forEach(
              (name, value) ->
                  lines.add(Line.of("mapped", name, text(value, before), text(value, after))));
      operators(CAN)
          .forEach(
              (name, choices) -> {
                List<String> tuples = ModelValues.elements(value(choices, before));
                for (String tuple : tuples == null ? List.<String>of() : tuples) {
                  String chosen = tuple.substring(2, tuple.length() - 2);
                  lines.add(
                      Line.of("possible", chosen.isEmpty() ? name : name + "(" + chosen + ")"));
                }
              });
    }

    private IValue value(OpDefNode operator, TLCState state) {
      return tool.eval(operator.getBody(), Context.Empty, state);
    }

    private String text(OpDefNode operator, TLCState state) {
      return ModelValues.text(value(operator, state));
    }

    /** The operators of a kind by what they are about, in the order of their module. */
    private Map<String, OpDefNode> operators(String kind) {
      String start = INSTANCE + "!" + kind;
      Map<String, OpDefNode> operators = new LinkedHashMap<>();
      Arrays.stream(tool.getRootModule().getOpDefs())
          .filter(definition -> definition.getName().toString().startsWith(start))
          .sorted(Comparator.comparingInt(d -> d.getSource().getLocation().beginLine()))
          .forEach(d -> operators.put(d.getName().toString().substring(start.length()), d));
      return operators;
    }
  }

  private static String actionName(TLCStateInfo info) {
    return String.valueOf(info.info).replaceAll("^<(\\w+) .*", "$1");
  }
}
