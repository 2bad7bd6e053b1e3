package dev.sds.benchmarks;

import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.Router;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.kits.llmserving.baselines.Baseline;
import dev.sds.kits.llmserving.faults.FaultPlan;
import dev.sds.kits.llmserving.model.Accelerator;
import dev.sds.kits.llmserving.model.IterationTimes;
import dev.sds.kits.llmserving.simulator.ClusterConfig;
import dev.sds.kits.llmserving.simulator.Fidelity;
import dev.sds.kits.llmserving.simulator.PlainSimulation;
import dev.sds.kits.llmserving.simulator.ReplicaConfig;
import dev.sds.kits.llmserving.simulator.RouterSetup;
import dev.sds.kits.llmserving.simulator.RunOptions;
import dev.sds.kits.llmserving.simulator.RunResult;
import dev.sds.kits.llmserving.simulator.Simulation;
import dev.sds.kits.llmserving.simulator.Tracing;
import dev.sds.kits.llmserving.workload.Arrivals;
import dev.sds.kits.llmserving.workload.Lengths;
import dev.sds.kits.llmserving.workload.Mixture;
import dev.sds.kits.llmserving.workload.RequestStream;
import dev.sds.kits.llmserving.workload.Trace;
import dev.sds.kits.llmserving.workload.Workload;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Speed of the simulator and of the plain one, in turns within one run, and its memory at 10^5 to
 * 10^7 requests. Times are processor time of one thread; medians of the rounds.
 */
public final class SimulatorBenchmark {

  private static final int ROUNDS = 9;
  private static final int REQUESTS = 100_000;
  private static final List<Baseline> SWEPT =
      List.of(Baseline.HEAD_ROOM, Baseline.LEAST_OUTSTANDING, Baseline.ROUND_ROBIN);
  private static final RunOptions OPTIONS = new RunOptions(Long.MAX_VALUE, Tracing.OFF);
  private static final Lengths CHAT = Lengths.of(Lengths.Shape.CHAT_LIKE);
  private static final Setting A10 = chats("A10", Accelerator.A10, 3328);
  private static final Setting A100 = chats("A100", Accelerator.A100, 30_208);
  private static final Setting H100 = chats("H100", Accelerator.H100, 30_208);

  /**
   * Iterations of 8 ms + 0.02 ms a prefilled token + 50 ns a cached token. Lengths are such that a
   * request takes 5.9 iterations at 60 requests a second.
   */
  private static final Setting PLAIN_TIMES =
      new Setting("plain times", 4096, plainTimes(), logNormal(700, 150));

  private SimulatorBenchmark() {}

  /** Prints the figures. */
  public static void main(String[] arguments) {
    System.out.println("4 replicas, " + ROUNDS + " rounds, medians");
    var reference = new Workload(CHAT, new Arrivals.LogNormalGaps(7.5, 2), 1000);
    compare(A10.name + ", log-normal gaps", A10.cluster(), reference.trace(1), Baseline.HEAD_ROOM);
    moderate(A10);
    moderate(A100);
    moderate(H100);
    for (double rate : new double[] {20, 60, 100}) {
      compare(PLAIN_TIMES, rate, Baseline.LEAST_OUTSTANDING);
    }
    compare(PLAIN_TIMES, 60, Baseline.ROUND_ROBIN);
    compare(PLAIN_TIMES, 60, Baseline.HEAD_ROOM);
    sweep(A100);
    sweep(H100);
    sweep(PLAIN_TIMES);
    double rate = A100.saturation() / 2;
    System.out.printf("%nA100, Poisson at 50%%, %s%n", Baseline.LEAST_OUTSTANDING);
    for (int requests = 100_000; requests <= 10_000_000; requests *= 10) {
      memory(requests, rate);
    }
  }

  /**
   * What runs where.
   *
   * @param blocks of 16 tokens each replica has
   */
  private record Setting(String name, int blocks, IterationTimes times, Lengths lengths) {

