package dev.sds.verification.child;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Whether a behaviour may stay for ever within some states of a graph though its fair actions must
 * be taken: a strongly connected part is looked for that meets every fairness condition, states
 * being taken away where strong fairness forbids to return to them.
 *
 * <p>E. A. Emerson and C.-L. Lei, Modalities for Model Checking: Branching Time Logic Strikes Back,
 * Science of Computer Programming 8, 1987.
 */
final class FairCycles {

  private final StateGraph graph;
  private final List<Fair> fairness;

  FairCycles(StateGraph graph, List<Fair> fairness) {
    this.graph = graph;
    this.fairness = List.copyOf(fairness);
  }

  /** An action, by its number in the graph, that must be taken in the end. */
  record Fair(int action, Kind kind) {}

  /** When a fair action must be taken. */
  enum Kind {
    WEAK,
    STRONG
  }

  /** Whether a fair behaviour that starts in some state stays within others for ever. */
  boolean canStay(BitSet from, BitSet within) {
    BitSet reached = new BitSet();
    Deque<Integer> open = new ArrayDeque<>();
    for (int s = from.nextSetBit(0); s >= 0; s = from.nextSetBit(s + 1)) {
      if (within.get(s)) {
        reached.set(s);
        open.add(s);
      }
    }
    while (!open.isEmpty()) {
      int[] steps = graph.steps(open.remove());
      for (int i = 1; i < steps.length; i += 2) {
        if (within.get(steps[i]) && !reached.get(steps[i])) {
          reached.set(steps[i]);
          open.add(steps[i]);
        }
      }
    }
    return hasFairPart(reached);
  }

  private boolean hasFairPart(BitSet states) {
    for (BitSet part : new Parts(states).all()) {
      if (isFair(part)) {
        return true;
      }
    }
    return false;
  }

  private boolean isFair(BitSet part) {
    BitSet rest = (BitSet) part.clone();
    for (Fair fair : fairness) {
      BitSet enabled = new BitSet();
      if (!taken(fair.action(), part, enabled)) {
        switch (fair.kind()) {
          case WEAK -> {
            if (enabled.cardinality() == part.cardinality()) {
              return false;
            }
          }
          case STRONG -> rest.andNot(enabled);
        }
      }
    }
    return rest.equals(part) || (!rest.isEmpty() && hasFairPart(rest));
  }

  /** Whether an action changes the state inside a part; where it can change it at all is noted. */
  private boolean taken(int action, BitSet part, BitSet enabled) {
    boolean inside = false;
    for (int s = part.nextSetBit(0); s >= 0; s = part.nextSetBit(s + 1)) {
      int[] steps = graph.steps(s);
      for (int i = 0; i < steps.length; i += 2) {
        if (steps[i] == action && steps[i + 1] != s) {
          enabled.set(s);
          inside |= part.get(steps[i + 1]);
        }
      }
    }
    return inside;
  }

  /**
   * The strongly connected parts of some states; a state alone is one, as nothing may happen.
   *
   * <p>R. Tarjan, Depth-First Search and Linear Graph Algorithms, SIAM Journal on Computing 1(2),
   * 1972; with a stack of its own in place of recursion.
   */
  private final class Parts {

    private final BitSet states;
    private final int[] index;
    private final int[] low;
    private final int[] next;
    private final BitSet onStack = new BitSet();
    private final Deque<Integer> stack = new ArrayDeque<>();
    private final List<BitSet> found = new ArrayList<>();
    private int counter = 1;

    Parts(BitSet states) {
      this.states = states;
      this.index = new int[graph.size()];
      this.low = new int[graph.size()];
      this.next = new int[graph.size()];
      Arrays.fill(next, 1);
    }

    List<BitSet> all() {
      for (int s = states.nextSetBit(0); s >= 0; s = states.nextSetBit(s + 1)) {
        if (index[s] == 0) {
          visit(s);
        }
      }
      return found;
    }

    private void visit(int root) {
      Deque<Integer> path = new ArrayDeque<>();
      enter(root, path);
      while (!path.isEmpty()) {
        int s = path.peek();
        int to = nextUnder(s);
        if (to < 0) {
          path.pop();
          leave(s, path);
        } else if (index[to] == 0) {
          enter(to, path);
        } else if (onStack.get(to)) {
          low[s] = Math.min(low[s], index[to]);
        }
      }
    }

    private void enter(int s, Deque<Integer> path) {
      index[s] = counter;
      low[s] = counter++;
      stack.push(s);
      onStack.set(s);
      path.push(s);
    }

    private int nextUnder(int s) {
      int[] steps = graph.steps(s);
      while (next[s] < steps.length) {
        int to = steps[next[s]];
        next[s] += 2;
        if (states.get(to)) {
          return to;
        }
      }
      return -1;
    }

    private void leave(int s, Deque<Integer> path) {
      if (!path.isEmpty()) {
        low[path.peek()] = Math.min(low[path.peek()], low[s]);
      }
      if (low[s] == index[s]) {
        BitSet part = new BitSet();
        int member;
        do {
          member = stack.pop();
          onStack.clear(member);
          part.set(member);
        } while (member != s);
        found.add(part);
      }
    }
  }
}
