package dev.sds.spec.text;

import dev.sds.spec.Spelling;
import dev.sds.spec.text.Shape.Presence;
import dev.sds.spec.text.Shape.Size;
import dev.sds.spec.yaml.Place;
import dev.sds.spec.yaml.YamlNode;
import dev.sds.spec.yaml.YamlNode.Kind;
import dev.sds.spec.yaml.YamlNode.Mapping;
import dev.sds.spec.yaml.YamlNode.Scalar;
import dev.sds.spec.yaml.YamlNode.Sequence;
import java.util.HashSet;
import java.util.List;

/** Compares a text with its shape and tells every difference. */
record ShapeCheck(Problems problems) {

  /**
   * A part of the text.
   *
   * @param path its keys from the root, with dots; empty for the root
   * @param name where to point when the part lacks something
   */
  record Part(String path, Place name, YamlNode node) {

    Part child(YamlNode.Entry entry) {
      String below = path.isEmpty() ? entry.name() : path + "." + entry.name();
      return new Part(below, entry.key().place(), entry.value());
    }

    Part item(YamlNode item) {
      return new Part(path, item.place(), item);
    }

    String title() {
      return path.isEmpty() ? "The spec" : "`" + path + "`";
    }
  }

  void check(Shape shape, Part part) {
    switch (shape) {
      case Shape.Anything _ -> {}
      case Shape.Fields fields -> fields(fields, part);
      case Shape.Named named -> named(named, part);
      case Shape.Items items -> items(items, part);
      case Shape.Either either ->
          check(part.node() instanceof Sequence ? either.list() : either.mapping(), part);
      case Shape.Pair pair -> pair(pair, part);
      case Shape.Text _, Shape.Word _, Shape.Version _, Shape.Whole _ -> scalar(shape, part);
      case Shape.Amount _, Shape.BoundText _ -> scalar(shape, part);
    }
  }

  private void scalar(Shape shape, Part part) {
    if (!(part.node() instanceof Scalar scalar) || scalar.kind() == Kind.NOTHING) {
      wrong(part, noun(shape));
      return;
    }
    new ScalarCheck(problems, part.title(), scalar).check(shape);
  }

  private void wrong(Part part, String wanted) {
    boolean empty = part.node() instanceof Scalar scalar && scalar.kind() == Kind.NOTHING;
    Place place = part.node().span().length() == 0 ? part.name() : part.node().place();
    String is = empty ? " is empty." : " is " + part.node().noun() + ".";
    problems.error(place, "spec.kind", part.title() + is, "Write " + wanted + ".");
  }

  private static String noun(Shape shape) {
    return switch (shape) {
      case Shape.Text text -> article(text.noun());
      case Shape.Word word -> article(word.noun());
      case Shape.Version version -> "`" + version.only() + "`";
      case Shape.Whole _ -> "a whole number";
      case Shape.Amount amount ->
          amount.dimension().noun() + " such as `" + amount.dimension().example() + "`";
      case Shape.BoundText _ -> "a bound such as `metric <= 600 s`";
      case Shape.Items _ -> "a list such as `[1, 2]`";
      case Shape.Fields _, Shape.Named _, Shape.Pair _, Shape.Either _ ->
          "keys with values such as `{key: value}`";
      case Shape.Anything _ -> "anything";
    };
  }

  static String article(String noun) {
    return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
  }

  private void items(Shape.Items items, Part part) {
    if (!(part.node() instanceof Sequence list)) {
      wrong(part, noun(items));
      return;
    }
    list.items().forEach(item -> check(items.item(), part.item(item)));
    if (items.size() == Size.AT_LEAST_ONE_ALL_DISTINCT) {
      distinct(list, part);
    }
  }

  private void distinct(Sequence list, Part part) {
    if (list.items().isEmpty()) {
      problems.error(
          list.place(), "spec.list", part.title() + " is an empty list.", "Give at least one.");
    }
    var seen = new HashSet<String>();
    for (YamlNode item : list.items()) {
      if (item instanceof Scalar scalar && !seen.add(scalar.text())) {
        problems.error(
            scalar.place(),
            "spec.list",
            part.title() + " has `" + scalar.text() + "` twice.",
            "Each may stand there once.");
      }
    }
  }

