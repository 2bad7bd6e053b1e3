package dev.sds.verification.child.walk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tlc2.output.EC;
import tlc2.output.MP;
import tlc2.tool.Action;
import tlc2.tool.EvalException;
import tlc2.tool.ITool;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.CallStackTool;
import tlc2.tool.liveness.LiveCheck1;
import tlc2.tool.liveness.LiveException;
import tlc2.util.IStateWriter;
import tlc2.util.IdThread;
import util.Assert;

/**
 * Follows random behaviours of a model and asks of each what the exhaustive search would: in every
 * state one of the bound actions that are possible is taken, and one of the states it leads to. The
 * first mistake ends all.
 */
public final class RandomWalks {

  /** One behaviour in so many is asked for what must happen in the end, which takes longest. */
  public static final int ASKED_WHAT_LASTS = 10;

  private final ITool tool;
  private final Sample sample;
  private final Deadlock deadlock;
  private final IStateWriter steps;
  private final BooleanSupplier ended;
  private final Random random;
  private final Action[] actions;
  private final Met met = new Met();
  private final List<TLCState> path = new ArrayList<>();
  private long generated;
  private long behaviours;
  private long visited;
  private int longest;

  /** Whether a state in which nothing is possible is a mistake. */
  public enum Deadlock {
    WRONG,
    FINE
  }

  /**
   * The walks of a sample.
   *
   * @param steps told of each step that is taken
   * @param ended whether somebody wants no more of them
   */
  public RandomWalks(
      ITool tool, Sample sample, Deadlock deadlock, IStateWriter steps, BooleanSupplier ended) {
    this.tool = tool;
    this.sample = sample;
    this.deadlock = deadlock;
    this.steps = steps;
    this.ended = ended;
    this.random = new Random(sample.seed());
    this.actions = tool.getActions();
  }

  /**
   * How much was seen.
   *
   * @param generated states computed
   * @param different as far as they are counted
   * @param visited states on the behaviours, repetitions counted
   * @param longest behaviour, in states
   */
  public record Seen(long behaviours, long generated, long different, long visited, int longest) {}

  /** How much was seen so far; roughly, while the walks go on. */
  public Seen seen() {
    return new Seen(behaviours, generated, met.size(), visited, longest);
  }

  /** The behaviour that ends in a mistake, as short as its states allow; empty for a lasso. */
  public List<TLCState> path() {
    return path.isEmpty() ? List.of() : shortened();
  }

  /** Follows the behaviours and tells TLC's recorder of what is wrong; TLC's code for it. */
  public int walk() {
    int code = tool.checkAssumptions();
    if (code != EC.NO_ERROR) {
      return code;
    }
    StateVec initial = tool.getInitStates();
    if (initial.empty()) {
      return MP.printError(EC.TLC_NO_STATES_SATISFYING_INIT);
    }
    generated = initial.size();
    code = initialMistake(initial);
    LiveCheck1 live = code != EC.NO_ERROR || tool.livenessIsTrue() ? null : new LiveCheck1(tool);
    while (code == EC.NO_ERROR && behaviours < sample.behaviours() && !ended.getAsBoolean()) {
      behaviours++;
      code = behaviour(initial);
      if (code == EC.NO_ERROR && live != null && behaviours % ASKED_WHAT_LASTS == 1) {
        code = lasting(live);
      }
    }
    return code;
  }

  private int initialMistake(StateVec initial) {
    for (int i = 0; i < initial.size(); i++) {
      TLCState state = initial.elementAt(i);
      path.clear();
      path.add(state);
      if (!tool.isGoodState(state)) {
        return MP.printError(EC.TLC_STATE_NOT_COMPLETELY_SPECIFIED_INITIAL, state.toString());
      }
      for (int k = 0; k < tool.getInvariants().length; k++) {
        if (!tool.isValid(tool.getInvariants()[k], state)) {
          return MP.printError(
              EC.TLC_INVARIANT_VIOLATED_INITIAL,
              new String[] {tool.getInvNames()[k], state.toString()});
        }
      }
      for (int k = 0; k < tool.getImpliedInits().length; k++) {
        if (!tool.isValid(tool.getImpliedInits()[k], state)) {
          return MP.printError(
              EC.TLC_PROPERTY_VIOLATED_INITIAL,
              new String[] {tool.getImpliedInitNames()[k], state.toString()});
        }
      }
    }
    return EC.NO_ERROR;
  }

  private int behaviour(StateVec initial) {
    path.clear();
    TLCState state = initial.elementAt(random.nextInt(initial.size()));
    boolean within = tool.isInModel(state);
    met.add(state.fingerPrint());
    while (true) {
      path.add(state);
      visited++;
      longest = Math.max(longest, path.size());
      IdThread.setCurrentState(state);
      if (!within || path.size() >= sample.depth() || ended.getAsBoolean()) {
        return EC.NO_ERROR;
      }
      Step step = step(state);
      if (step == null) {
        return deadlock == Deadlock.FINE ? EC.NO_ERROR : told(EC.TLC_DEADLOCK_REACHED);
      }
      int code = mistake(state, step);
      if (code != EC.NO_ERROR) {
        return code;
      }
      TLCState next = step.states().elementAt(random.nextInt(step.states().size()));
      next.setPredecessor(state);
      within = tool.isInModel(next) && tool.isInActions(state, next);
      boolean fresh = met.add(next.fingerPrint());
      if (within) {
        steps.writeState(state, next, fresh, step.action());
      }
      state = next;
    }
  }

