package dev.sds.agents.model;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.TokenUsage;
import dev.sds.agents.model.ModelFailure.Again;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A language model behind a network, asked one question at a time. */
public final class LanguageModel {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST_TOKENS = 4096;
  private static final int LONGEST_CAUSE = 300;

  /** Stands where a client insists on a key that the server does not want. */
  private static final String NO_KEY = "none";

  private final ModelChoice choice;
  private final ChatModel chat;

  public LanguageModel(ModelChoice choice) {
    this.choice = choice;
    this.chat =
        switch (choice.provider()) {
          case OPENAI -> openAi(choice);
          case ANTHROPIC -> anthropic(choice);
        };
  }

  private static ChatModel openAi(ModelChoice choice) {
    OpenAiChatModel.OpenAiChatModelBuilder model =
        OpenAiChatModel.builder()
            .modelName(choice.model())
            .apiKey(key(choice))
            .responseFormat("json_object")
            .maxCompletionTokens(MOST_TOKENS)
            .timeout(PATIENCE)
            .maxRetries(0);
    choice.url().map(URI::toString).ifPresent(model::baseUrl);
    return model.build();
  }

  private static ChatModel anthropic(ModelChoice choice) {
    AnthropicChatModel.AnthropicChatModelBuilder model =
        AnthropicChatModel.builder()
            .modelName(choice.model())
            .apiKey(key(choice))
            .maxTokens(MOST_TOKENS)
            .timeout(PATIENCE)
            .maxRetries(0);
    choice.url().map(URI::toString).ifPresent(model::baseUrl);
    return model.build();
  }

  private static String key(ModelChoice choice) {
    return choice.key().isEmpty() ? NO_KEY : choice.key().reveal();
  }

  /**
   * Asks.
   *
   * @param rules what the model is told to be and to do
   * @param question what is asked
   */
  public ModelReply ask(String rules, String question) throws ModelFailure {
    ChatResponse response;
    try {
      response = chat.chat(SystemMessage.from(rules), UserMessage.from(question));
    } catch (AuthenticationException e) {
      throw failure("did not accept the key", e, Again.WILL_NOT_HELP);
    } catch (ModelNotFoundException e) {
      throw failure("is not known to its server", e, Again.WILL_NOT_HELP);
    } catch (InvalidRequestException e) {
      throw failure("did not accept the request", e, Again.WILL_NOT_HELP);
    } catch (RuntimeException e) {
      // The client throws what its transport throws; whatever it is, there was no reply.
      throw failure("did not answer", e, Again.MAY_HELP);
    }
    String text = response.aiMessage().text();
    if (text == null || text.isBlank()) {
      throw new ModelFailure(choice.label() + " answered nothing.", Again.MAY_HELP);
    }
    Optional<TokenUsage> usage = Optional.ofNullable(response.tokenUsage());
    return new ModelReply(
        choice.label(),
        choice.key().redact(text),
        usage.map(TokenUsage::inputTokenCount).orElse(0),
        usage.map(TokenUsage::outputTokenCount).orElse(0));
  }

  private ModelFailure failure(String what, RuntimeException e, Again again) {
    String said = choice.key().redact(String.valueOf(e.getMessage())).replaceAll("\\s+", " ");
    String cause = said.length() > LONGEST_CAUSE ? said.substring(0, LONGEST_CAUSE) + "..." : said;
    // The cause itself is left out: its message may hold what was redacted here.
    return new ModelFailure(choice.label() + " " + what + ": " + cause, again);
  }
}
