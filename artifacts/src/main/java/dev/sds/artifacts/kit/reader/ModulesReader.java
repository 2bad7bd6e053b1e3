package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;

import dev.sds.artifacts.kit.reader.FragmentedProtocol.ActionFragment;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.Fragment;
import dev.sds.artifacts.protocol.Channel;
import dev.sds.artifacts.protocol.Composition.Section;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads the modules of a system: each has definitions, variables and actions of its own, which
 * outside of it carry its name, and shares nothing with the others but channels.
 */
final class ModulesReader {

  /** What a module has that others could name. */
  static final List<String> PARTS = List.of("definitions", "variables", "actions");

  private static final List<String> KEYS =
      List.of("doc", ModuleKinds.IS, "definitions", "variables", "actions", "properties", "faults");

  private final YamlNode.Mapping root;
  private final Map<String, Channel> channels;
  private final Map<String, Map<String, String>> names = new LinkedHashMap<>();

  private ModulesReader(YamlNode.Mapping root, Map<String, Channel> channels) {
    this.root = root;
    this.channels = channels;
  }

  /** What the modules bring into the protocol, under the names it has there. */
  record Modules(
      List<Fragment<Definition>> definitions,
      List<Fragment<Variable>> variables,
      List<ActionFragment> actions,
      List<Section> sections) {}

  static Modules read(YamlNode.Mapping root, Map<String, Channel> channels)
      throws BadInputException {
    return new ModulesReader(root, channels).modules();
  }

  private Modules modules() throws BadInputException {
    var modules =
        new Modules(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    if (root.optional("modules").isEmpty()) {
      return modules;
    }
    Map<String, YamlNode> nodes = root.required("modules").asMap();
    for (Map.Entry<String, YamlNode> e : nodes.entrySet()) {
      names.put(e.getKey(), names(e.getKey(), e.getValue()));
    }
    checkRoot();
    var scopes = new ModuleScopes(names, channels, root);
    for (Map.Entry<String, YamlNode> e : nodes.entrySet()) {
      YamlNode.Mapping node = e.getValue().asMapping();
      scopes.check(e.getKey(), node);
      add(e.getKey(), node, modules);
    }
    return modules;
  }

  /** What a module's own names are outside of it. */
  static Map<String, String> names(String module, YamlNode node) throws BadInputException {
    if (!module.matches("[a-z][A-Za-z0-9]*")) {
      throw node.refusal(
          "'" + module + "' is no name of a module.", "Use letters, a small one first.");
    }
    YamlNode.Mapping parts = node.asMapping();
    parts.only(KEYS);
    var names = new LinkedHashMap<String, String>();
    for (String part : PARTS) {
      for (YamlNode item : list(parts, part)) {
        String own = text(item.asMapping(), "name");
        names.put(own, Section.outside(module, own));
      }
    }
    return names;
  }

  /** A constant that is one module's own, such as {@code MaxPrimaryCrashes}. */
  static String constant(String module, String own) {
    return own.matches("Max[A-Z].*")
        ? "Max" + Section.outside(module, own.substring(3))
        : Section.outside(module, own);
  }

  /** What belongs to no module is shared, and only channels are. */
  private void checkRoot() throws BadInputException {
    for (YamlNode item : list(root, "variables")) {
      throw item.refusal(
          "A system of modules has no variables beside theirs.",
          "Move it into a module; modules share channels only.");
    }
    for (YamlNode item : list(root, "actions")) {
      YamlNode origin = item.asMapping().required("origin");
      if (origin.asText().equals("system")) {
        throw origin.refusal(
            "What the system does, one of its modules does.",
            "Move the action into a module, or make it one of the environment.");
      }
    }
    for (YamlNode item : list(root, "channels")) {
      for (String end : List.of("from", "to")) {
        YamlNode role = item.asMapping().required(end);
        if (!names.containsKey(role.asText())) {
          throw role.refusal(
              "No module is called '" + role.asText() + "'.", "Use one of " + names.keySet() + ".");
        }
      }
    }
  }

  private void add(String module, YamlNode.Mapping node, Modules modules) throws BadInputException {
    Map<String, String> own = names.getOrDefault(module, Map.of());
    UnaryOperator<String> name = n -> own.getOrDefault(n, n);
    UnaryOperator<String> expression = text -> Identifiers.renamed(text, name);
    Set<String> members = new LinkedHashSet<>();
    for (Fragment<Definition> f : ProtocolReader.definitions(node)) {
      Definition d = f.part();
      members.add(name.apply(d.name()));
      modules
          .definitions()
          .add(
              new Fragment<>(
                  f.selector(),
                  new Definition(
                      name.apply(d.name()),
                      d.parameters(),
                      expression.apply(d.body()),
                      d.comment())));
    }
    for (Fragment<Variable> f : ProtocolReader.variables(node)) {
      Variable v = f.part();
      var outside =
          new Variable(
              name.apply(v.name()),
              expression.apply(v.type()),
              expression.apply(v.initial()),
              v.comment(),
              v.role());
      modules.variables().add(new Fragment<>(f.selector(), outside));
      members.add(outside.name());
    }
    for (ActionFragment a : new ActionReader(channels, module).actions(node)) {
      String outside = name.apply(a.empty().name());
      modules.actions().add(a.renamed(outside, name, expression));
      members.add(outside);
    }
    modules.sections().add(new Section(module, "Module " + module, text(node, "doc"), members));
  }
}