    ClusterConfig cluster() {
      return new ClusterConfig(4, ReplicaConfig.chunkedPrefill(blocks), times, Fidelity.CORRECTED);
    }

    /** As many requests as all comparisons take, with memoryless arrivals. */
    Trace trace(double rate) {
      return new Workload(lengths, new Arrivals.Poisson(rate), REQUESTS / rate).trace(1);
    }

    /** Requests a second that the cluster answers of a heap of them. */
    double saturation() {
      Trace drawn = new Workload(lengths, new Arrivals.Poisson(1), 20_000).trace(7);
      var prompts = new int[drawn.size()];
      var answers = new int[drawn.size()];
      Arrays.setAll(prompts, drawn::promptTokens);
      Arrays.setAll(answers, drawn::decodeTokens);
      var heap = new Trace(new double[drawn.size()], prompts, answers);
      return drawn.size() / Simulation.run(cluster(), heap, Baseline.ROUND_ROBIN).endTime();
    }
  }

  private static Setting chats(String name, Accelerator accelerator, int blocks) {
    String full = "%s, %,d blocks".formatted(name, blocks);
    return new Setting(full, blocks, IterationTimes.of(accelerator), CHAT);
  }

  private static IterationTimes plainTimes() {
    return new IterationTimes(
        new IterationTimes.Line(8, 0),
        new IterationTimes.Line(0, 0),
        new IterationTimes.Prefill(0, 0.02, 0),
        new IterationTimes.Decode(0, 0, 0, 50e-6, 1),
        0);
  }

  /** Log-normal lengths of a mean and a spread of a half in the logarithm, none inflated. */
  private static Lengths logNormal(double meanPrompt, double meanAnswer) {
    return new Lengths(
        mixture(meanPrompt), mixture(meanAnswer), Lengths.Pairing.INDEPENDENT, 0, 1, 8192);
  }

  private static Mixture mixture(double mean) {
    double sigma = 0.5;
    double mu = Math.log(mean) - sigma * sigma / 2;
    return new Mixture(List.of(new Mixture.Component(1, mu, sigma)), 8000);
  }

  private static void moderate(Setting setting) {
    double rate = setting.saturation() / 2;
    compare(setting, rate, Baseline.HEAD_ROOM);
    compare(setting, rate, Baseline.LEAST_OUTSTANDING);
    compare(setting, rate, Baseline.ROUND_ROBIN);
  }

  private static void compare(Setting setting, double rate, Baseline router) {
    String load = "%s, Poisson, %.1f/s".formatted(setting.name, rate);
    compare(load, setting.cluster(), setting.trace(rate), router);
  }

  /** Streamed runs alone, at shares of saturation. */
  private static void sweep(Setting setting) {
    double saturation = setting.saturation();
    System.out.printf("%n%s; saturated at %.1f/s%n", setting.name, saturation);
    for (int percent : new int[] {30, 50, 70, 90}) {
      double rate = saturation * percent / 100;
      Trace trace = setting.trace(rate);
      for (Baseline router : SWEPT) {
        Supplier<RunResult> run =
            () ->
                Simulation.run(
                    setting.cluster(),
                    trace.stream(),
                    RouterSetup.of(router),
                    FaultPlan.NONE,
                    OPTIONS);
        var times = new double[ROUNDS];
        for (int round = -2; round < ROUNDS; round++) {
          times[Math.max(0, round)] = seconds(run, 1);
        }
        double iterations = run.get().counts().iterations();
        System.out.printf(
            "  %d%% %-18s %6.2f M requests/s, best %.2f; %.1f iterations a request%n",
            percent,
            router,
            trace.size() / median(times) / 1e6,
            trace.size() / Arrays.stream(times).min().orElseThrow() / 1e6,
            iterations / trace.size());
      }
    }
  }

