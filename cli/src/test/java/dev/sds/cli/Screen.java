package dev.sds.cli;

import dev.sds.cli.terminal.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs command lines in a folder and keeps what they print. */
record Screen(Path folder, Map<String, String> environment) {

  Screen(Path folder) {
    this(folder, Map.of());
  }

  /** What a command printed and how it ended. */
  record Shown(int code, String out, String err) {}

  Shown run(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var console =
        new Console(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            folder,
            Console.Terminal.PLAIN,
            environment);
    int code = Main.run(console, args);
    return new Shown(code, out.toString(), err.toString());
  }

  void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A small spec, with some of its text replaced. */
  static String spec(Map<String, String> changes) {
    String spec = TINY;
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (!spec.contains(change.getKey())) {
        throw new IllegalArgumentException("The spec has no '" + change.getKey() + "'.");
      }
      spec = spec.replace(change.getKey(), change.getValue());
    }
    return spec;
  }

  private static final String TINY =
      """
      sds: 1
      system: tiny
      intent: Route requests.
      kit: llm-serving
      requirements:
        R1:
          text: Answers come back fast on average
          minimize: response_time.mean
        R2:
          text: Nobody waits absurdly long
          bound: response_time.p99 <= 4000 s
        R3:
          text: No accepted request is lost when a replica crashes
          invariant: NoLostRequest
          under: [replica-crash]
      faults:
        replica-crash: {at-most: 1, comes-back-after: 120 s, loses: memory}
      decisions:
        pin: {order: arrival, placement: fewest-outstanding, admission: at-once, fencing: attempt, queueing: held}
      environment: {replicas: 4, gpu: a10, model: llama-3-8b, kv-blocks: 3328, block-tokens: 16}
      workloads:
        chat:
          role: train
          lengths: chat-like
          arrivals: {lognormal-gaps: {sigma: 2}, rate: 6.5/s}
          for: 60 s
          seeds: [1, 2]
        fresh-chat:
          role: holdout
          lengths: chat-like
          arrivals: {lognormal-gaps: {sigma: 2}, rate: 6.5/s}
          for: 60 s
          seeds: [101, 102]
      budget: {simulations: 20, wall: 10 min, model-cost: 0 USD}
      gates: {architecture: human, design: auto, code: auto}
      """;
}
