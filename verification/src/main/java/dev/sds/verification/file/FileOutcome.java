package dev.sds.verification.file;

import dev.sds.spec.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What checking a TLA+ file established. */
public sealed interface FileOutcome {

  /** Every reachable state was examined, and all that was asked holds. */
  record Verified(Examined examined) implements FileOutcome {}

  /** Nothing wrong was found in what was examined, but that was not all. */
  record Bounded(Limit limit, String reason, Examined examined) implements FileOutcome {}

  /** Something does not hold. */
  record Violated(Violation violation, Examined examined) implements FileOutcome {}

  /**
   * All that was asked holds, but it says less than it seems to.
   *
   * @param why one sentence for each weakness
   */
  record Vacuous(List<String> why, Examined examined) implements FileOutcome {
    public Vacuous {
      why = List.copyOf(why);
    }
  }

  /**
   * The module or the cfg is wrong.
   *
   * @param leading the behaviour that leads to an expression without a value; null if the problem
   *     was found before the first state
   */
  record ModelError(List<Diagnostic> problems, @Nullable Behaviour leading) implements FileOutcome {
    public ModelError {
      problems = List.copyOf(problems);
    }
  }

  /** The checker failed or was killed: nothing is known, and trying again may help. */
  record ToolFailure(String why) implements FileOutcome {}

  /** What kept a run from being exhaustive. */
  enum Limit {
    STATES,
    SECONDS,
    MEMORY,
    DISK,
    /** A CONSTRAINT or ACTION_CONSTRAINT kept states out. */
    CONSTRAINT,
    /** The model called {@code TLCSet("exit", TRUE)}. */
    MODEL,
    /** Only random behaviours were followed. */
    SAMPLE
  }
}
