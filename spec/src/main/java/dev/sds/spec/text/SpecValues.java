package dev.sds.spec.text;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Budget;
import dev.sds.spec.Check;
import dev.sds.spec.Dimension;
import dev.sds.spec.Fault;
import dev.sds.spec.Quantity;
import dev.sds.spec.Requirement;
import dev.sds.spec.Setting;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.spec.Vocabulary;
import dev.sds.spec.Workload;
import dev.sds.spec.yaml.YamlNode;
import dev.sds.spec.yaml.YamlNode.Entry;
import dev.sds.spec.yaml.YamlNode.Mapping;
import dev.sds.spec.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values out of a text whose shape was checked. Parts with errors are left out, so that
 * the rest can still be checked as a whole.
 */
record SpecValues(Mapping root, Vocabulary words, Problems problems) {

  Spec spec() {
    return new Spec(
        text("system"),
        text("intent"),
        text("kit"),
        requirements(),
        faults(),
        pinned(),
        forbidden(),
        environment(),
        workloads(),
        budget(),
        gates(),
        root.place().source());
  }

  private String text(String key) {
    return root.entry(key)
        .flatMap(e -> problems.attempt(e.span(), () -> e.value().asText()))
        .map(String::strip)
        .orElse("");
  }

  private List<Entry> entries(String path) {
    return root.at(path).orElse(null) instanceof Mapping mapping ? mapping.entries() : List.of();
  }

  private <T> List<T> each(String path, Reader<T> reader) {
    var values = new ArrayList<T>();
    for (Entry entry : entries(path)) {
      problems.attempt(entry.span(), () -> reader.read(entry)).ifPresent(values::add);
    }
    return values;
  }

  private interface Reader<T> {
    T read(Entry entry) throws BadInputException;
  }

  private List<Requirement> requirements() {
    return each("requirements", this::requirement);
  }

  private Requirement requirement(Entry entry) throws BadInputException {
    Mapping fields = entry.value().asMapping();
    Optional<YamlNode> under = fields.optional("under");
    return new Requirement(
        entry.name(),
        fields.required("text").asText().strip(),
        check(fields),
        under.isPresent() ? under.get().asTexts() : List.of(),
        entry.span());
  }

  private @Nullable Check check(Mapping fields) throws BadInputException {
    for (String key : SpecFormat.CHECKS) {
      Optional<YamlNode> value = fields.optional(key);
      if (value.isPresent()) {
        return check(key, value.get());
      }
    }
    return null;
  }

  private Check check(String key, YamlNode node) throws BadInputException {
    String text = node.asText();
    return switch (key) {
      case "minimize" -> new Check.Objective(Check.Direction.MINIMIZE, text);
      case "maximize" -> new Check.Objective(Check.Direction.MAXIMIZE, text);
      case "bound" ->
          switch (BoundReading.of(text, words.metrics())) {
            case BoundReading.Read(Check.Bound bound) -> bound;
            case BoundReading.Refused(String message, String fix, _) ->
                throw node.place().refusal("spec.bound", message, fix);
          };
      case "invariant" -> new Check.Invariant(text);
      case "liveness" -> new Check.Liveness(text);
      case "interface" -> new Check.Interface(text);
      default -> throw new IllegalStateException("No check is called '" + key + "'.");
    };
  }

  private Map<String, Fault> faults() {
    var faults = new LinkedHashMap<String, Fault>();
    each("faults", this::fault).forEach(fault -> faults.put(fault.name(), fault));
    return faults;
  }

  private Fault fault(Entry entry) throws BadInputException {
    var kind = words.faults().get(entry.name());
    List<Vocabulary.Key> keys = kind == null ? List.of() : kind.parameters();
    return new Fault(entry.name(), settings(entry.value().asMapping(), keys), entry.span());
  }

  private Map<String, Setting> environment() {
    List<Vocabulary.Key> keys = List.copyOf(words.environment().values());
    return root.entry("environment")
        .flatMap(e -> problems.attempt(e.span(), () -> settings(e.value().asMapping(), keys)))
        .orElseGet(() -> defaults(keys));
  }

  private static Map<String, Setting> defaults(List<Vocabulary.Key> keys) {
    var settings = new TreeMap<String, Setting>();
    for (Vocabulary.Key key : keys) {
      key.absentSetting().ifPresent(value -> settings.put(key.name(), value));
    }
    return settings;
  }

  /** What is given, and the kit's values for what is not. */
  private static Map<String, Setting> settings(Mapping given, List<Vocabulary.Key> keys)
      throws BadInputException {
    Map<String, Setting> settings = defaults(keys);
    for (Vocabulary.Key key : keys) {
      Optional<YamlNode> node = given.optional(key.name());
      if (node.isPresent()) {
        settings.put(
            key.name(),
            key.words().isEmpty()
                ? new Setting.Amount(node.get().asQuantity(key.dimension()))
                : new Setting.Word(node.get().asText()));
      }
    }
    return settings;
  }

  private Map<String, String> pinned() {
    var pinned = new LinkedHashMap<String, String>();
    for (Entry entry : entries("decisions.pin")) {
      problems
          .attempt(entry.span(), () -> entry.value().asText())
          .ifPresent(value -> pinned.put(entry.name(), value));
    }
    return pinned;
  }

