package dev.sds.verification.child;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tlc2.TLC;
import tlc2.TLCGlobals;
import tlc2.output.EC;
import tlc2.output.MP;
import tlc2.output.OutputCollector;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.tool.TLCStateInfo;
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
      lines.addAll(steps(recorder.trace(), actions));
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

  private static String actionName(TLCStateInfo info) {
    return String.valueOf(info.info).replaceAll("^<(\\w+) .*", "$1");
  }
}
