package dev.sds.kits.llmserving.workload;

import java.util.ArrayList;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Draws traces. Arrivals, prompts and answers have random streams of their own, so that a change of
 * one leaves the others as they were; the same seed gives the same trace on any machine.
 *
 * @param lengths of prompts and answers
 * @param arrivals when requests come
 * @param seconds for how long
 */
public record Workload(Lengths lengths, Arrivals arrivals, double seconds) {

  /** Requests of a trace at most. */
  public static final int MOST_REQUESTS = 5_000_000;

  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /** Separates the streams of one seed. */
  private static final long STREAM = 0x9E3779B97F4A7C15L;

  public Workload {
    if (!(seconds > 0) || seconds * arrivals.rate() > MOST_REQUESTS) {
      throw new IllegalArgumentException(
          "%s s at %s a second: must be positive and at most %d requests"
              .formatted(seconds, arrivals.rate(), MOST_REQUESTS));
    }
  }

  /** The trace of a seed; the first request arrives at 0. */
  public Trace trace(long seed) {
    double[] arrivedAt = arrivals(stream(seed, 1));
    RandomGenerator prompts = stream(seed, 2);
    RandomGenerator answers = stream(seed, 3);
    var prompt = new int[arrivedAt.length];
    var decode = new int[arrivedAt.length];
    int cap = lengths.totalCap();
    for (int i = 0; i < arrivedAt.length; i++) {
      decode[i] = Math.min(length(lengths.decode(), answers), cap - Lengths.LEAST_PROMPT);
      prompt[i] = Math.min(length(lengths.prompt(), prompts), cap - decode[i]);
    }
    return new Trace(arrivedAt, prompt, decode);
  }

  private int length(Mixture mixture, RandomGenerator random) {
    int length = mixture.draw(random);
    boolean inflated = random.nextDouble() < lengths.inflatedShare();
    return inflated ? (int) Math.min(length * lengths.inflation(), lengths.totalCap()) : length;
  }

  private double[] arrivals(RandomGenerator random) {
    var times = new ArrayList<Double>();
    for (double now = 0;
        now <= seconds && times.size() < MOST_REQUESTS;
        now += arrivals.gap(random)) {
      times.add(now);
    }
    return times.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static RandomGenerator stream(long seed, int number) {
    return GENERATORS.create(seed * STREAM + number);
  }
}
