package dev.sds.kits.llmserving;

import dev.sds.artifacts.Json;
import dev.sds.evaluators.Perturbation;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Simulation;
import dev.sds.evaluators.Trial;
import dev.sds.evaluators.schedule.Schedule;
import dev.sds.kits.llmserving.baselines.Baseline;
import dev.sds.kits.llmserving.perturbation.Perturbations;
import dev.sds.kits.llmserving.rehearsal.RehearsalHarness;
import dev.sds.kits.llmserving.rehearsal.RehearsalTask;
import dev.sds.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kit's simulator as evaluators see it. */
final class ServingSimulation implements Simulation {

  private final Recordings recordings;

  ServingSimulation(Recordings recordings) {
    this.recordings = recordings;
  }

  @Override
  public List<String> baselines() {
    return Arrays.stream(Baseline.values()).map(ServingSimulation::label).toList();
  }

  @Override
  public String reference() {
    return label(Baseline.LEAST_OUTSTANDING);
  }

  @Override
  public List<Perturbation> perturbations() {
    return Perturbations.all();
  }

  @Override
  public Sample baseline(String name, Spec spec, Trial trial) {
    Baseline baseline =
        Arrays.stream(Baseline.values())
            .filter(b -> label(b).equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("No baseline '" + name + "'."));
    return making(spec, trial).run(baseline);
  }

  @Override
  public String task(Spec spec, Trial trial) {
    return Json.write(making(spec, trial));
  }

  @Override
  public Optional<Task> rehearsal(Spec spec, List<String> faults, List<Schedule> schedules) {
    int replicas = Deployment.of(spec).replicas();
    RehearsalTask task = RehearsalTask.of(spec, replicas, faults, schedules);
    return Optional.of(new Task(RehearsalHarness.NAME, Json.write(task)));
  }

  private static String label(Baseline baseline) {
    return baseline.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private SimulationTask making(Spec spec, Trial trial) {
    try {
      return SimulationTask.of(spec, trial, recordings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
