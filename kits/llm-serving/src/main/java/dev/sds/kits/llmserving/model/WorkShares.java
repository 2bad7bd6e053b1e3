package dev.sds.kits.llmserving.model;

/**
 * A lower bound on the time of an iteration that is a sum over the requests in it, so that each
 * request's work can be counted wherever and with whomever it is batched.
 *
 * <p>In an iteration with {@code n} tokens, {@code D} decodes and {@code K} tokens of context, the
 * linear operators take at least any weighted mean of their two lines. Since {@code D} is at most
 * the batch cap and {@code K} at most the memory, 1 is at least any weighted mean of {@code D /
 * cap} and {@code K / memory}, which turns the fixed cost of an iteration into a cost for each
 * decode and each token of context. What depends on the mean context is left out.
 *
 * @param perPrefillToken milliseconds for each prefill token
 * @param perDecode milliseconds for each decode
 * @param perCachedToken milliseconds for each token of context read
 * @param prefill attention of prefill chunks
 */
record WorkShares(
    double perPrefillToken,
    double perDecode,
    double perCachedToken,
    IterationTimes.Prefill prefill) {

  private static final int GRID = 10;

  /**
   * The shares for one choice of weights, each from 0 to 1.
   *
   * @param computeWeight weight of the compute-bound line
   * @param capWeight weight of the batch cap against the memory
   */
  private static WorkShares of(
      IterationTimes times, ReplicaLimits limits, double computeWeight, double capWeight) {
    double slope =
        computeWeight * times.computeBound().perToken()
            + (1 - computeWeight) * times.memoryBound().perToken();
    double fixed =
        computeWeight * times.computeBound().base()
            + (1 - computeWeight) * times.memoryBound().base()
            + times.decode().base()
            + times.overheadMillis();
    return new WorkShares(
        slope,
        slope + times.decode().perRequest() + fixed * capWeight / limits.batchCap(),
        times.decode().perToken() + fixed * (1 - capWeight) / limits.cachedTokens(),
        times.prefill());
  }

  /** The shares, among a grid of weights, that prove the most work for these requests. */
  static WorkShares tightest(IterationTimes times, ReplicaLimits limits, RequestTotals totals) {
    WorkShares best = of(times, limits, 0, 0);
    for (int i = 0; i <= GRID; i++) {
      for (int j = 0; j <= GRID; j++) {
        WorkShares shares = of(times, limits, (double) i / GRID, (double) j / GRID);
        if (shares.seconds(totals) > best.seconds(totals)) {
          best = shares;
        }
      }
    }
    return best;
  }

  /** Replica-seconds these requests take at least. */
  double seconds(RequestTotals totals) {
    return 1e-3
        * (totals.requests() * prefill.base()
            + totals.prefillTokens() * (perPrefillToken + prefill.perToken())
            + totals.pairs() * prefill.perPair()
            + totals.decodes() * perDecode
            + totals.contextTokens() * perCachedToken);
  }
}
