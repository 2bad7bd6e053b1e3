package dev.sds.spec.yaml;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.yaml.YamlNode.Entry;
import dev.sds.spec.yaml.YamlNode.Kind;
import dev.sds.spec.yaml.YamlNode.Mapping;
import dev.sds.spec.yaml.YamlNode.Scalar;
import dev.sds.spec.yaml.YamlNode.Sequence;
import dev.sds.spec.yaml.YamlNode.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** One reading of a text: the parser's events put together to a tree, within limits. */
final class Composition {

  private static final int DEEPEST = 50;
  private static final int MOST_ALIASED = 10_000;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> BOOLEAN =
      Set.of("true", "True", "TRUE", "false", "False", "FALSE");

  private final Marks marks;
  private final ParserImpl parser;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private int nodes;
  private int aliased;

  private record Anchored(YamlNode node, int nodes) {}

  Composition(Marks marks) {
    this.marks = marks;
    var options = new LoaderOptions();
    options.setCodePointLimit(YamlDocument.MOST_CHARACTERS + 1);
    this.parser = new ParserImpl(new StreamReader(marks.source().text()), options);
  }

  YamlDocument.Reading read() throws BadInputException {
    parser.getEvent();
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      throw marks
          .between(0, 0)
          .refusal("yaml.empty", "The text is empty.", "Write `key: value` lines.");
    }
    parser.getEvent();
    YamlNode root = node(parser.getEvent(), 1);
    parser.getEvent();
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      Event second = parser.getEvent();
      throw marks
          .between(second.getStartMark(), second.getEndMark())
          .refusal(
              "yaml.documents",
              "A second document begins here.",
              "Only one document is read; remove the line `---` and what follows, or put it into a"
                  + " file of its own.");
    }
    return new YamlDocument.Reading(root, problems);
  }

  private YamlNode node(Event event, int depth) throws BadInputException {
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    int before = nodes++;
    refuseTag(event);
    String anchor = event instanceof NodeEvent named ? named.getAnchor() : null;
    if (anchor != null) {
      open.add(anchor);
    }
    YamlNode node = unnamed(event, depth);
    if (anchor != null) {
      open.remove(anchor);
      anchors.put(anchor, new Anchored(node, nodes - before));
    }
    return node;
  }

  private YamlNode unnamed(Event event, int depth) throws BadInputException {
    if (event instanceof CollectionStartEvent && depth > DEEPEST) {
      throw place(event)
          .refusal(
              "yaml.depth",
              "This is nested too deeply.",
              "At most " + DEEPEST + " levels of lists and mappings are read.");
    }
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case SequenceStartEvent start -> sequence(start, depth);
      case MappingStartEvent start -> mapping(start, depth);
      default -> throw new IllegalStateException("The parser gave " + event + " for a node.");
    };
  }

  private YamlNode aliased(AliasEvent alias) throws BadInputException {
    String name = alias.getAnchor();
    Anchored target = anchors.get(name);
    if (open.contains(name) || target == null) {
      String message =
          open.contains(name)
              ? "`*" + name + "` contains itself."
              : "`*" + name + "` repeats something that is named nowhere above.";
      throw place(alias)
          .refusal(
              "yaml.alias",
              message,
              "A value that begins with `*` repeats an earlier one named with `&`; put a text in"
                  + " quotes.");
    }
    aliased += target.nodes();
    nodes += target.nodes();
    if (aliased > MOST_ALIASED) {
      throw place(alias)
          .refusal(
              "yaml.aliases",
              "Repetitions with `*` make this text too large.",
              "At most " + MOST_ALIASED + " values may be repeated; write them out.");
    }
    return target.node();
  }

  private void refuseTag(Event event) {
    String tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case CollectionStartEvent collection -> collection.getTag();
          default -> null;
        };
    if (tag != null) {
      problems.add(
          place(event)
              .error(
                  "yaml.tag",
                  "Tags such as `" + shown(tag) + "` are not read.",
                  "Remove the tag; put a text that begins with `!` in quotes."));
    }
  }

  private static String shown(String tag) {
    return tag.replace("tag:yaml.org,2002:", "!!");
  }

  private Place place(Event event) {
    return marks.between(event.getStartMark(), event.getEndMark());
  }

  private Scalar scalar(ScalarEvent event) {
    Style style = style(event);
    Place place = place(event);
    String text = event.getValue();
    if (style == Style.BLOCK) {
      int end = place.span().offset() + place.raw().stripTrailing().length();
      place = marks.between(place.span().offset(), end);
    }
    if (style != Style.PLAIN) {
      return new Scalar(place, text, Kind.TEXT, style);
    }
    return NOTHING.contains(text)
        ? new Scalar(place, "", Kind.NOTHING, style)
        : new Scalar(place, text, kind(text), style);
  }

  private static Style style(ScalarEvent event) {
    if (event.isPlain()) {
      return Style.PLAIN;
    }
    return event.isLiteral() || event.isFolded() ? Style.BLOCK : Style.QUOTED;
  }

  /** What a plain text reads as. */
  static Kind kind(String text) {
    if (NOTHING.contains(text)) {
      return Kind.NOTHING;
    }
    if (BOOLEAN.contains(text)) {
      return Kind.BOOLEAN;
    }
    return NUMBER.matcher(text).matches() ? Kind.NUMBER : Kind.TEXT;
  }

  private Sequence sequence(SequenceStartEvent start, int depth) throws BadInputException {
    var items = new ArrayList<YamlNode>();
    Event event = parser.getEvent();
    while (!event.is(Event.ID.SequenceEnd)) {
      items.add(node(event, depth + 1));
      event = parser.getEvent();
    }
    return new Sequence(whole(start, event, items.isEmpty() ? null : items.getLast()), items);
  }

  private Mapping mapping(MappingStartEvent start, int depth) throws BadInputException {
    var entries = new ArrayList<Entry>();
    Event event = parser.getEvent();
    while (!event.is(Event.ID.MappingEnd)) {
      Scalar key = key(event, depth);
      YamlNode value = node(parser.getEvent(), depth + 1);
      entries.add(new Entry(key, value));
      event = parser.getEvent();
    }
    YamlNode last = entries.isEmpty() ? null : entries.getLast().value();
    Place place = whole(start, event, last);
    var keys = new KeyLint(place, start.isFlow(), problems);
    return new Mapping(place, keys.sound(entries));
  }

  private Scalar key(Event event, int depth) throws BadInputException {
    if (!(node(event, depth + 1) instanceof Scalar key) || key.text().isEmpty()) {
      throw place(event)
          .refusal(
              "yaml.key",
              "A key must be a single word.",
              "Write `key: value`; put a value that begins with `{` or `[` in quotes.");
    }
    return key;
  }

  /** A block collection's end event stands at the next token, so its last child ends it. */
  private Place whole(CollectionStartEvent start, Event end, @Nullable YamlNode last) {
    int from = marks.offset(start.getStartMark());
    int to = marks.offset(end.getEndMark());
    if (start.isFlow() || last == null) {
      return marks.between(from, to);
    }
    return marks.between(from, Math.max(from, last.span().end()));
  }
}
