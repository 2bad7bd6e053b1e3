package dev.sds.artifacts.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A behaviour that breaks a property, as short as the checker could find it.
 *
 * @param property the property's name; {@link #DEADLOCK} where the protocol cannot go on
 * @param requirements the ids of the requirements the property stands for
 * @param departure how it leaves a more abstract protocol; null unless that is what is broken
 */
public record Counterexample(
    String property,
    Kind kind,
    List<String> requirements,
    List<ProtocolStep> steps,
    LoopBack loop,
    @Nullable Departure departure) {

  /** The property of not getting stuck, which every protocol has. */
  public static final String DEADLOCK = "Deadlock";

  /** A behaviour that breaks what is said of the protocol itself. */
  public Counterexample(
      String property,
      Kind kind,
      List<String> requirements,
      List<ProtocolStep> steps,
      LoopBack loop) {
    this(property, kind, requirements, steps, loop, null);
  }

  public Counterexample {
    requirements = List.copyOf(requirements);
    steps = List.copyOf(steps);
  }

  /** The behaviour as numbered steps with what each one changed. */
  public String render() {
    return CounterexampleText.render(this);
  }

  /** The behaviour as a Mermaid sequence diagram, with the lanes that the protocol declares. */
  public String mermaid(Protocol protocol) {
    return new SequenceDiagram(this, protocol).text();
  }

  /** How many faults the behaviour needed. */
  public long faults() {
    return steps.stream().filter(step -> step.origin() == Action.Origin.FAULT).count();
  }

  /** What was broken. */
  public enum Kind {
    INVARIANT,
    LIVENESS,
    DEADLOCK,
    REFINEMENT
  }

  /** How a behaviour goes on after its last step. */
  public sealed interface LoopBack {

    /** It does not matter. */
    record None() implements LoopBack {}

    /** It repeats for ever, from the given step on. */
    record ToStep(int number) implements LoopBack {}

    /** Nothing happens any more, and fairness allows that. */
    record Stutters() implements LoopBack {}
  }
}
