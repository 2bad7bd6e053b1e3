package dev.sds.spec.text;

import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** As much of JSON Schema as {@link SpecSchema} writes; refuses keywords it does not know. */
final class SchemaCheck {

  private SchemaCheck() {}

  static boolean fits(Object value, YamlNode schema) throws BadInputException {
    for (var keyword : schema.asMap().entrySet()) {
      if (!fits(value, keyword.getKey(), keyword.getValue(), schema)) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(Object value, String keyword, YamlNode rule, YamlNode schema)
      throws BadInputException {
    return switch (keyword) {
      case "$schema", "title", "description", "examples" -> true;
      case "type" -> hasType(value, rule);
      case "enum" -> value instanceof String text && rule.asTexts().contains(text);
      case "const" -> number(value) && decimal(value).compareTo(decimal(rule.asText())) == 0;
      case "pattern" ->
          !(value instanceof String text) || Pattern.compile(rule.asText()).matcher(text).find();
      case "maxLength" -> !(value instanceof String text) || text.length() <= rule.asWhole();
      case "minimum" -> !number(value) || decimal(value).doubleValue() >= rule.asNumber();
      case "anyOf" -> anyFits(value, rule.asList());
      case "allOf" -> allFit(value, rule.asList());
      case "not" -> !fits(value, rule);
      case "items", "minItems", "uniqueItems" ->
          !(value instanceof List<?> list) || listFits(list, keyword, rule);
      default -> !(value instanceof Map<?, ?> map) || mapFits(map, keyword, rule, schema);
    };
  }

  private static boolean listFits(List<?> list, String keyword, YamlNode rule)
      throws BadInputException {
    return switch (keyword) {
      case "items" -> everyFits(list, rule);
      case "minItems" -> list.size() >= rule.asWhole();
      default -> new HashSet<Object>(list).size() == list.size();
    };
  }

  private static boolean mapFits(Map<?, ?> map, String keyword, YamlNode rule, YamlNode schema)
      throws BadInputException {
    return switch (keyword) {
      case "required" -> map.keySet().containsAll(rule.asTexts());
      case "minProperties" -> map.size() >= rule.asWhole();
      case "maxProperties" -> map.size() <= rule.asWhole();
      case "propertyNames" -> everyFits(List.copyOf(map.keySet()), rule);
      case "properties" -> propertiesFit(map, rule);
      case "additionalProperties" ->
          rule instanceof YamlNode.Mapping
              ? everyFits(List.copyOf(map.values()), rule)
              : schema
                  .asMapping()
                  .required("properties")
                  .asMap()
                  .keySet()
                  .containsAll(map.keySet());
      default -> throw new AssertionError("The keyword " + keyword + " is unknown.");
    };
  }

  private static boolean propertiesFit(Map<?, ?> map, YamlNode properties)
      throws BadInputException {
    for (var property : properties.asMap().entrySet()) {
      Object value = map.get(property.getKey());
      if (value != null && !fits(value, property.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean everyFits(List<?> values, YamlNode schema) throws BadInputException {
    for (Object value : values) {
      if (!fits(value, schema)) {
        return false;
      }
    }
    return true;
  }

  private static boolean anyFits(Object value, List<YamlNode> schemas) throws BadInputException {
    for (YamlNode schema : schemas) {
      if (fits(value, schema)) {
        return true;
      }
    }
    return false;
  }

  private static boolean allFit(Object value, List<YamlNode> schemas) throws BadInputException {
    for (YamlNode schema : schemas) {
      if (!fits(value, schema)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasType(Object value, YamlNode rule) throws BadInputException {
    List<String> types =
        rule instanceof YamlNode.Sequence ? rule.asTexts() : List.of(rule.asText());
    return switch (value) {
      case Map<?, ?> _ -> types.contains("object");
      case List<?> _ -> types.contains("array");
      case String _ -> types.contains("string");
      case Boolean _ -> types.contains("boolean");
      default ->
          types.contains("number")
              || (types.contains("integer") && decimal(value).stripTrailingZeros().scale() <= 0);
    };
  }

  private static boolean number(Object value) {
    return value instanceof Number;
  }

  private static BigDecimal decimal(Object value) {
    return new BigDecimal(value.toString());
  }
}
