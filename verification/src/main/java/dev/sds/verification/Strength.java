package dev.sds.verification;

import java.util.List;

/**
 * What a pass of a protocol is worth.
 *
 * @param states of the protocol as it is
 * @param mutants each deliberate mistake with what became of it
 * @param weaknesses reasons to trust the pass less
 */
public record Strength(long states, List<Fate> mutants, List<Weakness> weaknesses) {

  public Strength {
    mutants = List.copyOf(mutants);
    weaknesses = List.copyOf(weaknesses);
  }

  /** The mistakes that broke a property. */
  public long killed() {
    return mutants.stream().filter(f -> f.end() == End.KILLED).count();
  }

  /** The mistakes that make a difference within the bounds: all but those that change nothing. */
  public long real() {
    return mutants.stream().filter(f -> f.end() != End.SAME).count();
  }

  /** The mistakes that make a difference which nothing noticed. */
  public List<Fate> survivors() {
    return mutants.stream().filter(f -> f.end() != End.KILLED && f.end() != End.SAME).toList();
  }

  /** The weaknesses that make a pass say nothing. */
  public List<Weakness> vacuities() {
    return weaknesses.stream().filter(w -> w.kind().empties()).toList();
  }

  /**
   * One deliberate mistake.
   *
   * @param by the property it broke; empty if none
   * @param depth the steps to the breach of an invariant
   * @param states that were reached
   */
  public record Fate(String mutant, End end, String by, int depth, long states) {}

  /** What became of a mistake. */
  public enum End {
    /** A property is broken. */
    KILLED("a property is broken"),
    /** Every behaviour is the same: what was left out is not needed within the bounds. */
    SAME("nothing changes within the bounds"),
    /** More can happen, and no invariant forbids it. */
    MORE("more can happen, which no invariant forbids"),
    /** Less can happen, and no liveness property misses it. */
    LESS("less can happen, which no liveness property misses"),
    /** Other things can happen. */
    OTHER("other things happen, which no property tells apart"),
    /** It has more states than were to be kept. */
    UNFINISHED("too many states to say");

    private final String words;

    End(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * A reason to trust a pass less.
   *
   * @param subject the action or property
   * @param message what is wrong with it, in a sentence
   */
  public record Weakness(Kind kind, String subject, String message) {}

  /** What may be wrong with a pass. */
  public enum Kind {
    /** An action of the system never happens. */
    ACTION_NEVER_TAKEN,
    /** A fault that the bounds allow never happens. */
    FAULT_NEVER_FIRED,
    /** The left side of an implication never holds, or a set is always empty. */
    ANTECEDENT_NEVER_TRUE,
    /** What a promise waits for never happens. */
    PROMISE_NEVER_ASKED,
    /** What is promised is so whenever it is asked for. */
    PROMISE_ALWAYS_KEPT,
    /** The environment alone keeps the promise, whatever the system does. */
    PROMISE_KEPT_BY_OTHERS,
    /** A fault is demanded to happen, which nobody can be held to. */
    FAIR_FAULT,
    /** A step that changes nothing is always possible, which hides every deadlock. */
    DEADLOCK_HIDDEN,
    /** No deliberate mistake breaks an invariant, unless another is broken before. */
    WEAK_INVARIANT,
    /** A liveness property of a form that only TLC reads. */
    PROMISE_NOT_READ;

    /** Whether a pass with this weakness says nothing of its subject. */
    boolean empties() {
      return switch (this) {
        case ACTION_NEVER_TAKEN,
            FAULT_NEVER_FIRED,
            ANTECEDENT_NEVER_TRUE,
            PROMISE_NEVER_ASKED,
            FAIR_FAULT,
            DEADLOCK_HIDDEN ->
            true;
        case PROMISE_ALWAYS_KEPT, PROMISE_KEPT_BY_OTHERS, WEAK_INVARIANT, PROMISE_NOT_READ -> false;
      };
    }
  }
}
