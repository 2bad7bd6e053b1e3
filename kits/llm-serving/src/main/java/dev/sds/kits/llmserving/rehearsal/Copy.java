package dev.sds.kits.llmserving.rehearsal;

import dev.sds.kits.llmserving.api.Request;
import dev.sds.kits.llmserving.api.RequestProgress;

/** An attempt at a request in the hands of a replica, of which nothing has been computed yet. */
record Copy(Prompt prompt, int replica, int attempt) implements RequestProgress {

  @Override
  public Request request() {
    return prompt;
  }

  @Override
  public int processedTokens() {
    return 0;
  }

  @Override
  public int prefillTokens() {
    return prompt.promptTokens();
  }

  @Override
  public int restarts() {
    return 0;
  }

  /** As an element of the model's {@code inflight}. */
  String text() {
    return "[req |-> %s, rep |-> %s, att |-> %d]"
        .formatted(LoggedAction.request(prompt.id()), LoggedAction.replica(replica), attempt);
  }

  /** A request that has arrived. */
  record Prompt(int id, double arrivedAt, int promptTokens) implements Request {}
}
