package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;

import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.Place;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The faults of one module: their variables and actions become its own, so that they strike it
 * alone, and what bounds each is told to the whole system.
 */
final class ModuleFaults {

  private static final String KEY = "faults";

  private final String module;
  private final Brought brought;
  private final List<YamlNode> variables;
  private final List<YamlNode> actions;
  private final Set<String> names;

  private ModuleFaults(String module, YamlNode.Mapping node, Brought brought)
      throws BadInputException {
    this.module = module;
    this.brought = brought;
    this.variables = new ArrayList<>(list(node, "variables"));
    this.actions = new ArrayList<>(list(node, "actions"));
    this.names = new HashSet<>(CatalogueReader.names(node, ModulesReader.PARTS));
  }

  /** A module with its faults among its actions. */
  static YamlNode.Mapping merged(String module, YamlNode.Mapping node, Brought brought)
      throws BadInputException {
    if (node.optional(KEY).isEmpty()) {
      return node;
    }
    var faults = new ModuleFaults(module, node, brought);
    for (YamlNode.Entry fault : node.required(KEY).asMapping().entries()) {
      faults.add(fault);
    }
    var entries = new LinkedHashMap<String, YamlNode.Entry>();
    node.entries().forEach(entry -> entries.put(entry.name(), entry));
    entries.remove(KEY);
    put(entries, "variables", faults.variables, node.place());
    put(entries, "actions", faults.actions, node.place());
    return new YamlNode.Mapping(node.place(), List.copyOf(entries.values()));
  }

  private static void put(
      Map<String, YamlNode.Entry> entries, String key, List<YamlNode> items, Place whole) {
    YamlNode.Entry former = entries.get(key);
    Place place = former == null ? whole : former.value().place();
    entries.put(key, Brought.entry(place, key, new YamlNode.Sequence(place, items)));
  }

  private void add(YamlNode.Entry entry) throws BadInputException {
    YamlNode.Mapping fault = entry.value().asMapping().only(ProtocolReader.OF_TEMPLATES);
    var constants = new HashMap<String, String>();
    if (fault.optional("template").isPresent()) {
      YamlNode.Mapping expanded = FaultTemplates.expand(fault);
      for (YamlNode constant : list(expanded, "constants")) {
        String own = text(constant.asMapping(), "name");
        constants.put(own, ModulesReader.constant(module, own));
        brought.constant(
            entry.key(),
            module,
            ModulesReader.constant(module, own),
            text(constant.asMapping(), "comment"));
      }
      Rewording words =
          Rewording.of(t -> Identifiers.renamed(t, n -> constants.getOrDefault(n, n)))
              .at(_ -> module);
      addParts(entry.key(), fault, words, expanded);
    }
    brought.fault(entry.key(), module, bound(fault, constants));
  }

  private void addParts(
      YamlNode.Scalar key, YamlNode.Mapping fault, Rewording words, YamlNode.Mapping expanded)
      throws BadInputException {
    for (YamlNode variable : words.parts(list(expanded, "variables"))) {
      variables.add(taken(key, variable.asMapping()));
    }
    YamlNode.Mapping more = fault;
    for (YamlNode action : words.parts(list(expanded, "actions"))) {
      actions.add(and(taken(key, action.asMapping()), more));
      more =
          fault.optional("then").isPresent()
              ? fault.required("then").asMapping()
              : new YamlNode.Mapping(fault.place(), List.of());
    }
  }

  private YamlNode.Mapping taken(YamlNode.Scalar key, YamlNode.Mapping part)
      throws BadInputException {
    String name = text(part, "name");
    if (!names.add(name)) {
      throw key.refusal(
          "The fault '%s' brings the name '%s', which '%s' has already."
              .formatted(key.text(), name, module),
          "Give what it brings other names under `with`: `counter`, `action`, `constant`.");
    }
    return part;
  }

  /** An action with more guards and effects. */
  private static YamlNode.Mapping and(YamlNode.Mapping action, YamlNode.Mapping more)
      throws BadInputException {
    var entries = new LinkedHashMap<String, YamlNode.Entry>();
    action.entries().forEach(entry -> entries.put(entry.name(), entry));
    if (more.optional("guards").isPresent()) {
      var guards = new ArrayList<>(list(action, "guards"));
      guards.addAll(list(more, "guards"));
      put(entries, "guards", guards, more.place());
    }
    if (more.optional("effects").isPresent()) {
      var effects = new LinkedHashMap<String, YamlNode.Entry>();
      for (YamlNode.Mapping all : List.of(action, more)) {
        if (all.optional("effects").isPresent()) {
          all.required("effects").asMapping().entries().forEach(e -> effects.put(e.name(), e));
        }
      }
      Place place = more.required("effects").place();
      entries.put(
          "effects",
          Brought.entry(
              place, "effects", new YamlNode.Mapping(place, List.copyOf(effects.values()))));
    }
    return new YamlNode.Mapping(action.place(), List.copyOf(entries.values()));
  }

  /** The constant of a fault, and the parameter of a spec that sets it. */
  private List<YamlNode.Entry> bound(YamlNode.Mapping fault, Map<String, String> constants)
      throws BadInputException {
    var bound = new ArrayList<YamlNode.Entry>();
    for (String key : List.of("parameter", "absent")) {
      fault.entry(key).ifPresent(bound::add);
    }
    if (fault.optional("template").isPresent()) {
      Place place = fault.place();
      String own = FaultTemplates.argument(fault, "constant");
      bound.add(
          Brought.entry(place, "constant", Brought.word(place, constants.getOrDefault(own, own))));
      if (fault.optional("parameter").isEmpty()) {
        bound.add(Brought.entry(place, "parameter", Brought.word(place, ProtocolReader.AT_MOST)));
      }
      if (fault.optional("absent").isEmpty()) {
        bound.add(
            Brought.entry(
                place,
                "absent",
                new YamlNode.Scalar(place, "1", YamlNode.Kind.NUMBER, YamlNode.Style.PLAIN)));
      }
      return bound;
    }
    YamlNode constant = fault.required("constant");
    if (!brought.hasConstant(constant.asText().strip())) {
      throw constant.refusal(
          "No constant is called '" + constant.asText().strip() + "'.",
          "Declare it under `constants`, or use a `template`.");
    }
    bound.add(Brought.entry(constant.place(), "constant", constant));
    fault.required("parameter");
    fault.required("absent");
    return bound;
  }
}
