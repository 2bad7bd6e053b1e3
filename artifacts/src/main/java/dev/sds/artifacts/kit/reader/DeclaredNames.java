package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Channel;
import dev.sds.artifacts.protocol.Composition;
import dev.sds.artifacts.protocol.Composition.Section;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.YamlNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Who brings which name into a protocol; two parts may not bring the same one. */
final class DeclaredNames {

  private static final String SYSTEM = "the protocol itself";

  private static final String OPERATORS = "what bags need";

  private final Map<String, String> owners = new HashMap<>();

  private DeclaredNames() {}

  /** Refuses names that modules and channels bring and something else has too. */
  static void check(YamlNode.Mapping root, Map<String, Channel> channels, List<Section> modules)
      throws BadInputException {
    var names = new DeclaredNames();
    for (String part : List.of("constants", "definitions", "variables", "actions", "properties")) {
      for (YamlNode item : list(root, part)) {
        names.owners.put(text(item.asMapping(), "name"), SYSTEM);
      }
    }
    Map<String, YamlNode> declared = new LinkedHashMap<>();
    for (YamlNode item : list(root, "channels")) {
      declared.put(text(item.asMapping(), "name"), item.asMapping().required("name"));
    }
    for (Channel channel : channels.values()) {
      names.add(channel, declared.getOrDefault(channel.name(), root));
    }
    Map<String, YamlNode> nodes = new LinkedHashMap<>();
    if (root.optional("modules").isPresent()) {
      root.required("modules").asMapping().entries().forEach(e -> nodes.put(e.name(), e.key()));
    }
    for (Section module : modules) {
      YamlNode node = nodes.getOrDefault(module.name(), root);
      names.add(module.variables(), "the module '" + module.name() + "'", node);
      for (String name : module.names()) {
        names.add(name, "the module '" + module.name() + "'", node);
      }
    }
  }

  private void add(Channel channel, YamlNode node) throws BadInputException {
    for (Definition operator : new Composition(List.of(), List.of(channel)).definitions()) {
      if (!operator.name().equals(channel.messageSet())) {
        add(operator.name(), OPERATORS, node);
      }
    }
    for (String name : brought(channel)) {
      add(name, "the channel '" + channel.name() + "'", node);
    }
  }

  private static List<String> brought(Channel channel) {
    return Stream.of(
            Stream.of(channel.messageSet(), channel.name() + "Vars"),
            channel.constants().stream().map(Constant::name),
            channel.variables().stream().map(Variable::name),
            channel.actions().stream().map(Action::name))
        .flatMap(names -> names)
        .toList();
  }

  private void add(String name, String owner, YamlNode node) throws BadInputException {
    String other = owners.putIfAbsent(name, owner);
    if (other != null && !other.equals(owner)) {
      throw node.refusal(
          "%s brings the name '%s', which %s has too."
              .formatted(
                  owner.substring(0, 1).toUpperCase(Locale.ROOT) + owner.substring(1), name, other),
          "Rename one of the two.");
    }
  }
}
