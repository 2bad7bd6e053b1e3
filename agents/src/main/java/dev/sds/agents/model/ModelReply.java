package dev.sds.agents.model;

import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Json;
import java.util.Optional;

/**
 * What a language model answered, kept in the journal so that no reply is paid for twice.
 *
 * @param model who answered
 * @param text the answer, as it came
 * @param inputTokens what was read; 0 if the server does not say
 * @param outputTokens what was written; 0 if the server does not say
 */
public record ModelReply(String model, String text, int inputTokens, int outputTokens) {

  private static final String KIND = "model-reply";
  private static final int LONGEST = 64 * 1024;

  public ModelReply {
    if (text.length() > LONGEST) {
      text = text.substring(0, LONGEST);
    }
  }

  /** The reply that was kept for a question, if there is one. */
  public static Optional<ModelReply> kept(Journal journal, String question) {
    return journal.find(KIND, question).map(e -> Json.read(e.body(), ModelReply.class));
  }

  /** What the journal keeps. */
  public Journal.Entry entry(String question) {
    return new Journal.Entry(KIND, question, Json.write(this));
  }
}