  /** An action that is possible, with the states it leads to. */
  private record Step(Action action, StateVec states) {}

  /** One of the actions that are possible; null if none is. */
  private @Nullable Step step(TLCState state) {
    Action[] untried = actions.clone();
    for (int left = untried.length; left > 0; left--) {
      int drawn = random.nextInt(left);
      Action action = untried[drawn];
      untried[drawn] = untried[left - 1];
      StateVec states = tool.getNextStates(action, state);
      if (!states.empty()) {
        generated += states.size();
        return new Step(action, states);
      }
    }
    return null;
  }

  /** Whether one of the states that a step leads to is wrong: the behaviour then ends in it. */
  private int mistake(TLCState state, Step step) {
    for (int i = 0; i < step.states().size(); i++) {
      TLCState next = step.states().elementAt(i);
      int code = mistake(state, next, step.action());
      if (code != EC.NO_ERROR) {
        path.add(next);
        return code;
      }
    }
    return EC.NO_ERROR;
  }

  private int mistake(TLCState state, TLCState next, Action action) {
    if (!tool.isGoodState(next)) {
      String missing =
          next.getUnassigned().stream()
              .map(variable -> variable.getName().toString())
              .collect(Collectors.joining(", "));
      return MP.printError(
          EC.TLC_STATE_NOT_COMPLETELY_SPECIFIED_NEXT,
          new String[] {
            action.getName().toString(), missing.contains(",") ? "s are" : " is", missing
          });
    }
    for (int k = 0; k < tool.getInvariants().length; k++) {
      String name = tool.getInvNames()[k];
      try {
        if (!tool.isValid(tool.getInvariants()[k], next)) {
          return told(EC.TLC_INVARIANT_VIOLATED_BEHAVIOR, name);
        }
      } catch (Assert.TLCRuntimeException | EvalException e) {
        return told(EC.TLC_INVARIANT_EVALUATION_FAILED, name, String.valueOf(e.getMessage()));
      }
    }
    for (int k = 0; k < tool.getImpliedActions().length; k++) {
      String name = tool.getImpliedActNames()[k];
      try {
        if (!tool.isValid(tool.getImpliedActions()[k], state, next)) {
          return told(EC.TLC_ACTION_PROPERTY_VIOLATED_BEHAVIOR, name);
        }
      } catch (Assert.TLCRuntimeException | EvalException e) {
        return told(EC.TLC_ACTION_PROPERTY_EVALUATION_FAILED, name, String.valueOf(e.getMessage()));
      }
    }
    return EC.NO_ERROR;
  }

  /** Evaluates once more what had no value, so that TLC tells where it stands. */
  public void retrace() {
    var traced = new CallStackTool(tool);
    TLCState last = path.getLast();
    try {
      for (Action invariant : tool.getInvariants()) {
        traced.isValid(invariant, last);
      }
      for (Action action : actions) {
        StateVec next = traced.getNextStates(action, last);
        for (Action implied : next.empty() ? new Action[0] : tool.getImpliedActions()) {
          traced.isValid(implied, last, next.elementAt(0));
        }
      }
    } catch (Assert.TLCRuntimeException | EvalException | StackOverflowError e) {
      MP.printError(EC.TLC_NESTED_EXPRESSION, traced.toString());
    }
  }

  private static int told(int code, String... parameters) {
    return MP.printError(code, parameters);
  }

  /** Whether the states of a behaviour hold one that is fair and goes on for ever, wrongly. */
  private int lasting(LiveCheck1 live) {
    StateVec states = new StateVec(path.size());
    path.forEach(states::addElement);
    try {
      live.checkTrace(tool, states);
      return EC.NO_ERROR;
    } catch (LiveException e) {
      path.clear();
      return e.errorCode;
    }
  }

  /** The shortest behaviour over the states of the last one that ends by the same step. */
  private List<TLCState> shortened() {
    List<TLCState> states = List.copyOf(path);
    if (!states.getLast().allAssigned()) {
      return states;
    }
    int end = states.size() - 1;
    int target = Math.max(0, end - 1);
    long[] prints = states.stream().mapToLong(TLCState::fingerPrint).toArray();
    int[] from = new int[states.size()];
    Arrays.fill(from, -1);
    List<Integer> queue = new ArrayList<>(List.of(0));
    for (int at = 0; at < queue.size(); at++) {
      int here = queue.get(at);
      if (prints[here] == prints[target]) {
        return chain(states, from, here, end);
      }
      for (TLCState next : successors(states.get(here))) {
        long print = next.fingerPrint();
        for (int other = 1; other <= target; other++) {
          if (prints[other] == print && from[other] < 0) {
            from[other] = here;
            queue.add(other);
          }
        }
      }
    }
    return states;
  }

  private List<TLCState> successors(TLCState state) {
    List<TLCState> all = new ArrayList<>();
    for (Action action : actions) {
      StateVec next = tool.getNextStates(action, state);
      for (int i = 0; i < next.size(); i++) {
        TLCState successor = next.elementAt(i);
        if (tool.isInModel(successor) && tool.isInActions(state, successor)) {
          all.add(successor);
        }
      }
    }
    return all;
  }

  private static List<TLCState> chain(List<TLCState> states, int[] from, int before, int end) {
    List<TLCState> chain = new ArrayList<>();
    for (int at = before; at >= 0; at = from[at]) {
      chain.addFirst(states.get(at));
    }
    if (end > 0) {
      chain.add(states.get(end));
    }
    return chain;
  }
}
