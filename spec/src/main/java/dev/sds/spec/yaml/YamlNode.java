package dev.sds.spec.yaml;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Dimension;
import dev.sds.spec.Quantity;
import dev.sds.spec.QuantityReading;
import dev.sds.spec.Span;
import dev.sds.spec.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part of a YAML text. The {@code as...} methods give it as a Java value and refuse, pointing at
 * the text, what is not of that form.
 */
public sealed interface YamlNode {

  Place place();

  /** What it is, in a sentence, with its article. */
  String noun();

  default Span span() {
    return place().span();
  }

  default BadInputException refusal(String message, String fix) {
    return place().refusal("yaml.kind", message, fix);
  }

  /** The node that a path such as {@code requirements.R2.bound} or {@code seeds.0} leads to. */
  default Optional<YamlNode> at(String path) {
    YamlNode node = this;
    for (String step : path.split("\\.", -1)) {
      Optional<YamlNode> next = node.child(step);
      if (next.isEmpty()) {
        return next;
      }
      node = next.get();
    }
    return Optional.of(node);
  }

  /** The value of a key, or the item of a list at an index from 0. */
  default Optional<YamlNode> child(String step) {
    return switch (this) {
      case Mapping mapping -> mapping.optional(step);
      case Sequence list when step.matches("\\d{1,6}") ->
          list.items().stream().skip(Integer.parseInt(step)).findFirst();
      case Sequence _, Scalar _ -> Optional.empty();
    };
  }

  default Scalar asScalar() throws BadInputException {
    throw refusal("A single value is expected here, not " + noun() + ".", "Write one value.");
  }

  default Mapping asMapping() throws BadInputException {
    throw refusal(
        "Keys with values are expected here, not " + noun() + ".", "Write `{key: value}`.");
  }

  default List<YamlNode> asList() throws BadInputException {
    throw refusal("A list is expected here, not " + noun() + ".", "Write `[one, two]`.");
  }

  /** The text of a scalar that is not empty; a number is given as it is written. */
  default String asText() throws BadInputException {
    Scalar scalar = asScalar();
    if (scalar.kind() == Kind.NOTHING) {
      throw refusal("A text is expected here, but there is none.", "Write a text.");
    }
    return scalar.text();
  }

