package dev.sds.artifacts;

import dev.sds.artifacts.protocol.CheckOutcome;
import java.util.List;

/** What an evaluator found out about an artifact. */
public sealed interface Evidence {

  /** The evaluator, with its version. */
  String source();

  /** The requirements it speaks about; empty for one that speaks about the artifact as a whole. */
  List<String> requirements();

  /** A number, from a run that can be repeated. */
  record Measurement(
      String source,
      List<String> requirements,
      String metric,
      String workload,
      long seed,
      double value,
      Fidelity fidelity)
      implements Evidence {
    public Measurement {
      requirements = List.copyOf(requirements);
    }
  }

  /**
   * A fact about the artifact.
   *
   * @param code stable, for tools ({@code capacity.overload})
   * @param where file, line and column, or empty
   */
  record Finding(
      String source,
      List<String> requirements,
      Weight weight,
      String code,
      String message,
      String where)
      implements Evidence {
    public Finding {
      requirements = List.copyOf(requirements);
    }
  }

  /** What a model checker found, with a counterexample where it found one. */
  record ModelCheck(String source, List<String> requirements, String instance, CheckOutcome outcome)
      implements Evidence {
    public ModelCheck {
      requirements = List.copyOf(requirements);
    }
  }

  /** A tool died or timed out; it says nothing about the artifact and is never cached. */
  record ToolFailure(String source, List<String> requirements, String why) implements Evidence {
    public ToolFailure {
      requirements = List.copyOf(requirements);
    }
  }

  /** What a finding means for the artifact. */
  enum Weight {
    /** The artifact cannot meet the requirement; proven. */
    FATAL,
    /** Measured against it, with the stated confidence. */
    AGAINST,
    /** For it. */
    FOR,
    /** Worth knowing. */
    NOTE
  }

  /** How near a measurement is to the truth it stands for. */
  enum Fidelity {
    SHORT,
    FULL,
    HOLDOUT,
    FAULTED
  }
}
