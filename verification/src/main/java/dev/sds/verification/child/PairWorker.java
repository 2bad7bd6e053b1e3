package dev.sds.verification.child;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.util.FP64;
import util.SimpleFilenameToStream;

/**
 * The child that finds, for every two actions of some kind that a model can take one after the
 * other, with none of that kind between them, a shortest behaviour that ends with them.
 */
public final class PairWorker {

  /** A pair; its behaviour follows, a {@link #STEP} for each action. */
  public static final String PAIR = "pair";

  /** An action, and then its parameters with their values. */
  public static final String STEP = "step";

  /** After the last pair: whether everything was explored. */
  public static final String WHOLE = "whole";

  private final BoundActions actions;
  private final Set<String> wanted;
  private final int most;
  private final Set<Seen> seen = new HashSet<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private final Map<String, Node> pairs = new TreeMap<>();

  /** A state with the action that led to it: what may come next is all that matters. */
  private record Seen(long state, String last) {}

  /** The last wanted action stands beside the one that led here. */
  private record Node(
      TLCState state, @Nullable Action action, String last, @Nullable Node before) {}

  private PairWorker(FastTool tool, Set<String> wanted, int most) {
    this.wanted = wanted;
    this.actions = new BoundActions(tool);
    this.most = most;
    StateVec initial = tool.getInitStates();
    for (int i = 0; i < initial.size(); i++) {
      visit(new Node(initial.elementAt(i), null, "", null));
    }
  }

  /**
   * Looks for pairs.
   *
   * @param args the answer's file, the folder of the module, the module, the cfg (without its
   *     ending), the most states to look at, and then the wanted actions
   */
  public static void main(String[] args) {
    Watch.parent();
    Answer.give(
        Path.of(args[0]),
        () -> {
          ParkedSockets.install();
          FP64.Init(0);
          FastTool tool = new FastTool(args[2], args[3], new SimpleFilenameToStream(args[1]));
          Set<String> wanted = Set.copyOf(Arrays.asList(args).subList(5, args.length));
          return new PairWorker(tool, wanted, Integer.parseInt(args[4])).search();
        });
  }

  private void visit(Node node) {
    if (seen.add(new Seen(node.state().fingerPrint(), node.last()))) {
      open.add(node);
    }
  }

  private List<Line> search() {
    while (!open.isEmpty() && seen.size() < most) {
      Node node = open.remove();
      for (String name : actions.names()) {
        for (Action action : actions.named(name)) {
          for (TLCState next : actions.successors(action, node.state())) {
            boolean counts = wanted.contains(name);
            Node reached = new Node(next, action, counts ? name : node.last(), node);
            if (counts && !node.last().isEmpty()) {
              pairs.putIfAbsent(node.last() + "\t" + name, reached);
            }
            visit(reached);
          }
        }
      }
    }
    List<Line> lines = new ArrayList<>();
    pairs.forEach((pair, node) -> lines.addAll(behaviour(pair, node)));
    lines.add(Line.of(WHOLE, Boolean.toString(open.isEmpty())));
    return lines;
  }

  private static List<Line> behaviour(String pair, Node last) {
    List<Line> steps = new ArrayList<>();
    for (Node node = last; node != null; node = node.before()) {
      Action action = node.action();
      if (action != null) {
        List<String> fields = new ArrayList<>(List.of(action.getName().toString()));
        BoundActions.parameters(action)
            .forEach(
                (parameter, value) -> {
                  fields.add(parameter);
                  fields.add(value);
                });
        steps.add(new Line(STEP, fields));
      }
    }
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(PAIR, List.of(pair.split("\t", -1))));
    lines.addAll(steps.reversed());
    return lines;
  }
}
