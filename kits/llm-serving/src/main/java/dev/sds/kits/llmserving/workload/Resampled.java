package dev.sds.kits.llmserving.workload;

import java.util.random.RandomGenerator;

/**
 * Requests that a recorded trace could have had: each takes prompt and answer of one of its rows,
 * drawn with replacement, and arrives when an arrival process says (Efron, 1979, The Annals of
 * Statistics 7: the bootstrap). What a prompt says of its answer stays as it was recorded; what
 * requests have to do with the ones before them does not.
 *
 * @param rows at least one request; their times do not matter
 * @param arrivals when requests come
 * @param seconds for how long
 */
public record Resampled(Trace rows, Arrivals arrivals, double seconds) {

  public Resampled {
    if (rows.size() == 0) {
      throw new IllegalArgumentException("a trace without requests has none to draw");
    }
    if (!(seconds > 0)) {
      throw new IllegalArgumentException("a workload must last: " + seconds + " s");
    }
  }

  /** The trace of a seed; the first request arrives at 0. */
  public Trace trace(long seed) {
    return Workload.trace(new Drawn(seed), seconds, arrivals);
  }

  private final class Drawn implements RequestStream {
    private final RandomGenerator gaps;
    private final RandomGenerator draws;
    private double nextAt;
    private double arrivedAt;
    private int row;

    Drawn(long seed) {
      gaps = Workload.stream(seed, 1);
      draws = Workload.stream(seed, 2);
    }

    @Override
    public boolean next() {
      if (nextAt > seconds) {
        return false;
      }
      arrivedAt = nextAt;
      nextAt += arrivals.gap(gaps);
      row = draws.nextInt(rows.size());
      return true;
    }

    @Override
    public double arrivedAt() {
      return arrivedAt;
    }

    @Override
    public int promptTokens() {
      return rows.promptTokens(row);
    }

    @Override
    public int decodeTokens() {
      return rows.decodeTokens(row);
    }
  }
}
