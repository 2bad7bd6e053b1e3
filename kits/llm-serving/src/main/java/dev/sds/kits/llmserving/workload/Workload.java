package dev.sds.kits.llmserving.workload;

import java.util.Arrays;
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
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("a workload must last: " + seconds + " s");
    }
  }

  /** The trace of a seed; the first request arrives at 0. */
  public Trace trace(long seed) {
    return trace(stream(seed), seconds, arrivals);
  }

  /** All requests of a stream that an arrival process has made. */
  static Trace trace(RequestStream all, double seconds, Arrivals arrivals) {
    if (seconds * arrivals.rate() > MOST_REQUESTS) {
      throw new IllegalArgumentException(
          "%s s at %s a second: a trace holds at most %d requests"
              .formatted(seconds, arrivals.rate(), MOST_REQUESTS));
    }
    int size = 0;
    var arrivedAt = new double[1024];
    var prompt = new int[1024];
    var decode = new int[1024];
    for (; size < MOST_REQUESTS && all.next(); size++) {
      if (size == arrivedAt.length) {
        arrivedAt = Arrays.copyOf(arrivedAt, 2 * size);
        prompt = Arrays.copyOf(prompt, 2 * size);
        decode = Arrays.copyOf(decode, 2 * size);
      }
      arrivedAt[size] = all.arrivedAt();
      prompt[size] = all.promptTokens();
      decode[size] = all.decodeTokens();
    }
    return new Trace(
        Arrays.copyOf(arrivedAt, size), Arrays.copyOf(prompt, size), Arrays.copyOf(decode, size));
  }

  /** The same requests drawn one by one, as many as there are. */
  public RequestStream stream(long seed) {
    return new Drawn(stream(seed, 1), stream(seed, 2), stream(seed, 3));
  }

  private final class Drawn implements RequestStream {
    private final RandomGenerator gaps;
    private final RandomGenerator prompts;
    private final RandomGenerator answers;
    private double nextAt;
    private double arrivedAt;
    private int prompt;
    private int decode;

    Drawn(RandomGenerator gaps, RandomGenerator prompts, RandomGenerator answers) {
      this.gaps = gaps;
      this.prompts = prompts;
      this.answers = answers;
    }

    @Override
    public boolean next() {
      if (nextAt > seconds) {
        return false;
      }
      int cap = lengths.totalCap();
      arrivedAt = nextAt;
      nextAt += arrivals.gap(gaps);
      drawLengths();
      decode = Math.min(decode, cap - Lengths.LEAST_PROMPT);
      prompt = Math.min(prompt, cap - decode);
      return true;
    }

    private void drawLengths() {
      Mixture ofPrompts = lengths.prompt();
      Mixture ofAnswers = lengths.decode();
      switch (lengths.pairing()) {
        case INDEPENDENT -> {
          decode = inflated(ofAnswers.draw(answers), answers);
          prompt = inflated(ofPrompts.draw(prompts), prompts);
        }
        case BY_COMPONENT -> {
          int component = ofPrompts.choose(prompts);
          decode = inflated(ofAnswers.draw(component, answers), answers);
          prompt = inflated(ofPrompts.draw(component, prompts), prompts);
        }
      }
    }

    @Override
    public double arrivedAt() {
      return arrivedAt;
    }

    @Override
    public int promptTokens() {
      return prompt;
    }

    @Override
    public int decodeTokens() {
      return decode;
    }
  }

  private int inflated(int length, RandomGenerator random) {
    boolean inflated = random.nextDouble() < lengths.inflatedShare();
    return inflated ? (int) Math.min(length * lengths.inflation(), lengths.totalCap()) : length;
  }

  /** One of the random streams of a seed: 1 of gaps, 2 and 3 of lengths. */
  static RandomGenerator stream(long seed, int number) {
    return GENERATORS.create(seed * STREAM + number);
  }
}
