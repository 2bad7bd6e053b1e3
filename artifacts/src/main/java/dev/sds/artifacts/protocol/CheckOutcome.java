package dev.sds.artifacts.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What checking one instance of a protocol established. */
public sealed interface CheckOutcome {

  /** Every reachable state and fair behaviour of the instance was examined, and all held. */
  record Verified(Statistics statistics, Instance instance, List<String> properties)
      implements CheckOutcome {
    public Verified {
      properties = List.copyOf(properties);
    }
  }

  /** A limit was met first: nothing wrong was found in what was examined. */
  record Bounded(Limit limit, String reason, Statistics statistics, Instance instance)
      implements CheckOutcome {}

  /** A property does not hold. */
  record Violated(Counterexample counterexample, Instance instance) implements CheckOutcome {}

  /**
   * All held, but some of the system's own actions were never possible, so the pass says nothing of
   * them.
   *
   * @param never the actions that no reachable state allows
   */
  record Vacuous(List<String> never, Verified passed) implements CheckOutcome {
    public Vacuous {
      never = List.copyOf(never);
    }
  }

  /**
   * The protocol itself is wrong: it does not parse, or an expression has no value.
   *
   * @param location where in the TLA+ text; empty if not known
   */
  record ModelError(String message, String location) implements CheckOutcome {}

  /** The checker failed or was killed: nothing is known, and trying again may help. */
  record ToolFailure(String why) implements CheckOutcome {}

  /** Which limit ended a run; all but the clock end every repetition at the same place. */
  enum Limit {
    STATES,
    SECONDS,
    /** Only random behaviours were followed, the same ones in every repetition. */
    SAMPLE
  }

  /**
   * How much was examined.
   *
   * @param generated states computed, repetitions counted
   * @param distinct different states
   * @param left states seen but not yet examined
   * @param depth of the longest shortest path
   * @param taken how often each action led to a state
   */
  record Statistics(long generated, long distinct, long left, int depth, Map<String, Long> taken) {
    public Statistics {
      taken = Collections.unmodifiableMap(new TreeMap<>(taken));
    }
  }
}
