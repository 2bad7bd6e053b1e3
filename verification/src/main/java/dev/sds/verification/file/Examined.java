package dev.sds.verification.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much a run examined.
 *
 * @param generated states computed, repetitions counted
 * @param distinct different states
 * @param left states seen but not yet examined
 * @param depth the number of states on the longest shortest path; 0 where TLC does not tell
 * @param cut successors that a constraint of the cfg kept out
 * @param actions how often each action was taken; empty for a run that was killed
 */
public record Examined(
    long generated, long distinct, long left, int depth, long cut, List<Taken> actions) {

  public static final Examined NOTHING = new Examined(0, 0, 0, 0, 0, List.of());

  public Examined {
    actions = List.copyOf(actions);
  }

  /** The actions that no reachable state allows. */
  public List<Taken> never() {
    return actions.stream().filter(action -> action.steps() == 0).toList();
  }

  /**
   * How often one action was taken.
   *
   * @param steps to any state
   * @param fresh to states that were new
   */
  public record Taken(String action, long steps, long fresh, @Nullable Place place) {}
}
