package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;

import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.Place;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the modules of a system bring to the whole of it: constants with their values, faults,
 * properties, decisions.
 */
final class Brought {

  private static final List<String> NAMED = List.of("constants", "definitions", "properties");

  private final YamlNode.Mapping root;

  /** The names of constants, definitions and properties of the whole, those brought too. */
  private final Set<String> names;

  private final List<String> shared;
  private final Set<String> own = new HashSet<>();
  private final Map<String, List<YamlNode>> items = new LinkedHashMap<>();
  private final Map<String, List<YamlNode.Entry>> entries = new LinkedHashMap<>();

  Brought(YamlNode.Mapping root) throws BadInputException {
    this.root = root;
    this.names = new HashSet<>(CatalogueReader.names(root, NAMED));
    this.shared = CatalogueReader.names(root, List.of("constants"));
  }

  static YamlNode.Scalar word(Place place, String text) {
    return new YamlNode.Scalar(place, text, YamlNode.Kind.TEXT, YamlNode.Style.QUOTED);
  }

  static YamlNode.Entry entry(Place place, String key, YamlNode value) {
    return new YamlNode.Entry(word(place, key), value);
  }

  /** The constants of the whole system, in order. */
  List<String> shared() {
    return List.copyOf(shared);
  }

  /** Whether a constant is the whole system's or some module's own. */
  boolean hasConstant(String name) {
    return shared.contains(name) || own.contains(name);
  }

  /** A constant of one module's own, under the name it has outside of it. */
  void constant(YamlNode at, String module, String name, String comment) throws BadInputException {
    take(at, module, name);
    own.add(name);
    Place place = at.place();
    items("constants")
        .add(
            new YamlNode.Mapping(
                place,
                List.of(
                    entry(place, "name", word(place, name)),
                    entry(place, "comment", word(place, module + ": " + comment)))));
  }

  /** What a constant is in the smallest instance. */
  void value(YamlNode at, String constant, String value) {
    entries("instance").add(entry(at.place(), constant, word(at.place(), value)));
  }

  /** A fault of one module and the constant that bounds it. */
  void fault(YamlNode.Scalar key, String module, List<YamlNode.Entry> bound)
      throws BadInputException {
    String name = module + "-" + key.text();
    boolean declared =
        root.optional("faults").isPresent()
            && root.required("faults").asMapping().optional(name).isPresent();
    if (declared) {
      throw key.refusal(
          "'%s' brings the fault '%s', which the whole system has too.".formatted(module, name),
          "Rename one of the two.");
    }
    entries("faults").add(entry(key.place(), name, new YamlNode.Mapping(key.place(), bound)));
  }

  /** A property of one module, said of the whole. */
  void property(String module, YamlNode.Mapping property) throws BadInputException {
    take(property.required("name"), module, text(property, "name"));
    items("properties").add(property);
  }

  /** Something to decide about one module. */
  void decision(YamlNode.Mapping decision) {
    items("decisions").add(decision);
  }

  private void take(YamlNode at, String module, String name) throws BadInputException {
    if (!names.add(name)) {
      throw at.refusal(
          "The module '%s' brings the name '%s' into the system, which has it already."
              .formatted(module, name),
          "Rename one of the two.");
    }
  }

  private List<YamlNode> items(String part) {
    return items.computeIfAbsent(part, _ -> new ArrayList<>());
  }

  private List<YamlNode.Entry> entries(String part) {
    return entries.computeIfAbsent(part, _ -> new ArrayList<>());
  }

  /** The whole with what its modules bring, and with the modules as they are now. */
  YamlNode.Mapping in(List<YamlNode.Entry> modules, String without) throws BadInputException {
    var whole = new LinkedHashMap<String, YamlNode.Entry>();
    for (YamlNode.Entry entry : root.entries()) {
      if (!entry.name().equals(without)) {
        whole.put(entry.name(), entry);
      }
    }
    replace(whole, "modules", new YamlNode.Mapping(root.required("modules").place(), modules));
    for (Map.Entry<String, List<YamlNode>> part : items.entrySet()) {
      var all = new ArrayList<>(list(root, part.getKey()));
      all.addAll(part.getValue());
      replace(whole, part.getKey(), new YamlNode.Sequence(place(part.getKey()), all));
    }
    for (Map.Entry<String, List<YamlNode.Entry>> part : entries.entrySet()) {
      var all = new ArrayList<>(root.required(part.getKey()).asMapping().entries());
      all.addAll(part.getValue());
      replace(whole, part.getKey(), new YamlNode.Mapping(place(part.getKey()), all));
    }
    return new YamlNode.Mapping(root.place(), List.copyOf(whole.values()));
  }

  private void replace(Map<String, YamlNode.Entry> whole, String key, YamlNode value) {
    YamlNode.Entry former = whole.get(key);
    whole.put(
        key,
        former == null ? entry(root.place(), key, value) : new YamlNode.Entry(former.key(), value));
  }

  private Place place(String part) {
    return root.optional(part).map(YamlNode::place).orElse(root.place());
  }
}
