package dev.sds.spec.text;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Dimension;
import dev.sds.spec.Source;
import dev.sds.spec.Vocabulary;
import dev.sds.spec.Vocabulary.FaultKind;
import dev.sds.spec.Vocabulary.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A kit's words and a good spec, to test with. */
final class Specs {

  static final Path RESOURCES =
      Path.of(System.getProperty("sds.root", ".."), "spec", "src", "test", "resources");

  static final Vocabulary WORDS =
      new Vocabulary(
          metrics(),
          faults(),
          Map.of(
              "NoLostRequest", "Every accepted request is kept until it is answered.",
              "AtMostOneAnswer", "No request is answered twice."),
          Map.of("EventuallyAnswered", "Every accepted request is answered in the end."),
          environment(),
          List.of("chat-like", "code-like"),
          Map.of(
              "poisson", List.of(),
              "gamma",
                  List.of(Vocabulary.Key.number("cv", "spread of the gaps", Dimension.COUNT, "")),
              "lognormal-gaps",
                  List.of(Vocabulary.Key.number("sigma", "spread", Dimension.COUNT, "1"))),
          Map.of(
              "dispatch", List.of("held-queue", "push", "random"),
              "admission", List.of("accept-all", "token-bucket")));

  private Specs() {}

  static ReadSpec read(Source source) throws BadInputException {
    return SpecReader.read(
        source,
        kit -> kit.equals("llm-serving") ? Optional.of(WORDS) : Optional.empty(),
        List.of("llm-serving"));
  }

  static ReadSpec read(String text) throws BadInputException {
    return read(new Source("spec.yaml", text));
  }

  static String good() {
    try {
      return Files.readString(RESOURCES.resolve("specs/good.yaml"));
    } catch (IOException missing) {
      throw new AssertionError("The good spec is missing.", missing);
    }
  }

  private static Map<String, Metric> metrics() {
    var metrics = new LinkedHashMap<String, Metric>();
    for (String name :
        List.of(
            "response_time.mean",
            "response_time.p50",
            "response_time.p90",
            "response_time.p99",
            "ttft.mean",
            "ttft.p99")) {
      metrics.put(name, new Metric(name, Dimension.TIME, "seconds a request takes"));
    }
    metrics.put("restarted", new Metric("restarted", Dimension.RATIO, "requests begun again"));
    metrics.put("throughput", new Metric("throughput", Dimension.RATE, "answers per second"));
    metrics.put("queued.max", new Metric("queued.max", Dimension.COUNT, "requests that wait"));
    return metrics;
  }

  private static Map<String, FaultKind> faults() {
    Vocabulary.Key atMost = Vocabulary.Key.whole("at-most", "how often in one run", 0, "1");
    var faults = new LinkedHashMap<String, FaultKind>();
    fault(
        faults,
        "replica-crash",
        atMost,
        Vocabulary.Key.number("comes-back-after", "time until it serves again", Dimension.TIME, ""),
        Vocabulary.Key.word("loses", "what does not survive", List.of("memory", "disk"), "memory"));
    fault(faults, "false-suspicion", atMost);
    fault(
        faults,
        "slow-replica",
        Vocabulary.Key.number("factor", "times slower", Dimension.COUNT, ""),
        Vocabulary.Key.number("lasts", "time until it is as before", Dimension.TIME, "60 s"));
    return faults;
  }

  private static void fault(
      Map<String, FaultKind> faults, String name, Vocabulary.Key... parameters) {
    faults.put(name, new FaultKind(name, "the fault " + name, List.of(parameters)));
  }

  private static Map<String, Vocabulary.Key> environment() {
    return Map.of(
        "replicas", Vocabulary.Key.whole("replicas", "how many replicas", 1, ""),
        "gpu", Vocabulary.Key.word("gpu", "the accelerator", List.of("a10", "a100"), ""),
        "model", Vocabulary.Key.word("model", "the model", List.of("llama-3-8b"), ""),
        "kv-blocks",
            Vocabulary.Key.number("kv-blocks", "blocks of memory", Dimension.COUNT, "3328"),
        "block-tokens",
            Vocabulary.Key.number("block-tokens", "tokens a block", Dimension.COUNT, "16"),
        "host-memory",
            Vocabulary.Key.number("host-memory", "memory a host", Dimension.MEMORY, "80 GiB"));
  }
}
