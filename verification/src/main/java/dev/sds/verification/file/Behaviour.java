package dev.sds.verification.file;

import dev.sds.artifacts.protocol.Counterexample.LoopBack;
import java.util.List;

/** Steps from an initial state, and how they go on after the last one. */
public record Behaviour(List<Step> steps, LoopBack loop) {

  public Behaviour {
    steps = List.copyOf(steps);
  }
}
