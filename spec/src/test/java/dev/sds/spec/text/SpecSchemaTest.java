package dev.sds.spec.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.spec.yaml.YamlDocument;
import dev.sds.spec.yaml.YamlNode;
import dev.sds.spec.yaml.YamlNode.Kind;
import dev.sds.spec.yaml.YamlText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Compares the schema with the reader: what one takes, so does the other. */
class SpecSchemaTest {

  /** What only the reader knows, because it compares parts of a spec with each other. */
  private static final Set<String> BEYOND_SCHEMA =
      Set.of("spec.undeclared-fault", "spec.no-train", "spec.unknown-kit");

  private static final List<Object> ODD_VALUES =
      List.of(
          "",
          "odd",
          "a".repeat(300),
          "Odd Name",
          "R1",
          12345,
          -3,
          0,
          2.5,
          true,
          List.of(),
          List.of("odd"),
          List.of(1, 1),
          Map.of(),
          Map.of("odd", 1),
          "600 s",
          "0 s",
          "5 USD",
          "600 GiB",
          "5%",
          "7.5/s",
          "response_time.p99 <= 10 min",
          "restarted <= 3",
          "throughput >= 3",
          "train",
          "../x.csv",
          "/x",
          "a/../b",
          "a/b.csv",
          "disk",
          "false-suspicion");

  private static final YamlNode SCHEMA = schema();

