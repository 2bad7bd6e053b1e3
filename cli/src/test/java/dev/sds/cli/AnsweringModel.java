package dev.sds.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sds.artifacts.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A server on this machine that speaks a language model's protocol and always says the same. */
record AnsweringModel(HttpServer server, List<String> questions) implements AutoCloseable {

  /** What it is called with. */
  static final String KEY = "sk-never-kept";

  static AnsweringModel with(String content) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var model = new AnsweringModel(server, Collections.synchronizedList(new ArrayList<>()));
    var message = Map.of("role", "assistant", "content", content);
    var usage = Map.of("prompt_tokens", 31, "completion_tokens", 4, "total_tokens", 35);
    var choice = Map.of("index", 0, "finish_reason", "stop", "message", message);
    String reply = Json.write(Map.of("id", "1", "choices", List.of(choice), "usage", usage));
    server.createContext("/", exchange -> model.answer(exchange, reply));
    server.start();
    return model;
  }

  private void answer(HttpExchange exchange, String reply) throws IOException {
    questions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] bytes = reply.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** What a person would set to ask it. */
  Map<String, String> environment() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    return Map.of("SDS_MODEL", "openai:test", "SDS_MODEL_URL", url, "SDS_MODEL_KEY", KEY);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
