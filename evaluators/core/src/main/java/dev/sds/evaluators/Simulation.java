package dev.sds.evaluators;

import dev.sds.spec.Spec;
import java.util.List;

/**
 * A kit's simulator, as it is offered to evaluators. Every run is a pure function of its arguments.
 */
public interface Simulation {

  /** Names of the published designs that every report compares with, weakest first. */
  List<String> baselines();

  /** The baseline that others are measured against: plain, and what people would use first. */
  default String reference() {
    return baselines().getFirst();
  }

  /** The changes of a run that a sound design does not notice. */
  default List<Perturbation> perturbations() {
    return List.of();
  }

  /** Runs a baseline in this process. */
  Sample baseline(String name, Spec spec, Trial trial);

  /** The text that the kit's harness turns into a run of generated code in a child JVM, as JSON. */
  String task(Spec spec, Trial trial);
}
