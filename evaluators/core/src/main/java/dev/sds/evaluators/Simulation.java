package dev.sds.evaluators;

import dev.sds.evaluators.schedule.Schedule;
import dev.sds.spec.Spec;
import java.util.List;
import java.util.Optional;

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

  /**
   * A run of generated code in a small world without time, once for each schedule. The harness
   * answers with the JSON of {@link Rehearsals}. Empty where a kit has no such world.
   *
   * @param faults the names of those of the spec's faults that may happen
   */
  default Optional<Task> rehearsal(Spec spec, List<String> faults, List<Schedule> schedules) {
    return Optional.empty();
  }

  /** What is run in a child JVM: the name of a harness, and the text that it understands. */
  record Task(String harness, String text) {}
}
