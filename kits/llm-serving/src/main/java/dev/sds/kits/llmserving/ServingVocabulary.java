package dev.sds.kits.llmserving;

import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.spec.Dimension;
import dev.sds.spec.Vocabulary;
import dev.sds.spec.Vocabulary.FaultKind;
import dev.sds.spec.Vocabulary.Key;
import dev.sds.spec.Vocabulary.Metric;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The words of specs that use this kit. */
final class ServingVocabulary {

  private ServingVocabulary() {}

  static Vocabulary of(Catalogue catalogue) {
    var decisions = new TreeMap<String, List<String>>();
    catalogue
        .kinds()
        .forEach(k -> decisions.put(k.name(), k.choices().stream().map(Choice::name).toList()));
    return new Vocabulary(
        metrics(),
        faults(),
        Map.of(
            "NoLostRequest", "every accepted request is answered, or somebody still has it",
            "AtMostOneAnswer", "no client gets two answers"),
        Map.of("EventuallyAnswered", "every accepted request is answered in the end"),
        environment(),
        List.of("chat-like", "long-prompts", "drafts-and-questions"),
        arrivals(),
        decisions);
  }

  private static Map<String, Metric> metrics() {
    var metrics = new TreeMap<String, Metric>();
    add(
        metrics,
        "response_time.mean",
        Dimension.TIME,
        "from arrival to the whole answer, mean over requests");
    add(metrics, "response_time.p50", Dimension.TIME, "the same, median");
    add(metrics, "response_time.p90", Dimension.TIME, "the same, 90th percentile");
    add(metrics, "response_time.p99", Dimension.TIME, "the same, 99th percentile");
    add(
        metrics,
        "ttft.mean",
        Dimension.TIME,
        "from arrival to the first token of the answer, mean");
    add(metrics, "ttft.p50", Dimension.TIME, "the same, median");
    add(metrics, "ttft.p99", Dimension.TIME, "the same, 99th percentile");
    add(
        metrics,
        "held_time.mean",
        Dimension.TIME,
        "from arrival until the router sends the request on, mean");
    add(
        metrics,
        "restarted",
        Dimension.RATIO,
        "share of requests evicted from memory at least once");
    return metrics;
  }

  private static void add(
      Map<String, Metric> metrics, String name, Dimension dimension, String description) {
    metrics.put(name, new Metric(name, dimension, description));
  }

  private static Map<String, FaultKind> faults() {
    Key atMost = Key.whole("at-most", "how often it may happen", 0, "1");
    return Map.of(
        "replica-crash",
        new FaultKind(
            "replica-crash",
            "a replica stops and loses its memory with every request in it; the router is told a second later",
            List.of(
                atMost,
                Key.number("comes-back-after", "time to restart", Dimension.TIME, "120 s"),
                Key.word("loses", "what is lost", List.of("memory"), "memory"))),
        "false-suspicion",
        new FaultKind(
            "false-suspicion",
            "the router is told that a working replica looks dead",
            List.of(
                atMost,
                Key.number(
                    "lasts", "time until the suspicion is taken back", Dimension.TIME, "30 s"))),
        "slow-replica",
        new FaultKind(
            "slow-replica",
            "a replica's iterations take longer for a while",
            List.of(
                atMost,
                Key.number("factor", "how much longer", Dimension.COUNT, "3"),
                Key.number("lasts", "for how long", Dimension.TIME, "60 s"))));
  }

  private static Map<String, Key> environment() {
    var keys = new TreeMap<String, Key>();
    for (Key key :
        List.of(
            Key.whole("replicas", "replicas of the model", 1, ""),
            Key.word("gpu", "accelerator of each replica", List.of("a10", "a100", "h100"), ""),
            Key.word("model", "the model served", List.of("llama-3-8b"), "llama-3-8b"),
            Key.whole("kv-blocks", "key-value cache blocks of each replica", 1, ""),
            Key.whole("block-tokens", "tokens a block holds", 1, "16"),
            Key.whole("batch-cap", "requests a replica serves at once", 1, "128"),
            Key.whole("chunk-tokens", "tokens of a batch", 1, "8192"),
            Key.word(
                "scheduler",
                "how a replica forms batches",
                List.of("chunked-prefill", "prefill-first"),
                "chunked-prefill"),
            Key.number("host-overhead", "host time of each iteration", Dimension.TIME, "0 s"))) {
      keys.put(key.name(), key);
    }
    return keys;
  }

  private static Map<String, List<Key>> arrivals() {
    return Map.of(
        "poisson",
        List.of(),
        "gamma",
        List.of(Key.number("cv", "coefficient of variation of the gaps", Dimension.COUNT, "")),
        "lognormal-gaps",
        List.of(
            Key.number("sigma", "standard deviation of a gap's logarithm", Dimension.COUNT, "")));
  }
}