  @Test
  void schema_isTheSameForEqualVocabularies() {
    assertThat(SpecSchema.json(Specs.WORDS))
        .isEqualTo(SpecSchema.json(Specs.WORDS))
        .startsWith(
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "title": "SDS spec",
              "type": "object",
            """);
  }

  @Test
  void everyKeyOfTheFormat_isInTheSchemaAndTheReverse() throws Exception {
    var ofFormat = new TreeSet<String>();
    keys(SpecFormat.of(Specs.WORDS), "", ofFormat);
    var ofSchema = new TreeSet<String>();
    keys(SCHEMA, "", ofSchema);
    assertThat(ofSchema).isEqualTo(ofFormat).hasSizeGreaterThan(50);
  }

  @Test
  void goodSpec_fitsTheSchema() throws Exception {
    assertThat(SchemaCheck.fits(good(), SCHEMA)).isTrue();
  }

  @Test
  void changedSpec_isTakenByBothOrByNeither() throws Exception {
    assertThat(errors(full())).isEmpty();
    assertThat(SchemaCheck.fits(full(), SCHEMA)).isTrue();
    var paths = new ArrayList<List<Object>>();
    paths(full(), List.of(), paths);
    int refused = 0;
    int taken = 0;
    for (List<Object> path : paths) {
      for (Object changed : changes(path)) {
        boolean fits = SchemaCheck.fits(changed, SCHEMA);
        List<Diagnostic> errors = errors(changed);
        assertThat(errors.isEmpty())
            .as(
                () ->
                    YamlText.write(changed)
                        + String.join("\n", errors.stream().map(Diagnostic::render).toList()))
            .isEqualTo(fits);
        refused += fits ? 0 : 1;
        taken += fits ? 1 : 0;
      }
    }
    assertThat(refused).isGreaterThan(1000);
    assertThat(taken).isGreaterThan(100);
  }

  /** The good spec without this part, with its key misspelt, and with each odd value there. */
  private static List<Object> changes(List<Object> path) throws BadInputException {
    var changes = new ArrayList<Object>();
    changes.add(edited(full(), path, (map, key) -> map.remove(key)));
    changes.add(
        edited(
            full(),
            path,
            (map, key) -> map.put(key + "x", Objects.requireNonNull(map.remove(key)))));
    for (Object value : ODD_VALUES) {
      changes.add(edited(full(), path, (map, key) -> map.put(key, value)));
    }
    return changes;
  }

  private interface Edit {
    void apply(Map<String, Object> map, String key);
  }

  @SuppressWarnings("unchecked")
  private static Object edited(Object tree, List<Object> path, Edit edit) {
    Object node = tree;
    for (Object step : path.subList(0, path.size() - 1)) {
      node = Objects.requireNonNull(((Map<String, Object>) node).get((String) step));
    }
    edit.apply((Map<String, Object>) node, (String) path.getLast());
    return tree;
  }

  private static void paths(Object tree, List<Object> path, List<List<Object>> paths) {
    if (!path.isEmpty()) {
      paths.add(path);
    }
    if (tree instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            var longer = new ArrayList<Object>(path);
            longer.add(key);
            paths(value, longer, paths);
          });
    }
  }

  private static List<Diagnostic> errors(Object tree) {
    try {
      Specs.read(YamlText.write(tree));
      return List.of();
    } catch (BadInputException refused) {
      return refused.diagnostics().stream()
          .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
          .filter(d -> !BEYOND_SCHEMA.contains(d.code()))
          .toList();
    }
  }

  private static void keys(Shape shape, String path, Set<String> keys) {
    switch (shape) {
      case Shape.Fields fields ->
          fields
              .fields()
              .forEach(
                  field -> {
                    keys.add(path + "/" + field.name());
                    keys(field.shape(), path + "/" + field.name(), keys);
                  });
      case Shape.Named named -> keys(named.value(), path + "/*", keys);
      case Shape.Items items -> keys(items.item(), path + "/*", keys);
      case Shape.Pair pair -> keys(pair.fields(), path, keys);
      case Shape.Either either -> {
        keys(either.list(), path, keys);
        keys(either.mapping(), path, keys);
      }
      default -> {}
    }
  }

  private static void keys(YamlNode schema, String path, Set<String> keys) throws Exception {
    if (schema.at("properties").isPresent()) {
      for (var property : schema.at("properties").orElseThrow().asMap().entrySet()) {
        keys.add(path + "/" + property.getKey());
        keys(property.getValue(), path + "/" + property.getKey(), keys);
      }
    }
    for (String below : List.of("additionalProperties", "items")) {
      if (schema.at(below).orElse(null) instanceof YamlNode.Mapping mapping) {
        keys(mapping, path + "/*", keys);
      }
    }
    if (schema.at("anyOf").isPresent()) {
      for (YamlNode either : schema.at("anyOf").orElseThrow().asList()) {
        keys(either, path, keys);
      }
    }
  }

  /** The good spec with every key that can stand beside the others. */
  private static Object full() throws BadInputException {
    String text =
        Specs.good()
            .replace("pin: {} ", "pin: {dispatch: held-queue} ")
            .replace("forbid: []", "forbid: {dispatch: [push], admission: [token-bucket]}")
            .replace("gates: {", "gates: {spec: human, ")
            .replace("block-tokens: 16", "block-tokens: 16, host-memory: 80 GiB")
            .replace(
                "false-suspicion: {at-most: 1}",
                "false-suspicion: {at-most: 1}\n  slow-replica: {factor: 2.5, lasts: 30 s}")
            .replace(
                "workloads:\n",
                "workloads:\n  code: {role: train, trace: code.csv, for: 60 s, seeds: [4]}\n")
            .replace(
                "faults:\n",
                "  R6: {text: Offered, interface: llm.Router}\n  R7: {text: Much, maximize: throughput}\nfaults:\n");
    return plain(YamlDocument.read(new Source("good.yaml", text)));
  }

  private static Object good() throws BadInputException {
    return plain(YamlDocument.read(new Source("good.yaml", Specs.good())));
  }

  private static YamlNode schema() {
    try {
      return YamlDocument.read(new Source("schema.json", SpecSchema.json(Specs.WORDS)));
    } catch (BadInputException broken) {
      throw new AssertionError("The schema is no JSON.", broken);
    }
  }

  private static Object plain(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping mapping -> {
        var map = new LinkedHashMap<String, Object>();
        mapping.entries().forEach(e -> map.put(e.name(), plain(e.value())));
        yield map;
      }
      case YamlNode.Sequence list ->
          new ArrayList<>(list.items().stream().map(SpecSchemaTest::plain).toList());
      case YamlNode.Scalar scalar ->
          scalar.kind() == Kind.NUMBER ? new BigDecimal(scalar.text()) : scalar.text();
    };
  }
}
