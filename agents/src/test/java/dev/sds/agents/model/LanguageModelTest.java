package dev.sds.agents.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sds.agents.model.ModelFailure.Again;
import dev.sds.artifacts.Json;
import dev.sds.spec.BadInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire to a language model, and what comes of its answers. */
class LanguageModelTest {

  private static final String KEY = "sk-of-the-test";

  private final List<String> asked = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = "{}";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::reply);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void reply(HttpExchange exchange) throws IOException {
    asked.add(
        exchange.getRequestURI().getPath()
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    for (String header : List.of("Authorization", "x-api-key")) {
      authorizations.addAll(exchange.getRequestHeaders().getOrDefault(header, List.of()));
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private LanguageModel model(String name) throws BadInputException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    return new LanguageModel(
        ModelChoice.of(Map.of("SDS_MODEL", name, "SDS_MODEL_URL", url, "SDS_MODEL_KEY", KEY)));
  }

  @Test
  void openAiProtocol_isSpoken() throws BadInputException, ModelFailure {
    answer =
        """
        {"id": "1", "object": "chat.completion", "created": 1, "model": "m",
         "choices": [{"index": 0, "finish_reason": "stop",
           "message": {"role": "assistant", "content": "yes, with %s"}}],
         "usage": {"prompt_tokens": 31, "completion_tokens": 4, "total_tokens": 35}}
        """
            .formatted(KEY);

    ModelReply reply = model("openai:m").ask("Be brief.", "Is it \"so\"?");

    assertThat(reply).isEqualTo(new ModelReply("openai:m", "yes, with [key]", 31, 4));
    assertThat(authorizations).containsExactly("Bearer " + KEY);
    assertThat(asked).singleElement().asString().startsWith("/v1/chat/completions ");
    assertThat(messages(asked.getFirst())).containsExactly("Be brief.", "Is it \"so\"?");
  }

  @Test
  void anthropicProtocol_isSpoken() throws BadInputException, ModelFailure {
    answer =
        """
        {"id": "1", "type": "message", "role": "assistant", "model": "m", "stop_reason": "end_turn",
         "content": [{"type": "text", "text": "yes"}],
         "usage": {"input_tokens": 12, "output_tokens": 2}}
        """;

    ModelReply reply = model("anthropic:m").ask("Be brief.", "Is it so?");

    assertThat(reply).isEqualTo(new ModelReply("anthropic:m", "yes", 12, 2));
    assertThat(authorizations).containsExactly(KEY);
    assertThat(asked).singleElement().asString().startsWith("/v1/messages ").contains("Be brief.");
  }

  @ParameterizedTest
  @CsvSource({
    "401, WILL_NOT_HELP",
    "404, WILL_NOT_HELP",
    "400, WILL_NOT_HELP",
    "429, MAY_HELP",
    "500, MAY_HELP",
    "200, MAY_HELP"
  })
  void failure_saysWhetherAskingAgainMayHelpAndHidesTheKey(int code, Again again)
      throws BadInputException {
    status = code;
    answer = code == 200 ? "no JSON, but " + KEY : "{\"error\": \"the key " + KEY + " is bad\"}";
    LanguageModel model = model("openai:m");

    ModelFailure failure =
        catchThrowableOfType(ModelFailure.class, () -> model.ask("Be brief.", "Is it so?"));

    assertThat(failure.again()).isEqualTo(again);
    assertThat(failure).hasMessageStartingWith("openai:m ").hasNoCause();
    assertThat(failure.getMessage()).doesNotContain(KEY);
    assertThat(asked).hasSize(1);
  }

  @Test
  void serverThatIsNotThere_isAFailureThatMayPass() throws BadInputException {
    LanguageModel model = model("openai:m");
    server.stop(0);

    ModelFailure failure =
        catchThrowableOfType(ModelFailure.class, () -> model.ask("Be brief.", "Is it so?"));

    assertThat(failure.again()).isEqualTo(Again.MAY_HELP);
  }

  private static List<String> messages(String request) {
    Map<String, Object> body = Json.readTree(request.substring(request.indexOf('{')));
    List<String> messages = new ArrayList<>();
    if (body.get("messages") instanceof List<?> sent) {
      sent.forEach(m -> messages.add(String.valueOf(((Map<?, ?>) m).get("content"))));
    }
    return messages;
  }
}
