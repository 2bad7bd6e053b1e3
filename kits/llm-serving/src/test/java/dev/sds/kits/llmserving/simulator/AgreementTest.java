package dev.sds.kits.llmserving.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.kits.llmserving.api.Cluster;
import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.RequestProgress;
import dev.sds.kits.llmserving.api.Router;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.kits.llmserving.baselines.Baseline;
import dev.sds.kits.llmserving.faults.Fault;
import dev.sds.kits.llmserving.faults.FaultPlan;
import dev.sds.kits.llmserving.model.Accelerator;
import dev.sds.kits.llmserving.model.IterationTimes;
import dev.sds.kits.llmserving.workload.Arrivals;
import dev.sds.kits.llmserving.workload.Lengths;
import dev.sds.kits.llmserving.workload.Mixture;
import dev.sds.kits.llmserving.workload.Trace;
import dev.sds.kits.llmserving.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator agrees with {@link PlainSimulation} to the last bit, whatever it is given. */
class AgreementTest {

  /** Everything a run depends on, drawn from a seed. */
  private record Case(
      ClusterConfig cluster,
      Trace trace,
      RouterFactory router,
      FaultPlan faults,
      RunOptions options) {

    static Case of(long seed) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      ClusterConfig cluster = cluster(random);
      Trace trace = trace(random, seed);
      RouterFactory router = router(random, seed);
      FaultPlan faults = faults(random, cluster.replicas(), trace);
      long cap =
          switch (random.nextInt(6)) {
            case 0 -> random.nextInt(1, 3000);
            case 1 -> random.nextInt(3000, 60_000);
            default -> 2_000_000;
          };
      return new Case(cluster, trace, router, faults, new RunOptions(cap, Tracing.ON));
    }

    private static ClusterConfig cluster(RandomGenerator random) {
      int blockTokens = pick(random, 1, 3, 16, 16, 16, 37, 64);
      int tokens = pick(random, 600, 2500, 8000, 20_000, 200_000);
      BatchRule rule = random.nextInt(3) > 0 ? BatchRule.CHUNKED_PREFILL : BatchRule.PREFILL_FIRST;
      var replica =
          new ReplicaConfig(
              Math.max(2, tokens / blockTokens),
              blockTokens,
              pick(random, 0, 1, 10) / 100.0,
              pick(random, 1, 4, 16, 128, 300),
              rule,
              pick(random, 20, 64, 512, 2048, 8192));
      Fidelity fidelity = random.nextInt(5) == 0 ? Fidelity.REFERENCE : Fidelity.CORRECTED;
      return new ClusterConfig(pick(random, 1, 2, 3, 4, 4, 9), replica, times(random), fidelity);
    }

    /**
     * Shipped ones, or times so round that many iterations end at the same moment, or such that a
     * short request makes those of the others much shorter.
     */
    private static IterationTimes times(RandomGenerator random) {
      int kind = random.nextInt(8);
      if (kind == 0) {
        return new IterationTimes(
            new IterationTimes.Line(5, 0.01),
            new IterationTimes.Line(0, 0),
            new IterationTimes.Prefill(0.1, 0.001, 0),
            new IterationTimes.Decode(0, 300, 0.01, 1e-4, 1),
            0);
      }
      if (kind < 3) {
        return new IterationTimes(
            new IterationTimes.Line(250, 0),
            new IterationTimes.Line(0, 0),
            new IterationTimes.Prefill(random.nextInt(2) * 250, 0, 0),
            new IterationTimes.Decode(0, 0, 0, 0, 1),
            0);
      }
      Accelerator[] all = Accelerator.values();
      return IterationTimes.of(all[random.nextInt(all.length)])
          .withOverhead(random.nextInt(2) * 5)
          .scaled(random.nextDouble(0.5, 2));
    }

    private static Trace trace(RandomGenerator random, long seed) {
      int cap = pick(random, 40, 300, 1500, 4000);
      var prompt = new Mixture(List.of(new Mixture.Component(1, 4, 1.5)), cap);
      var decode = new Mixture(List.of(new Mixture.Component(1, random.nextDouble(5), 1)), cap);
      var lengths = new Lengths(prompt, decode, Lengths.Pairing.INDEPENDENT, 0.05, 10, cap);
      double rate = Math.exp(random.nextDouble(-1, 4));
      Arrivals arrivals = new Arrivals.LogNormalGaps(rate, random.nextDouble(2.5));
      Trace drawn = new Workload(lengths, arrivals, random.nextInt(20, 250) / rate).trace(seed);
      return random.nextInt(4) == 0 ? rounded(drawn) : drawn;
    }

    /** Arrivals at quarters of seconds, many at once. */
    private static Trace rounded(Trace trace) {
      var arrivedAt = new double[trace.size()];
      var prompts = new int[trace.size()];
      var decodes = new int[trace.size()];
      for (int i = 0; i < trace.size(); i++) {
        arrivedAt[i] = Math.rint(trace.arrivedAt(i) * 4) / 4;
        prompts[i] = trace.promptTokens(i);
        decodes[i] = trace.decodeTokens(i);
      }
      return new Trace(arrivedAt, prompts, decodes);
    }

    private static RouterFactory router(RandomGenerator random, long seed) {
      Baseline[] all = Baseline.values();
      int choice = random.nextInt(all.length + 5);
      return choice < all.length ? all[choice] : (cluster, _) -> new Whimsical(cluster, seed);
    }

