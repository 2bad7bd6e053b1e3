package dev.sds.spec.text;

import dev.sds.spec.Dimension;
import dev.sds.spec.Unit;
import dev.sds.spec.Vocabulary;
import dev.sds.spec.text.Shape.Choice;
import dev.sds.spec.text.Shape.Field;
import dev.sds.spec.text.Shape.Fields;
import dev.sds.spec.text.Shape.Least;
import dev.sds.spec.text.Shape.Presence;
import dev.sds.spec.text.Shape.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The JSON Schema of a kit's specs, for editors. */
public final class SpecSchema {

  private static final String NUMBER = "\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?";

  private SpecSchema() {}

  /** A JSON Schema, draft 2020-12, ending with a line end; equal vocabularies give equal texts. */
  public static String json(Vocabulary words) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "SDS spec");
    schema.putAll(schema(SpecFormat.of(words)));
    return JsonText.write(schema);
  }

  private static Map<String, Object> schema(Shape shape) {
    return switch (shape) {
      case Shape.Anything _ -> Map.of();
      case Shape.Text text ->
          map("type", "string", "maxLength", text.longest(), "pattern", whole(text.pattern()));
      case Shape.Word word ->
          word.known().isEmpty() ? map("type", "string") : map("enum", word.known());
      case Shape.Version version -> map("const", version.only());
      case Shape.Whole whole -> map("type", "integer", "minimum", whole.least());
      case Shape.Amount amount -> amount(amount);
      case Shape.BoundText bound -> bound(bound);
      case Shape.Items items -> items(items);
      case Shape.Fields fields -> fields(fields);
      case Shape.Named named ->
          map(
              "type",
              "object",
              "minProperties",
              1,
              "propertyNames",
              schema(named.key()),
              "additionalProperties",
              schema(named.value()));
      case Shape.Either either ->
          map("anyOf", List.of(schema(either.list()), schema(either.mapping())));
      case Shape.Pair pair -> {
        Map<String, Object> one = fields(pair.fields());
        one.put("minProperties", 1);
        one.put("maxProperties", 1);
        yield one;
      }
    };
  }

  private static String whole(String pattern) {
    return "^(?:" + pattern + ")$";
  }

  private static Map<String, Object> amount(Shape.Amount amount) {
    Dimension dimension = amount.dimension();
    String pattern = quantity(dimension);
    if (amount.least() == Least.ABOVE_ZERO) {
      pattern = "(?=[0.]*[1-9])" + pattern;
    }
    boolean bare = dimension == Dimension.COUNT || dimension == Dimension.RATIO;
    Map<String, Object> schema = map("type", bare ? List.of("number", "string") : "string");
    if (bare) {
      schema.put("minimum", 0);
    }
    schema.put("pattern", whole(pattern));
    schema.put("examples", List.of(dimension.example()));
    return schema;
  }

  private static String quantity(Dimension dimension) {
    String units = String.join("|", Unit.symbols(dimension));
    return switch (dimension) {
      case COUNT -> NUMBER;
      case RATIO -> NUMBER + "(?:\\s*(?:" + units + "))?";
      case TIME, RATE, MEMORY, MONEY -> NUMBER + "\\s*(?:" + units + ")";
    };
  }

  private static Map<String, Object> bound(Shape.BoundText bound) {
    var byDimension = new TreeMap<Dimension, List<String>>();
    bound
        .metrics()
        .forEach(
            (name, metric) ->
                byDimension
                    .computeIfAbsent(metric.dimension(), _ -> new ArrayList<>())
                    .add(name.replace(".", "\\.")));
    String pattern =
        byDimension.entrySet().stream()
            .map(
                e ->
                    "(?:"
                        + String.join("|", e.getValue())
                        + ")\\s*[<>]=\\s*"
                        + quantity(e.getKey()))
            .collect(Collectors.joining("|"));
    return map("type", "string", "pattern", whole("\\s*(?:" + pattern + ")\\s*"));
  }

  private static Map<String, Object> items(Shape.Items items) {
    Map<String, Object> schema = map("type", "array", "items", schema(items.item()));
    if (items.size() == Size.AT_LEAST_ONE_ALL_DISTINCT) {
      schema.put("minItems", 1);
      schema.put("uniqueItems", true);
    }
    return schema;
  }

  private static Map<String, Object> fields(Fields fields) {
    var properties = new LinkedHashMap<String, Object>();
    for (Field field : fields.fields()) {
      var property = new LinkedHashMap<String, Object>();
      property.put("description", field.description());
      property.putAll(schema(field.shape()));
      properties.put(field.name(), property);
    }
    Map<String, Object> schema =
        map("type", "object", "additionalProperties", false, "properties", properties);
    List<String> required =
        fields.fields().stream()
            .filter(field -> field.presence() == Presence.REQUIRED)
            .map(Field::name)
            .toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    List<Object> rules = fields.choices().stream().flatMap(c -> rules(c).stream()).toList();
    if (!rules.isEmpty()) {
      schema.put("allOf", rules);
    }
    return schema;
  }

  private static List<Object> rules(Choice choice) {
    var rules = new ArrayList<Object>();
    if (choice.least() > 0) {
      rules.add(map("anyOf", choice.names().stream().map(name -> required(name)).toList()));
    }
    if (choice.most() == 1) {
      for (int i = 0; i < choice.names().size(); i++) {
        for (int j = 0; j < i; j++) {
          rules.add(map("not", required(choice.names().get(j), choice.names().get(i))));
        }
      }
    }
    return rules;
  }

  private static Map<String, Object> required(String... names) {
    return map("required", List.of(names));
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
