package dev.sds.kits.llmserving;

import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.evaluators.Change;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.kits.llmserving.faults.Fault;
import dev.sds.kits.llmserving.faults.FaultPlan;
import dev.sds.kits.llmserving.perturbation.PerturbedRun;
import dev.sds.kits.llmserving.rehearsal.LoggedAction;
import dev.sds.kits.llmserving.simulator.IntegrityException;
import dev.sds.kits.llmserving.simulator.Outcome;
import dev.sds.kits.llmserving.simulator.ProtocolEvent;
import dev.sds.kits.llmserving.simulator.RouterSetup;
import dev.sds.kits.llmserving.simulator.RunOptions;
import dev.sds.kits.llmserving.simulator.RunResult;
import dev.sds.kits.llmserving.simulator.Simulation;
import dev.sds.kits.llmserving.workload.Trace;
import dev.sds.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One simulation run with all that it depends on, so that its text can be shipped and its hash
 * names its result.
 *
 * @param costScale factor on the iteration times
 * @param change that the run is made with
 */
record SimulationTask(
    Deployment deployment,
    Demand demand,
    List<Injection> faults,
    Trial.Log log,
    double costScale,
    Change change) {

  /**
   * A fault to inject.
   *
   * @param lasts seconds
   * @param factor of a slowdown; 1 for other faults
   */
  record Injection(String fault, int times, double lasts, double factor) {}

  static SimulationTask of(Spec spec, Trial trial, Recordings recordings) throws IOException {
    Path file = Path.of(spec.source().name()).toAbsolutePath();
    Path folder = file.getParent() == null ? file : file.getParent();
    var faults = new ArrayList<Injection>();
    for (String name : trial.faults()) {
      dev.sds.spec.Fault fault = spec.faults().get(name);
      if (fault != null) {
        double lasts =
            name.equals("replica-crash")
                ? fault.number("comes-back-after", 120)
                : fault.number("lasts", name.equals("slow-replica") ? 60 : 30);
        faults.add(
            new Injection(name, fault.count("at-most", 1), lasts, fault.number("factor", 3)));
      }
    }
    return new SimulationTask(
        Deployment.of(spec),
        Demand.of(trial.workload(), trial.seed(), trial.share(), folder, recordings),
        faults,
        trial.log(),
        trial.costScale(),
        trial.change());
  }

  /** Runs a router on it. What the router throws passes through. */
  Sample run(RouterFactory factory) {
    return run(demand.trace(), factory);
  }

  /**
   * As {@link #run(RouterFactory)}.
   *
   * @param drawn the requests of the demand
   */
  Sample run(Trace drawn, RouterFactory factory) {
    PerturbedRun changed = PerturbedRun.of(change, demand.seed(), drawn, factory);
    Trace trace = changed.trace();
    RunOptions options =
        log == Trial.Log.ACTIONS ? RunOptions.DEFAULT.traced() : RunOptions.DEFAULT;
    try {
      RunResult result =
          Simulation.run(
              deployment.cluster(costScale * changed.timeScale()),
              trace,
              RouterSetup.of(changed.factory()),
              plan(trace),
              options);
      return new Sample(
          new TreeMap<>(metrics(result, changed.timeScale())),
          trace.size(),
          broken(result),
          actions(result),
          log == Trial.Log.ACTIONS
              ? LoggedAction.constants(trace.size(), deployment.replicas())
              : Map.of());
    } catch (IntegrityException e) {
      return new Sample(
          new TreeMap<>(),
          trace.size(),
          List.of(String.valueOf(e.getMessage())),
          List.of(),
          Map.of());
    }
  }

  /** Faults strike in the second quarter of the run and later, one replica after the other. */
  private FaultPlan plan(Trace trace) {
    double span = trace.arrivedAt(trace.size() - 1);
    var planned = new ArrayList<Fault>();
    int strike = 0;
    for (Injection injection : faults) {
      for (int i = 0; i < injection.times(); i++, strike++) {
        int replica = (int) Math.floorMod(demand.seed() + strike, (long) deployment.replicas());
        int turn = strike / deployment.replicas();
        double at = span * (0.25 + 0.1 * strike) + turn * (injection.lasts() + 10);
        planned.add(
            switch (injection.fault()) {
              case "replica-crash" -> new Fault.Crash(replica, at, Math.max(2, injection.lasts()));
              case "false-suspicion" -> new Fault.FalseSuspicion(replica, at, injection.lasts());
              default -> new Fault.Slowdown(replica, at, injection.lasts(), injection.factor());
            });
      }
    }
    return new FaultPlan(planned);
  }

  /** Times in the unit of the run as it is. */
  private static Map<String, Double> metrics(RunResult result, double timeScale) {
    var metrics = new TreeMap<String, Double>();
    metrics.put("response_time.mean", result.responseTime().mean());
    metrics.put("response_time.p50", result.responseTime().p50());
    metrics.put("response_time.p90", result.responseTime().p90());
    metrics.put("response_time.p99", result.responseTime().p99());
    metrics.put("ttft.mean", result.timeToFirstToken().mean());
    metrics.put("ttft.p50", result.timeToFirstToken().p50());
    metrics.put("ttft.p99", result.timeToFirstToken().p99());
    metrics.put("held_time.mean", result.heldMean());
    metrics.replaceAll((_, time) -> time / timeScale);
    metrics.put("restarted", result.restartedFraction());
    metrics.values().removeIf(v -> v.isNaN());
    return metrics;
  }

  private static List<String> broken(RunResult result) {
    var broken = new ArrayList<String>();
    RunResult.Counts counts = result.counts();
    if (counts.lost() > 0) {
      broken.add(counts.lost() + " of " + counts.arrived() + " requests were never answered");
    }
    if (counts.duplicates() > 0) {
      broken.add(counts.duplicates() + " answers were second answers to a request");
    }
    if (result.outcome() == Outcome.EVENT_CAP) {
      broken.add("the run did not end within " + RunOptions.DEFAULT.maxEvents() + " events");
    }
    return broken;
  }

  /** What was logged; a run in which nothing more can happen says so. */
  private static List<TraceEvent> actions(RunResult result) {
    var actions = new ArrayList<TraceEvent>();
    result.log().forEach(event -> actions.add(event(event)));
    if (!actions.isEmpty() && result.outcome() != Outcome.EVENT_CAP) {
      actions.add(new TraceEvent(LoggedAction.REST, Map.of(), Map.of()));
    }
    return actions;
  }

  private static TraceEvent event(ProtocolEvent event) {
    boolean sent = event.action().equals("Dispatch") && event.attempt() > 0;
    return new TraceEvent(
        event.action(),
        new LoggedAction(event.action(), event.request(), event.replica(), event.attempt())
            .parameters(),
        sent
            ? Map.of("attempt[q" + event.request() + "]", Integer.toString(event.attempt()))
            : Map.of());
  }
}