  private Map<String, List<String>> forbidden() {
    var forbidden = new TreeMap<String, List<String>>();
    for (Entry entry : forbiddenEntries()) {
      problems
          .attempt(entry.span(), () -> oneOrMore(entry.value()))
          .ifPresent(
              values ->
                  forbidden.computeIfAbsent(entry.name(), _ -> new ArrayList<>()).addAll(values));
    }
    forbidden.replaceAll((_, values) -> values.stream().distinct().toList());
    return forbidden;
  }

  private static List<String> oneOrMore(YamlNode node) throws BadInputException {
    return node instanceof Sequence ? node.asTexts() : List.of(node.asText());
  }

  private List<Entry> forbiddenEntries() {
    if (root.at("decisions.forbid").orElse(null) instanceof Sequence list) {
      return list.items().stream()
          .filter(Mapping.class::isInstance)
          .flatMap(item -> ((Mapping) item).entries().stream())
          .toList();
    }
    return entries("decisions.forbid");
  }

  private List<Workload> workloads() {
    return each("workloads", this::workload);
  }

  private Workload workload(Entry entry) throws BadInputException {
    Mapping fields = entry.value().asMapping();
    boolean holdout = fields.required("role").asText().equals("holdout");
    Optional<YamlNode> lengths = fields.optional("lengths");
    Optional<YamlNode> arrivals = fields.optional("arrivals");
    Optional<YamlNode> trace = fields.optional("trace");
    Optional<YamlNode> time = fields.optional("for");
    return new Workload(
        entry.name(),
        holdout ? Workload.Role.HOLDOUT : Workload.Role.TRAIN,
        lengths.isPresent() ? lengths.get().asText() : null,
        arrivals.isPresent() ? arrivals(arrivals.get().asMapping()) : null,
        trace.isPresent() ? recording(trace.get(), fields) : null,
        time.isPresent() ? time.get().asQuantity(Dimension.TIME).value() : 0,
        seeds(fields),
        entry.span());
  }

  private static Workload.Recording recording(YamlNode trace, Mapping fields)
      throws BadInputException {
    Workload.Recording all = Workload.Recording.of(trace.asText());
    Optional<YamlNode> rows = fields.optional("rows");
    if (rows.isEmpty()) {
      return all;
    }
    String text = rows.get().asText();
    if (!text.matches(SpecFormat.ROWS.pattern())) {
      throw rows.get().place().refusal("spec.rows", "These are no rows.", "Write `1-5000`.");
    }
    int dash = text.indexOf('-');
    return all.rows(
        Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
  }

  private static List<Long> seeds(Mapping fields) throws BadInputException {
    Optional<YamlNode> list = fields.optional("seeds");
    if (list.isEmpty()) {
      return List.of(1L);
    }
    var seeds = new ArrayList<Long>();
    for (YamlNode seed : list.get().asList()) {
      seeds.add(seed.asWhole());
    }
    return seeds;
  }

  private Workload.Arrivals arrivals(Mapping fields) throws BadInputException {
    Quantity rate = fields.required("rate").asQuantity(Dimension.RATE);
    for (Entry entry : fields.entries()) {
      List<Vocabulary.Key> keys = words.arrivals().get(entry.name());
      if (keys != null) {
        var parameters = new TreeMap<String, Double>();
        settings(entry.value().asMapping(), keys)
            .forEach((name, value) -> parameters.put(name, number(value)));
        return new Workload.Arrivals(entry.name(), parameters, rate.value());
      }
    }
    throw fields.place().refusal("spec.missing-key", "No arrival process is named.", "Name one.");
  }

  private static double number(Setting setting) {
    return switch (setting) {
      case Setting.Amount(Quantity quantity) -> quantity.value();
      case Setting.Word(String word) ->
          throw new IllegalStateException("An arrival process takes numbers, not '" + word + "'.");
    };
  }

  private Budget budget() {
    return root.entry("budget")
        .flatMap(e -> problems.attempt(e.span(), () -> budget(e.value().asMapping())))
        .orElse(Budget.DEFAULT);
  }

  private static Budget budget(Mapping fields) throws BadInputException {
    return new Budget(
        runs(fields.optional("simulations"), Budget.DEFAULT.simulations()),
        runs(fields.optional("creation"), Budget.DEFAULT.creation()),
        amount(fields.optional("wall"), Dimension.TIME, Budget.DEFAULT.wallSeconds()),
        amount(fields.optional("model-cost"), Dimension.MONEY, Budget.DEFAULT.modelUsd()));
  }

  private static int runs(Optional<YamlNode> node, int absent) throws BadInputException {
    return node.isPresent()
        ? Math.toIntExact(Math.min(node.get().asWhole(), Integer.MAX_VALUE))
        : absent;
  }

  private static double amount(Optional<YamlNode> node, Dimension dimension, double absent)
      throws BadInputException {
    return node.isPresent() ? node.get().asQuantity(dimension).value() : absent;
  }

  private Map<Stage, Spec.Approval> gates() {
    var gates = new EnumMap<Stage, Spec.Approval>(Stage.class);
    for (Stage stage : Stage.values()) {
      entries("gates").stream()
          .filter(entry -> entry.name().equals(stage.label()))
          .findFirst()
          .flatMap(e -> problems.attempt(e.span(), () -> e.value().asText()))
          .ifPresent(
              who ->
                  gates.put(stage, who.equals("human") ? Spec.Approval.HUMAN : Spec.Approval.AUTO));
    }
    return gates;
  }
}