  private static void compare(String name, ClusterConfig cluster, Trace trace, Baseline router) {
    RouterSetup setup = RouterSetup.of(router);
    Supplier<RunResult> fast = () -> Simulation.run(cluster, trace, setup, FaultPlan.NONE, OPTIONS);
    Supplier<RunResult> streamed =
        () -> Simulation.run(cluster, trace.stream(), setup, FaultPlan.NONE, OPTIONS);
    Supplier<RunResult> plain =
        () -> PlainSimulation.run(cluster, trace, setup, FaultPlan.NONE, OPTIONS);
    int times = Math.max(1, REQUESTS / trace.size());
    var fastTimes = new double[ROUNDS];
    var streamTimes = new double[ROUNDS];
    var plainTimes = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      int i = Math.max(0, round);
      fastTimes[i] = seconds(fast, times);
      streamTimes[i] = seconds(streamed, times);
      plainTimes[i] = seconds(plain, 1) * times;
    }
    double requests = (double) times * trace.size();
    double iterations = (double) times * fast.get().counts().iterations();
    System.out.printf("%n%s; %s%n", name, router);
    print("streamed", requests, iterations, median(streamTimes));
    print("fast", requests, iterations, median(fastTimes));
    print("plain", requests, iterations, median(plainTimes));
    System.out.printf(
        "  fast / plain %.1f, streamed / plain %.1f; %.1f iterations a request, mean %.2f s%n",
        median(plainTimes) / median(fastTimes),
        median(plainTimes) / median(streamTimes),
        iterations / requests,
        fast.get().responseTime().mean());
  }

  private static void print(String name, double requests, double iterations, double seconds) {
    System.out.printf(
        "  %-8s %6.2f M requests/s %7.1f M iterations/s %8.1f ms%n",
        name, requests / seconds / 1e6, iterations / seconds / 1e6, seconds * 1e3);
  }

  /** Live heap at nine tenths of a run over requests that are drawn as they come. */
  private static void memory(int requests, double rate) {
    var live = new AtomicLong();
    RouterFactory router =
        (cluster, values) ->
            new Weighing(Baseline.LEAST_OUTSTANDING.create(cluster, values), requests, live);
    var workload = new Workload(CHAT, new Arrivals.Poisson(rate), requests / rate);
    RequestStream arrivals = workload.stream(1);
    double drawing = drawingSeconds(workload.stream(1));
    Supplier<RunResult> run =
        () ->
            Simulation.run(
                A100.cluster(), arrivals, RouterSetup.of(router), FaultPlan.NONE, OPTIONS);
    double seconds = seconds(run, 1);
    System.out.printf(
        "%,11d requests drawn as they come: live heap %.2f MB, %.2f M requests/s,"
            + " %.2f M without the drawing%n",
        requests, live.get() / 1e6, requests / seconds / 1e6, requests / (seconds - drawing) / 1e6);
  }

  /** Time of drawing all requests of a stream, and nothing else. */
  private static double drawingSeconds(RequestStream arrivals) {
    var thread = ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadCpuTime();
    long tokens = 0;
    while (arrivals.next()) {
      tokens += arrivals.promptTokens() + arrivals.decodeTokens();
    }
    if (tokens == 0) {
      throw new IllegalStateException("nothing was drawn");
    }
    return (thread.getCurrentThreadCpuTime() - start) / 1e9;
  }

  private static double seconds(Supplier<RunResult> run, int times) {
    var thread = ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      if (!run.get().exactlyOnce()) {
        throw new IllegalStateException("a run did not answer every request once");
      }
    }
    return (thread.getCurrentThreadCpuTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** A router that weighs the heap once. */
  private record Weighing(Router router, int requests, AtomicLong live) implements Router {
    @Override
    public void onArrival(Request request) {
      if (request.id() == requests / 10 * 9) {
        System.gc();
        live.set(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
      }
      router.onArrival(request);
    }

    @Override
    public void onAnswer(Request request, int replica, int attempt, int decodedTokens) {
      router.onAnswer(request, replica, attempt, decodedTokens);
    }

    @Override
    public void onSuspected(int replica) {
      router.onSuspected(replica);
    }

    @Override
    public void onDown(int replica) {
      router.onDown(replica);
    }

    @Override
    public void onUp(int replica) {
      router.onUp(replica);
    }
  }
}
