package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.names;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Who brings which name into a protocol; two parts may not bring the same one. */
final class DeclaredNames {

  private static final List<String> PARTS =
      List.of("constants", "definitions", "variables", "actions", "properties");

  private static final String SYSTEM = "the protocol itself";

  private static final String OPERATORS = "what bags need";

  private final Map<String, String> owners = new HashMap<>();

  /** Names of parts that traits choose. */
  private final Set<String> chosen = new HashSet<>();

  private DeclaredNames() {}

  /** The names of all but faults; refuses those that two bring. */
  static DeclaredNames of(
      YamlNode.Mapping root, Map<String, Channel> channels, List<Section> modules)
      throws BadInputException {
    var names = new DeclaredNames();
    for (String part : PARTS) {
      for (YamlNode item : list(root, part)) {
        names.add(item.asMapping());
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
    return names;
  }

  /** What the protocol itself declares: two parts have one name only where traits choose. */
  private void add(YamlNode.Mapping part) throws BadInputException {
    String name = text(part, "name");
    boolean selected = Selector.KEYS.stream().anyMatch(key -> part.optional(key).isPresent());
    boolean known = owners.put(name, SYSTEM) != null;
    if (known && !(selected && chosen.contains(name))) {
      throw part.required("name")
          .refusal(
              "The protocol has another part called '" + name + "'.",
              "Rename one of the two, or let traits choose between them by `when` and `unless`.");
    }
    if (selected) {
      chosen.add(name);
    }
  }

  /** The names of what some text declares. */
  static List<String> declared(YamlNode.Mapping root) throws BadInputException {
    return names(root, PARTS);
  }

  /** Refuses a fault whose template brings a name that there is already. */
  void addFault(YamlNode.Entry fault, List<String> brought) throws BadInputException {
    String owner = "the fault '" + fault.name() + "'";
    for (String name : brought) {
      String other = owners.put(name, owner);
      if (other != null && !other.equals(owner)) {
        throw fault
            .key()
            .refusal(
                "The fault '%s' brings the name '%s', which %s has too."
                    .formatted(fault.name(), name, other),
                "Give its template another one under `with`: it may say %s."
                    .formatted(FaultTemplates.names(fault.value().asMapping())));
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