  default double asNumber() throws BadInputException {
    Scalar scalar = asScalar();
    double value = scalar.kind() == Kind.NUMBER ? Double.parseDouble(scalar.text()) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw refusal("A number is expected here, not " + noun() + ".", "Write a number: `4`.");
    }
    return value;
  }

  /** A whole number. */
  default long asWhole() throws BadInputException {
    Scalar scalar = asScalar();
    if (scalar.kind() != Kind.NUMBER || !scalar.text().matches("-?\\d{1,18}")) {
      throw refusal("A whole number is expected here, not " + noun() + ".", "Write `4`.");
    }
    return Long.parseLong(scalar.text());
  }

  default boolean asFlag() throws BadInputException {
    Scalar scalar = asScalar();
    if (scalar.kind() != Kind.BOOLEAN) {
      throw refusal("Yes or no is expected here, not " + noun() + ".", "Write `true` or `false`.");
    }
    return scalar.text().equalsIgnoreCase("true");
  }

  /** A number with a unit of the dimension, not negative. */
  default Quantity asQuantity(Dimension dimension) throws BadInputException {
    Scalar scalar = asScalar();
    return switch (QuantityReading.of(scalar.text(), dimension)) {
      case QuantityReading.Read(Quantity quantity) -> quantity;
      case QuantityReading.Refused(String message, String fix, Span part) ->
          throw scalar.placeOf(part).refusal("yaml.quantity", message, fix);
    };
  }

  default List<String> asTexts() throws BadInputException {
    var texts = new ArrayList<String>();
    for (YamlNode item : asList()) {
      texts.add(item.asText());
    }
    return List.copyOf(texts);
  }

  /** The values by key, in the order of the text. */
  default Map<String, YamlNode> asMap() throws BadInputException {
    var map = new LinkedHashMap<String, YamlNode>();
    for (Entry entry : asMapping().entries()) {
      map.put(entry.name(), entry.value());
    }
    return Collections.unmodifiableMap(map);
  }

  /** The texts by key, in the order of the text. */
  default Map<String, String> asTextMap() throws BadInputException {
    var map = new LinkedHashMap<String, String>();
    for (Entry entry : asMapping().entries()) {
      map.put(entry.name(), entry.value().asText());
    }
    return Collections.unmodifiableMap(map);
  }

  /** What a scalar reads as; quoted ones are always texts. */
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    NOTHING
  }

  /** How a scalar is written. */
  enum Style {
    PLAIN,
    QUOTED,
    BLOCK
  }

  /**
   * One value.
   *
   * @param text its content, without quotes; empty for {@code ~}, {@code null} and nothing at all
   */
  record Scalar(Place place, String text, Kind kind, Style style) implements YamlNode {
    @Override
    public Scalar asScalar() {
      return this;
    }

    @Override
    public String noun() {
      return switch (kind) {
        case TEXT -> "the text `" + shortened() + "`";
        case NUMBER -> "the number `" + text + "`";
        case BOOLEAN -> "`" + text + "`";
        case NOTHING -> "nothing";
      };
    }

    private String shortened() {
      String line = text.strip().replace('\n', ' ');
      return line.length() <= 40 ? line : line.substring(0, 37) + "...";
    }

    /** Where a part of the text stands; the whole place where escapes or folding hide it. */
    public Place placeOf(Span part) {
      int start = place.raw().indexOf(text);
      if (start < 0 || part.end() > text.length()) {
        return place;
      }
      int offset = span().offset() + start + part.offset();
      return new Place(place.source(), new Span(offset, part.length()));
    }
  }

  /** A list. */
  record Sequence(Place place, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public List<YamlNode> asList() {
      return items;
    }

    @Override
    public String noun() {
      return "a list";
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, YamlNode value) {
    public String name() {
      return key.text();
    }

    /** From the key to the end of the value. */
    public Span span() {
      return key.span().endWith(value.span());
    }
  }

  /** Keys with values; each key once. */
  record Mapping(Place place, List<Entry> entries) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public Mapping asMapping() {
      return this;
    }

    @Override
    public String noun() {
      return "a mapping";
    }

    public List<String> keys() {
      return entries.stream().map(Entry::name).toList();
    }

    public Optional<Entry> entry(String key) {
      return entries.stream().filter(entry -> entry.name().equals(key)).findFirst();
    }

    public Optional<YamlNode> optional(String key) {
      return entry(key).map(Entry::value);
    }

    public YamlNode required(String key) throws BadInputException {
      Optional<YamlNode> value = optional(key);
      if (value.isEmpty()) {
        String has = entries.isEmpty() ? "It is empty." : "It has: " + String.join(", ", keys());
        throw place.refusal("yaml.missing-key", "The key `" + key + "` is missing here.", has);
      }
      return value.get();
    }

    /** Whether it is written in braces. */
    public boolean inBraces() {
      return place.source().text().startsWith("{", span().offset());
    }

    /** Refuses every key that is not among the known ones, all in one exception. */
    public Mapping only(Collection<String> known) throws BadInputException {
      var unknown =
          entries.stream()
              .filter(entry -> !known.contains(entry.name()))
              .map(
                  entry ->
                      entry
                          .key()
                          .place()
                          .error(
                              "yaml.unknown-key",
                              "There is no key `" + entry.name() + "` here.",
                              Spelling.wayOut(entry.name(), known)))
              .toList();
      if (!unknown.isEmpty()) {
        throw new BadInputException(unknown);
      }
      return this;
    }
  }
}
