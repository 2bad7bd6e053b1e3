package dev.sds.artifacts.kit.reader;

import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A part of a protocol's text with other names in it. What is said otherwise keeps its place, so
 * that messages point at what somebody wrote.
 *
 * @param expressions how TLA+ is said
 * @param channels what a channel is called
 * @param lanes who a step is drawn at
 * @param traits what selects a fragment
 */
record Rewording(
    UnaryOperator<String> expressions,
    UnaryOperator<String> channels,
    UnaryOperator<String> lanes,
    UnaryOperator<String> traits) {

  /** Keys whose texts are words, and the same everywhere. */
  private static final Set<String> WORDS =
      Set.of(
          "name",
          "comment",
          "doc",
          "origin",
          "fairness",
          "as",
          "kind",
          "for",
          "template",
          "parameter",
          "absent",
          HistoryReader.KEY);

  /** Keys under which names stand that a protocol chooses. */
  private static final Set<String> FREE = Set.of("parameters", "effects", "message", "with");

  /** Another way to say expressions; all else stays. */
  static Rewording of(UnaryOperator<String> expressions) {
    return new Rewording(
        expressions, UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** This, with each step at a lane that depends on the one it has. */
  Rewording at(UnaryOperator<String> otherLanes) {
    return new Rewording(expressions, channels, otherLanes, traits);
  }

  /** A list of parts. */
  List<YamlNode> parts(List<YamlNode> parts) throws BadInputException {
    var others = new ArrayList<YamlNode>();
    for (YamlNode part : parts) {
      others.add(part(part.asMapping()));
    }
    return others;
  }

  /** One part: an action, a property, a fault, a fragment of one. */
  YamlNode.Mapping part(YamlNode.Mapping part) {
    var entries = new ArrayList<YamlNode.Entry>();
    for (YamlNode.Entry entry : part.entries()) {
      entries.add(new YamlNode.Entry(entry.key(), value(entry.name(), entry.value())));
    }
    return new YamlNode.Mapping(part.place(), entries);
  }

  private YamlNode value(String key, YamlNode value) {
    if (WORDS.contains(key)) {
      return value;
    }
    if (Selector.KEYS.contains(key)) {
      return texts(value, traits);
    }
    return switch (key) {
      case "channel" -> texts(value, channels);
      case "lanes" -> texts(value, lanes);
      default ->
          FREE.contains(key) && value instanceof YamlNode.Mapping free
              ? new YamlNode.Mapping(
                  free.place(),
                  free.entries().stream()
                      .map(e -> new YamlNode.Entry(e.key(), any(e.value())))
                      .toList())
              : key.equals("parameters") ? value : any(value);
    };
  }

  private YamlNode any(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping mapping -> part(mapping);
      case YamlNode.Sequence list ->
          new YamlNode.Sequence(list.place(), list.items().stream().map(this::any).toList());
      case YamlNode.Scalar scalar -> text(scalar, expressions);
    };
  }

  private static YamlNode texts(YamlNode node, UnaryOperator<String> words) {
    return switch (node) {
      case YamlNode.Mapping mapping -> mapping;
      case YamlNode.Sequence list ->
          new YamlNode.Sequence(
              list.place(), list.items().stream().map(item -> texts(item, words)).toList());
      case YamlNode.Scalar scalar -> text(scalar, words);
    };
  }

  private static YamlNode.Scalar text(YamlNode.Scalar scalar, UnaryOperator<String> words) {
    if (scalar.kind() == YamlNode.Kind.NOTHING) {
      return scalar;
    }
    String said = words.apply(scalar.text());
    return said.equals(scalar.text())
        ? scalar
        : new YamlNode.Scalar(scalar.place(), said, YamlNode.Kind.TEXT, scalar.style());
  }
}