    private static FaultPlan faults(RandomGenerator random, int replicas, Trace trace) {
      var faults = new ArrayList<Fault>();
      double span = trace.arrivedAt(trace.size() - 1) + 1;
      for (int i = 0; i < replicas && random.nextBoolean(); i++) {
        double at = random.nextInt(4) == 0 ? trace.arrivedAt(0) : random.nextDouble(span);
        double lasts = random.nextDouble(0.01, span);
        faults.add(
            random.nextBoolean()
                ? new Fault.Crash(i, at, lasts, random.nextDouble(lasts))
                : new Fault.FalseSuspicion(i, at, lasts));
        if (random.nextBoolean()) {
          faults.add(new Fault.Slowdown(i, random.nextDouble(span), lasts, pick(random, 1, 2, 9)));
        }
      }
      return new FaultPlan(faults);
    }

    private static int pick(RandomGenerator random, int... values) {
      return values[random.nextInt(values.length)];
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, Integer.getInteger("sds.cases", 400));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fastRun_equalsThePlainOne(int seed) {
    Case drawn = Case.of(seed);
    assertThat(report(drawn, Simulation::run))
        .as("seed %d: %s", seed, drawn.cluster)
        .isEqualTo(report(drawn, PlainSimulation::run));
  }

  private interface Run {
    RunResult of(
        ClusterConfig config, Trace trace, RouterSetup setup, FaultPlan faults, RunOptions options);
  }

  /** A run in words, with all its numbers. */
  private static List<String> report(Case drawn, Run run) {
    var lines = new ArrayList<String>();
    var seen = new StringBuilder();
    var setup =
        new RouterSetup((cluster, values) -> new Watching(cluster, drawn.router, values, seen));
    try {
      RunResult result = run.of(drawn.cluster, drawn.trace, setup, drawn.faults, drawn.options);
      lines.add(result.outcome() + " " + result.counts() + " " + result.endTime());
      lines.add(result.responseTime() + " " + result.timeToFirstToken() + " " + result.heldMean());
      RequestTimes times = result.requests();
      for (int i = 0; i < times.size(); i++) {
        lines.add(
            "%d: %s %s %s %s %d %d"
                .formatted(
                    i,
                    times.dispatchedAt(i),
                    times.scheduledAt(i),
                    times.prefilledAt(i),
                    times.deliveredAt(i),
                    times.replica(i),
                    times.restarts(i)));
      }
      result.log().forEach(event -> lines.add(event.toString()));
    } catch (IntegrityException e) {
      lines.add(e.law().toString());
    }
    lines.add(seen.toString());
    return lines;
  }

  /** Writes down, now and then, all that a router can see, before the router acts. */
  private static final class Watching implements Router {
    private final Cluster cluster;
    private final Router router;
    private final StringBuilder seen;
    private int calls;

    Watching(Cluster cluster, RouterFactory factory, double[] values, StringBuilder seen) {
      this.cluster = cluster;
      this.router = factory.create(cluster, values);
      this.seen = seen;
    }

    @Override
    public void onArrival(Request request) {
      look("arrival " + request.id());
      router.onArrival(request);
    }

    @Override
    public void onAnswer(Request request, int replica, int attempt, int decodedTokens) {
      look("answer %d %d %d %d".formatted(request.id(), replica, attempt, decodedTokens));
      router.onAnswer(request, replica, attempt, decodedTokens);
    }

    @Override
    public void onSuspected(int replica) {
      look("suspected " + replica);
      router.onSuspected(replica);
    }

    @Override
    public void onDown(int replica) {
      look("down " + replica);
      router.onDown(replica);
    }

    @Override
    public void onUp(int replica) {
      look("up " + replica);
      router.onUp(replica);
    }

    private void look(String call) {
      seen.append('\n').append(call).append(" at ").append(cluster.now());
      if (++calls % 7 != 0) {
        return;
      }
      ReplicaView view = cluster.replica(calls / 7 % cluster.replicas());
      seen.append(" %d %d %d".formatted(view.outstanding(), view.allocatedBlocks(), view.waiting()))
          .append(" %d %d".formatted(view.running(), view.waitingTokens()))
          .append(" %d %d".formatted(view.committedBlocks(), view.waitingBlocks(0.6)));
      for (int i = 0; i < view.outstanding(); i++) {
        RequestProgress progress = view.outstandingAt(i);
        seen.append(" %d/%d".formatted(progress.request().id(), progress.attempt()))
            .append(":%d:%d".formatted(progress.processedTokens(), progress.prefillTokens()))
            .append(":%d".formatted(progress.restarts()));
      }
    }
  }

  /** Holds, spreads, repeats and retries as chance will have it. */
  private static final class Whimsical implements Router {
    private final Cluster cluster;
    private final RandomGenerator random;
    private final List<Request> held = new ArrayList<>();
    private int attempts;

    Whimsical(Cluster cluster, long seed) {
      this.cluster = cluster;
      this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(~seed);
    }

    @Override
    public void onArrival(Request request) {
      held.add(request);
      release();
    }

    @Override
    public void onAnswer(Request request, int replica, int attempt, int decodedTokens) {
      if (random.nextInt(50) > 0) {
        cluster.deliver(request, attempt);
      }
      if (random.nextInt(200) == 0) {
        held.add(request);
      }
      release();
    }

    @Override
    public void onSuspected(int replica) {
      release();
    }

    @Override
    public void onDown(int replica) {
      for (int i = 0; i < cluster.replica(replica).outstanding(); i++) {
        held.add(cluster.replica(replica).outstandingAt(i).request());
      }
      release();
    }

    @Override
    public void onUp(int replica) {
      release();
    }

    private void release() {
      while (!held.isEmpty() && random.nextInt(4) > 0) {
        Request request = held.remove(random.nextInt(held.size()));
        cluster.log("Dispatch", request.id(), 0, attempts);
        cluster.dispatch(request, random.nextInt(cluster.replicas()), attempts++ % 70);
      }
    }
  }
}
