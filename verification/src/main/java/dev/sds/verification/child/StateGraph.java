package dev.sds.verification.child;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tlc2.tool.TLCState;

/**
 * The states that a model reaches from one initial state, breadth first, with the actions between
 * them. It ends early at the first state that a judge objects to.
 */
final class StateGraph {

  private static final int[] NONE = {};

  private final BoundActions actions;
  private final List<String> names;
  private final List<TLCState> states = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();
  private final Map<Long, Integer> byFingerprint = new HashMap<>();

  /** For each state, pairs of an action's number and the state it leads to. */
  private final List<int[]> steps = new ArrayList<>();

  /** What may be wrong with what is found; such a finding ends the search. */
  interface Judge {

    /** What is wrong with a state; null if nothing. */
    @Nullable String state(TLCState state);

    /** What is wrong with a step; null if nothing. */
    @Nullable String step(TLCState before, TLCState after);
  }

  private @Nullable String objection;
  private int objectionable = -1;

  private StateGraph(BoundActions actions) {
    this.actions = actions;
    this.names = actions.names();
  }

  /**
   * Explores a model.
   *
   * @param most states to keep; one more and the graph is incomplete
   * @param goesOn whether to look beyond a state
   */
  static StateGraph of(
      BoundActions actions, TLCState start, int most, Judge judge, Predicate<TLCState> goesOn) {
    StateGraph graph = new StateGraph(actions);
    graph.add(start, 0);
    graph.object(judge.state(start), 0);
    for (int at = 0; at < graph.states.size() && graph.objection == null; at++) {
      if (graph.states.size() > most) {
        break;
      }
      if (goesOn.test(graph.states.get(at))) {
        graph.expand(at, judge);
      } else {
        graph.steps.add(NONE);
      }
    }
    return graph;
  }

  /** The graph of a model that could not be explored. */
  static StateGraph failed(BoundActions actions, String why) {
    StateGraph graph = new StateGraph(actions);
    graph.objection = why;
    return graph;
  }

  private void expand(int at, Judge judge) {
    TLCState state = states.get(at);
    int[] found = NONE;
    int used = 0;
    for (int name = 0; name < names.size(); name++) {
      for (tlc2.tool.Action action : actions.named(names.get(name))) {
        for (TLCState next : actions.successors(action, state)) {
          int known = states.size();
          int to = add(next, depths.get(at) + 1);
          if (used + 2 > found.length) {
            found = Arrays.copyOf(found, Math.max(8, 2 * found.length));
          }
          found[used++] = name;
          found[used++] = to;
          if (to == known) {
            object(judge.state(next), to);
          }
          object(judge.step(state, next), to);
        }
      }
    }
    steps.add(Arrays.copyOf(found, used));
    if (used == 0 && objection == null) {
      objection = "Deadlock";
      objectionable = at;
    }
  }

  private void object(@Nullable String wrong, int at) {
    if (objection == null && wrong != null) {
      objection = wrong;
      objectionable = at;
    }
  }

  private int add(TLCState state, int depth) {
    Integer known = byFingerprint.putIfAbsent(state.fingerPrint(), states.size());
    if (known != null) {
      return known;
    }
    states.add(state);
    depths.add(depth);
    return states.size() - 1;
  }

  /** Whether every reachable state was examined. */
  boolean complete() {
    return objection == null && steps.size() == states.size();
  }

  /** What the judge said last; null if nothing. */
  @Nullable String objection() {
    return objection;
  }

  /** How many steps lead to the state objected to. */
  int depth() {
    return objectionable < 0 ? 0 : depths.get(objectionable);
  }

  int size() {
    return states.size();
  }

  TLCState state(int at) {
    return states.get(at);
  }

  /** The numbers of actions and states that a state's steps lead to, in turn. */
  int[] steps(int at) {
    return steps.get(at);
  }

  /** The number of an action; -1 for one that the model does not have. */
  int action(String name) {
    return names.indexOf(name);
  }

  /** Every change of state as one number, in order; {@code plain} is the state to compare by. */
  long[] moves(UnaryOperator<TLCState> plain) {
    long[] prints = new long[states.size()];
    for (int s = 0; s < prints.length; s++) {
      prints[s] = plain.apply(states.get(s)).fingerPrint();
    }
    return IntStream.range(0, steps.size())
        .boxed()
        .flatMapToLong(
            s ->
                IntStream.iterate(1, i -> i < steps.get(s).length, i -> i + 2)
                    .map(i -> steps.get(s)[i])
                    .filter(to -> to != s)
                    .mapToLong(to -> 31 * prints[s] + prints[to]))
        .sorted()
        .distinct()
        .toArray();
  }

  /** How often each action can be taken. */
  Map<String, Long> taken() {
    Map<String, Long> taken = new HashMap<>();
    for (int[] found : steps) {
      for (int i = 0; i < found.length; i += 2) {
        taken.merge(names.get(found[i]), 1L, Long::sum);
      }
    }
    return taken;
  }
}
