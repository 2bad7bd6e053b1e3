package dev.sds.kits.llmserving.perturbation;

import dev.sds.evaluators.Change;
import dev.sds.kits.llmserving.api.RouterFactory;
import dev.sds.kits.llmserving.workload.Trace;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What a change makes of a run.
 *
 * @param factory the router, as it sees the changed run
 * @param timeScale how many times as long everything takes
 */
public record PerturbedRun(Trace trace, RouterFactory factory, double timeScale) {

  /** Requests that arrive at once where arrivals are grouped, on average. */
  private static final int GROUP = 8;

  /** Requests of like prompts among which answers are exchanged. */
  private static final int LIKE = 8;

  private static final double STRETCH = 1.0 / 16;

  /**
   * A run with a change.
   *
   * @param seed of the run; draws of different runs differ
   */
  public static PerturbedRun of(Change change, long seed, Trace trace, RouterFactory factory) {
    var random = new SplittableRandom(seed * 1_000_003 + change.draw());
    return switch (change.name()) {
      case "" -> new PerturbedRun(trace, factory, 1);
      case Perturbations.REQUEST_NUMBERS -> {
        int[] numbers = shuffled(trace.size(), random);
        yield new PerturbedRun(trace, new RenamingFactory(factory, new Names(numbers, 0)), 1);
      }
      case Perturbations.REPLICA_NUMBERS -> {
        int[] numbers = IntStream.range(0, trace.size()).toArray();
        yield new PerturbedRun(
            trace, new RenamingFactory(factory, new Names(numbers, 1 + change.draw())), 1);
      }
      case Perturbations.UNIT_OF_TIME ->
          stretched(trace, factory, 1 + STRETCH * (1 + change.draw()));
      case Perturbations.ARRIVALS_AT_ONCE -> new PerturbedRun(grouped(trace), factory, 1);
      case Perturbations.ORDER_AT_ONCE ->
          new PerturbedRun(reordered(grouped(trace), random), factory, 1);
      case Perturbations.OTHER_ANSWERS -> new PerturbedRun(reanswered(trace, random), factory, 1);
      default -> throw new IllegalArgumentException("No change '" + change.name() + "'.");
    };
  }

  private static int[] shuffled(int size, RandomGenerator random) {
    int[] order = IntStream.range(0, size).toArray();
    shuffle(order, 0, size, random);
    return order;
  }

  private static void shuffle(int[] order, int from, int to, RandomGenerator random) {
    for (int i = to - 1; i > from; i--) {
      int j = from + random.nextInt(i - from + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }

  private static PerturbedRun stretched(Trace trace, RouterFactory factory, double scale) {
    double[] arrivedAt =
        IntStream.range(0, trace.size()).mapToDouble(i -> trace.arrivedAt(i) * scale).toArray();
    int[] same = IntStream.range(0, trace.size()).toArray();
    return new PerturbedRun(columns(arrivedAt, trace, same, same), factory, scale);
  }

  /**
   * The same requests, each arriving at the last tick of a slow clock before its time; a trace
   * whose requests mostly arrive at once as it is.
   */
  private static Trace grouped(Trace trace) {
    long together =
        IntStream.range(1, trace.size())
            .filter(i -> trace.arrivedAt(i) == trace.arrivedAt(i - 1))
            .count();
    if (2 * together >= trace.size()) {
      return trace;
    }
    double tick = GROUP * trace.arrivedAt(trace.size() - 1) / trace.size();
    int[] same = IntStream.range(0, trace.size()).toArray();
    double[] arrivedAt =
        IntStream.range(0, trace.size())
            .mapToDouble(i -> tick > 0 ? Math.floor(trace.arrivedAt(i) / tick) * tick : 0)
            .toArray();
    return columns(arrivedAt, trace, same, same);
  }

  private static Trace reordered(Trace trace, RandomGenerator random) {
    int[] order = IntStream.range(0, trace.size()).toArray();
    double[] arrivedAt = IntStream.range(0, trace.size()).mapToDouble(trace::arrivedAt).toArray();
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && arrivedAt[to] == arrivedAt[from]) {
        to++;
      }
      shuffle(order, from, to, random);
      from = to;
    }
    return columns(arrivedAt, trace, order, order);
  }

  /** A request keeps its own answer where another one would make it the largest of all. */
  private static Trace reanswered(Trace trace, RandomGenerator random) {
    int[] byPrompt =
        IntStream.range(0, trace.size())
            .boxed()
            .sorted(Comparator.comparingInt(trace::promptTokens))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] answers = IntStream.range(0, trace.size()).toArray();
    int largest = trace.largestTokens();
    for (int from = 0; from < byPrompt.length; from += LIKE) {
      int to = Math.min(byPrompt.length, from + LIKE);
      for (int i = to - 1; i > from; i--) {
        exchange(
            answers, byPrompt[i], byPrompt[from + random.nextInt(i - from + 1)], trace, largest);
      }
    }
    double[] arrivedAt = IntStream.range(0, trace.size()).mapToDouble(trace::arrivedAt).toArray();
    int[] same = IntStream.range(0, trace.size()).toArray();
    return columns(arrivedAt, trace, same, answers);
  }

  private static void exchange(int[] answers, int a, int b, Trace trace, int largest) {
    boolean fit =
        trace.promptTokens(a) + trace.decodeTokens(answers[b]) <= largest
            && trace.promptTokens(b) + trace.decodeTokens(answers[a]) <= largest;
    if (fit) {
      int kept = answers[a];
      answers[a] = answers[b];
      answers[b] = kept;
    }
  }

  private static Trace columns(double[] arrivedAt, Trace trace, int[] prompts, int[] answers) {
    return new Trace(
        arrivedAt,
        Arrays.stream(prompts).map(trace::promptTokens).toArray(),
        Arrays.stream(answers).map(trace::decodeTokens).toArray());
  }
}
