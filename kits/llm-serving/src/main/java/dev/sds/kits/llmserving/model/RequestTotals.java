package dev.sds.kits.llmserving.model;

/**
 * What one or several requests ask for, summed.
 *
 * @param requests how many
 * @param prefillTokens prompt tokens
 * @param pairs half the squares of the prompts: token pairs of prefill attention
 * @param decodes decode steps: answer tokens but the first, which the prefill yields
 * @param contextTokens context read, summed over the decode steps
 */
record RequestTotals(
    double requests, double prefillTokens, double pairs, double decodes, double contextTokens) {

  static final RequestTotals NONE = new RequestTotals(0, 0, 0, 0, 0);

  static RequestTotals of(int prompt, int answer) {
    double steps = answer - 1.0;
    return new RequestTotals(
        1, prompt, 0.5 * prompt * prompt, steps, steps * prompt + 0.5 * steps * answer);
  }

  RequestTotals plus(RequestTotals other) {
    return new RequestTotals(
        requests + other.requests,
        prefillTokens + other.prefillTokens,
        pairs + other.pairs,
        decodes + other.decodes,
        contextTokens + other.contextTokens);
  }
}
