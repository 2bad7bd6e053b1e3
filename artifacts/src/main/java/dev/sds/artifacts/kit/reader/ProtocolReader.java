package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;
import static dev.sds.artifacts.kit.reader.CatalogueReader.texts;
import static dev.sds.artifacts.kit.reader.CatalogueReader.word;

import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.FaultBound;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.Fragment;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.PropertyFragment;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.yaml.YamlDocument;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads {@code protocol.yaml}: a protocol whose parts say which designs they belong to. */
public final class ProtocolReader {

  private static final List<String> KEYS =
      List.of(
          "name",
          "doc",
          "constants",
          "definitions",
          "variables",
          "actions",
          "properties",
          "instance",
          "faults");

  private ProtocolReader() {}

  /** A part with keys of its own and those that select it. */
  private static YamlNode.Mapping fragment(YamlNode node, String... keys) throws BadInputException {
    return node.asMapping().only(Stream.concat(Stream.of(keys), Selector.KEYS.stream()).toList());
  }

  /**
   * The protocol of a kit, in fragments.
   *
   * @throws BadInputException if the file is not one
   */
  public static ProtocolTemplate read(Source source) throws BadInputException {
    YamlNode.Mapping root = YamlDocument.read(source).asMapping().only(KEYS);
    var constants = new ArrayList<Constant>();
    for (YamlNode item : list(root, "constants")) {
      YamlNode.Mapping c = item.asMapping().only(List.of("name", "comment"));
      constants.add(new Constant(text(c, "name"), text(c, "comment")));
    }
    return new FragmentedProtocol(
        text(root, "name"),
        text(root, "doc"),
        constants,
        definitions(root),
        variables(root),
        actions(root),
        properties(root),
        root.required("instance").asTextMap(),
        faults(root));
  }

  private static List<Fragment<Definition>> definitions(YamlNode.Mapping root)
      throws BadInputException {
    var definitions = new ArrayList<Fragment<Definition>>();
    for (YamlNode item : list(root, "definitions")) {
      YamlNode.Mapping d = fragment(item, "name", "parameters", "body", "comment");
      definitions.add(
          new Fragment<>(
              Selector.of(d),
              new Definition(
                  text(d, "name"), texts(d, "parameters"), text(d, "body"), text(d, "comment"))));
    }
    return definitions;
  }

  private static List<Fragment<Variable>> variables(YamlNode.Mapping root)
      throws BadInputException {
    var variables = new ArrayList<Fragment<Variable>>();
    for (YamlNode item : list(root, "variables")) {
      YamlNode.Mapping v = fragment(item, "name", "type", "initial", "comment");
      variables.add(
          new Fragment<>(
              Selector.of(v),
              new Variable(
                  text(v, "name"), text(v, "type"), text(v, "initial"), text(v, "comment"))));
    }
    return variables;
  }

  private static List<FragmentedProtocol.ActionFragment> actions(YamlNode.Mapping root)
      throws BadInputException {
    var actions = new ArrayList<FragmentedProtocol.ActionFragment>();
    for (YamlNode item : list(root, "actions")) {
      YamlNode.Mapping a =
          fragment(
              item,
              "name",
              "comment",
              "origin",
              "lanes",
              "fairness",
              "parameters",
              "guards",
              "effects");
      var parameters = new ArrayList<Action.Parameter>();
      if (a.optional("parameters").isPresent()) {
        a.required("parameters")
            .asTextMap()
            .forEach((name, set) -> parameters.add(new Action.Parameter(name, set)));
      }
      List<String> lanes = texts(a, "lanes");
      var empty =
          new Action(
              text(a, "name"),
              parameters,
              List.of(),
              Map.of(),
              word(a, "origin", Action.Origin.class),
              fairness(a),
              lanes.size() == 2 ? new Action.Lanes(lanes.get(0), lanes.get(1)) : Action.Lanes.NONE,
              text(a, "comment"));
      actions.add(
          new FragmentedProtocol.ActionFragment(Selector.of(a), empty, guards(a), effects(a)));
    }
    return actions;
  }

  private static Action.Fairness fairness(YamlNode.Mapping action) throws BadInputException {
    return action.optional("fairness").isPresent()
        ? word(action, "fairness", Action.Fairness.class)
        : Action.Fairness.NONE;
  }

  private static List<Fragment<String>> guards(YamlNode.Mapping action) throws BadInputException {
    var guards = new ArrayList<Fragment<String>>();
    for (YamlNode item : list(action, "guards")) {
      guards.add(selected(item, "guard"));
    }
    return guards;
  }

  private static Map<String, Fragment<String>> effects(YamlNode.Mapping action)
      throws BadInputException {
    var effects = new LinkedHashMap<String, Fragment<String>>();
    if (action.optional("effects").isPresent()) {
      for (Map.Entry<String, YamlNode> e : action.required("effects").asMap().entrySet()) {
        effects.put(e.getKey(), selected(e.getValue(), "effect"));
      }
    }
    return effects;
  }

  private static Fragment<String> selected(YamlNode node, String key) throws BadInputException {
    if (node instanceof YamlNode.Mapping) {
      YamlNode.Mapping mapping = fragment(node, key);
      return new Fragment<>(Selector.of(mapping), text(mapping, key));
    }
    return new Fragment<>(new Selector(List.of(), List.of(), List.of()), node.asText().strip());
  }

  private static List<PropertyFragment> properties(YamlNode.Mapping root) throws BadInputException {
    var properties = new ArrayList<PropertyFragment>();
    for (YamlNode item : list(root, "properties")) {
      YamlNode.Mapping p =
          item.asMapping().only(List.of("name", "kind", "formula", "more", "comment"));
      var more = new ArrayList<Fragment<String>>();
      for (YamlNode alternative : list(p, "more")) {
        more.add(selected(alternative, "formula"));
      }
      properties.add(
          new PropertyFragment(
              new Property(
                  text(p, "name"),
                  word(p, "kind", Property.Kind.class),
                  text(p, "formula"),
                  text(p, "comment"),
                  List.of()),
              more));
    }
    return properties;
  }

  private static Map<String, FaultBound> faults(YamlNode.Mapping root) throws BadInputException {
    var faults = new LinkedHashMap<String, FaultBound>();
    for (Map.Entry<String, YamlNode> e : root.required("faults").asMap().entrySet()) {
      YamlNode.Mapping f =
          e.getValue().asMapping().only(List.of("constant", "parameter", "absent"));
      faults.put(
          e.getKey(),
          new FaultBound(
              text(f, "constant"), text(f, "parameter"), (int) f.required("absent").asWhole()));
    }
    return faults;
  }
}