  private void named(Shape.Named named, Part part) {
    if (!(part.node() instanceof Mapping mapping) || mapping.entries().isEmpty()) {
      String missing = "Give at least one " + named.key().noun() + " with its keys below.";
      problems.error(part.name(), "spec.empty", part.title() + " has no entries.", missing);
      return;
    }
    for (YamlNode.Entry entry : mapping.entries()) {
      new ScalarCheck(problems, part.title(), entry.key()).name(named.key());
      check(named.value(), part.child(entry));
    }
  }

  private void pair(Shape.Pair pair, Part part) {
    if (!(part.node() instanceof Mapping mapping) || mapping.entries().size() != 1) {
      wrong(part, "one pair such as `{decision: value}` for each");
      return;
    }
    fields(pair.fields(), part);
  }

  private void fields(Shape.Fields fields, Part part) {
    if (!(part.node() instanceof Mapping mapping)) {
      wrong(part, noun(fields));
      return;
    }
    List<String> keys = mapping.keys();
    List<String> misspelt = misspelt(keys, fields.names());
    for (YamlNode.Entry entry : mapping.entries()) {
      fields.fields().stream()
          .filter(field -> field.name().equals(entry.name()))
          .findFirst()
          .ifPresentOrElse(
              field -> check(field.shape(), part.child(entry)),
              () -> unknown(fields, entry, mapping, part));
    }
    for (Shape.Field field : fields.fields()) {
      if (field.presence() == Presence.REQUIRED
          && !keys.contains(field.name())
          && !misspelt.contains(field.name())) {
        missing(field, part);
      }
    }
    for (Shape.Choice choice : fields.choices()) {
      if (choice.names().stream().noneMatch(misspelt::contains)) {
        choice(choice, mapping, part);
      }
    }
  }

  /** The keys that unknown ones were probably meant to be; they are not told to be missing too. */
  private static List<String> misspelt(List<String> keys, List<String> known) {
    return keys.stream()
        .filter(key -> !known.contains(key))
        .flatMap(key -> Spelling.nearest(key, known).stream())
        .toList();
  }

  private void unknown(Shape.Fields fields, YamlNode.Entry entry, Mapping mapping, Part part) {
    String name = entry.name();
    String where = part.path().isEmpty() ? "a spec" : part.title();
    String message =
        fields.noun().equals("key")
            ? "There is no key `" + name + "` in " + where + "."
            : "There is no " + fields.noun() + " `" + name + "`.";
    boolean comma = mapping.inBraces() && name.contains(" ");
    String fix =
        comma
            ? "A comma inside braces begins a new key; put a text with commas in quotes."
            : Spelling.wayOut(name, fields.names());
    problems.error(entry.key().place(), "spec.unknown-key", message, fix);
  }

  private void missing(Shape.Field field, Part part) {
    problems.error(
        part.name(),
        "spec.missing-key",
        part.title() + " has no `" + field.name() + "`.",
        "Add `" + field.name() + "`: " + field.description() + ".");
  }

  private void choice(Shape.Choice choice, Mapping mapping, Part part) {
    List<String> given = mapping.keys().stream().filter(choice.names()::contains).toList();
    if (given.size() > choice.most()) {
      problems.error(
          mapping.entry(given.get(1)).orElseThrow().key().place(),
          "spec.choice",
          part.title() + " has both `" + given.get(0) + "` and `" + given.get(1) + "`.",
          choice.fix());
    } else if (given.size() < choice.least()) {
      problems.error(
          part.name(), "spec.missing-key", part.title() + none(choice.names()), choice.fix());
    }
  }

  private static String none(List<String> names) {
    return names.size() == 2
        ? " has neither `" + names.get(0) + "` nor `" + names.get(1) + "`."
        : " has none of: " + String.join(", ", names) + ".";
  }
}
