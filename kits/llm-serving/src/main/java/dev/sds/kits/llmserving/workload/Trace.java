package dev.sds.kits.llmserving.workload;

import java.util.Arrays;

/**
 * Requests in the order of their arrival: when each arrives, its prompt and its answer in tokens.
 * Immutable.
 */
public final class Trace {

  private final double[] arrivedAt;
  private final int[] promptTokens;
  private final int[] decodeTokens;

  /**
   * Copies the three columns.
   *
   * @param arrivedAt seconds since the start, not decreasing, not negative
   * @param promptTokens at least 1 each
   * @param decodeTokens at least 1 each
   */
  public Trace(double[] arrivedAt, int[] promptTokens, int[] decodeTokens) {
    if (arrivedAt.length != promptTokens.length || arrivedAt.length != decodeTokens.length) {
      throw new IllegalArgumentException(
          "columns differ in length: %d arrivals, %d prompts, %d answers"
              .formatted(arrivedAt.length, promptTokens.length, decodeTokens.length));
    }
    this.arrivedAt = arrivedAt.clone();
    this.promptTokens = promptTokens.clone();
    this.decodeTokens = decodeTokens.clone();
    double last = 0;
    for (int i = 0; i < arrivedAt.length; i++) {
      if (!(this.arrivedAt[i] >= last) || Double.isInfinite(this.arrivedAt[i])) {
        throw new IllegalArgumentException(
            "request %d arrives at %s, before %s".formatted(i, this.arrivedAt[i], last));
      }
      if (this.promptTokens[i] < 1 || this.decodeTokens[i] < 1) {
        throw new IllegalArgumentException(
            "request %d has %d prompt and %d answer tokens; each must be at least 1"
                .formatted(i, this.promptTokens[i], this.decodeTokens[i]));
      }
      last = this.arrivedAt[i];
    }
  }

  /** Number of requests. */
  public int size() {
    return arrivedAt.length;
  }

  /** When a request arrives, in seconds. */
  public double arrivedAt(int request) {
    return arrivedAt[request];
  }

  /** Length of its prompt in tokens. */
  public int promptTokens(int request) {
    return promptTokens[request];
  }

  /** Length of its answer in tokens. */
  public int decodeTokens(int request) {
    return decodeTokens[request];
  }

  /** The requests one by one. */
  public RequestStream stream() {
    return new Cursor();
  }

  /**
   * Some of the requests, in times since the first of them.
   *
   * @param from the first of them, from 0
   * @param to after the last of them
   */
  public Trace part(int from, int to) {
    double[] times = Arrays.copyOfRange(arrivedAt, from, to);
    double origin = times.length == 0 ? 0 : times[0];
    Arrays.setAll(times, i -> times[i] - origin);
    return new Trace(
        times,
        Arrays.copyOfRange(promptTokens, from, to),
        Arrays.copyOfRange(decodeTokens, from, to));
  }

  /** Prompt and answer of the largest request together, in tokens; 0 for an empty trace. */
  public int largestTokens() {
    int largest = 0;
    for (int i = 0; i < size(); i++) {
      largest = Math.max(largest, promptTokens[i] + decodeTokens[i]);
    }
    return largest;
  }

  private final class Cursor implements RequestStream {
    private int position = -1;

    @Override
    public boolean next() {
      return ++position < size();
    }

    @Override
    public double arrivedAt() {
      return arrivedAt[position];
    }

    @Override
    public int promptTokens() {
      return promptTokens[position];
    }

    @Override
    public int decodeTokens() {
      return decodeTokens[position];
    }
  }
}
