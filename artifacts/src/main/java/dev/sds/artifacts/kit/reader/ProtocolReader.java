package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;
import static dev.sds.artifacts.kit.reader.CatalogueReader.texts;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.ActionFragment;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.FaultBound;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.Fragment;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.PropertyFragment;
import dev.sds.artifacts.kit.reader.RefinementReader.Lineage;
import dev.sds.artifacts.protocol.Channel;
import dev.sds.artifacts.protocol.Composition;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.yaml.YamlDocument;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads {@code protocol.yaml}: a protocol whose parts say which designs they belong to. */
public final class ProtocolReader {

  private static final List<String> KEYS =
      List.of(
          "name",
          "doc",
          "constants",
          "channels",
          "modules",
          ModuleKinds.KEY,
          "definitions",
          "variables",
          "actions",
          "properties",
          "instance",
          "faults",
          "refines");

  static final List<String> OF_TEMPLATES =
      List.of("constant", "parameter", "absent", "template", "with", "guards", "effects", "then");

  /** The parameter of a fault that says how often it may happen. */
  static final String AT_MOST = "at-most";

  private ProtocolReader() {}

  /** A part with keys of its own and those that select it. */
  static YamlNode.Mapping fragment(YamlNode node, String... keys) throws BadInputException {
    return node.asMapping().only(Stream.concat(Stream.of(keys), Selector.KEYS.stream()).toList());
  }

  /**
   * The protocol of a kit, in fragments.
   *
   * @throws BadInputException if the file is not one
   */
  public static ProtocolTemplate read(Source source) throws BadInputException {
    return read(source, OtherProtocols.NONE);
  }

  /**
   * The protocol of a kit, which may name others.
   *
   * @throws BadInputException if the file is not one
   */
  public static ProtocolTemplate read(Source source, OtherProtocols others)
      throws BadInputException {
    YamlNode.Mapping root =
        ModuleKinds.writtenOut(YamlDocument.read(source).asMapping().only(KEYS), others);
    if (root.optional("decisions").isPresent()) {
      throw root.required("decisions")
          .refusal(
              "A kit's protocol has no decisions beside those of its catalogue.",
              "Name a kind without `decisions`.");
    }
    return fragments(root, new Lineage(others, List.of()));
  }

  /**
   * A protocol that stands by itself: its file also declares the decisions that tell its variants
   * apart and the requirements that its properties stand for.
   *
   * @throws BadInputException if the file is not one
   */
  public static ProtocolFamily family(Source source) throws BadInputException {
    return family(source, OtherProtocols.NONE);
  }

  /**
   * A protocol that stands by itself and may name others.
   *
   * @throws BadInputException if the file is not one
   */
  public static ProtocolFamily family(Source source, OtherProtocols others)
      throws BadInputException {
    return family(source, new Lineage(others, List.of()));
  }

  static ProtocolFamily family(Source source, Lineage lineage) throws BadInputException {
    YamlNode.Mapping file = YamlDocument.read(source).asMapping();
    file.only(Stream.concat(KEYS.stream(), Stream.of("decisions")).toList());
    RequiredKeys.check(file);
    YamlNode.Mapping root = ModuleKinds.writtenOut(file, lineage.others());
    return FamilyReader.family(root, fragments(root, lineage));
  }

  private static FragmentedProtocol fragments(YamlNode.Mapping root, Lineage lineage)
      throws BadInputException {
    Map<String, Channel> channels = ChannelReader.channels(root);
    ModulesReader.Modules modules = ModulesReader.read(root, channels);
    var own = new ActionReader(channels, "");
    var constants = new ArrayList<>(constants(root));
    var definitions = new ArrayList<>(modules.definitions());
    definitions.addAll(definitions(root));
    var variables = new ArrayList<>(modules.variables());
    variables.addAll(variables(root));
    var actions = new ArrayList<>(modules.actions());
    List<ActionFragment> others = own.actions(root);
    if (modules.sections().isEmpty()) {
      actions.addAll(others);
    }
    ChannelReader.checkConnected(root, Stream.concat(modules.actions().stream(), others.stream()));
    DeclaredNames names = DeclaredNames.of(root, channels, modules.sections());
    for (Channel channel : channels.values()) {
      constants.addAll(channel.constants());
      channel.variables().forEach(v -> variables.add(new Fragment<>(Selector.ALWAYS, v)));
      channel.actions().forEach(a -> actions.add(ActionFragment.whole(a)));
    }
    if (!modules.sections().isEmpty()) {
      actions.addAll(others);
    }
    List<YamlNode.Mapping> templates = new ArrayList<>();
    for (YamlNode.Entry fault : faults(root)) {
      if (fault.value() instanceof YamlNode.Mapping mapping
          && mapping.optional("template").isPresent()) {
        YamlNode.Mapping expanded = FaultTemplates.expand(mapping);
        names.addFault(fault, DeclaredNames.declared(expanded));
        constants.addAll(constants(expanded));
        variables.addAll(variables(expanded));
        actions.addAll(faultActions(mapping, own.actions(expanded)));
        templates.add(mapping);
      }
    }
    List<String> changeable = variables.stream().map(v -> v.part().name()).distinct().toList();
    for (YamlNode.Mapping fault : templates) {
      FaultTemplates.checkChanged(fault, changeable);
    }
    HistoryReader.check(root);
    checkEffects(root, changeable, channels);
    Composition composition = ChannelReader.composition(channels.values(), modules.sections());
    return new FragmentedProtocol(
        text(root, "name"),
        text(root, "doc"),
        constants,
        definitions,
        variables,
        actions,
        properties(root),
        root.optional("instance").isPresent() ? root.required("instance").asTextMap() : Map.of(),
        faults(root, channels.values()),
        composition,
        RefinementReader.read(
            root, parts(constants, variables, definitions, composition), lineage));
  }

  private static RefinementReader.Parts parts(
      List<Constant> constants,
      List<Fragment<Variable>> variables,
      List<Fragment<Definition>> definitions,
      Composition composition) {
    return new RefinementReader.Parts(
        constants.stream().map(Constant::name).toList(),
        variables.stream().map(v -> v.part().name()).distinct().toList(),
        Stream.concat(definitions.stream().map(Fragment::part), composition.definitions().stream())
            .map(Definition::name)
            .distinct()
            .toList());
  }

  /** The kind of a property; that a protocol refines another is said elsewhere. */
  static Property.Kind kind(YamlNode.Mapping property) throws BadInputException {
    String word = text(property, "kind");
    for (Property.Kind kind : List.of(Property.Kind.INVARIANT, Property.Kind.LIVENESS)) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    throw property
        .required("kind")
        .refusal("`" + word + "` is no kind.", "Use one of [invariant, liveness].");
  }

  /** The actions of a template, with what a protocol adds to them. */
  private static List<ActionFragment> faultActions(
      YamlNode.Mapping fault, List<ActionFragment> made) throws BadInputException {
    var actions = new ArrayList<ActionFragment>();
    actions.add(made.getFirst().and(ActionReader.guards(fault), ActionReader.effects(fault)));
    for (ActionFragment reaction : made.subList(1, made.size())) {
      if (fault.optional("then").isEmpty()) {
        actions.add(reaction);
      } else {
        YamlNode.Mapping then = fault.required("then").asMapping();
        actions.add(reaction.and(ActionReader.guards(then), ActionReader.effects(then)));
      }
    }
    return actions;
  }

  /** A protocol that declares none has none. */
  private static List<YamlNode.Entry> faults(YamlNode.Mapping root) throws BadInputException {
    return root.optional("faults").isPresent()
        ? root.required("faults").asMapping().entries()
        : List.of();
  }

  private static List<Constant> constants(YamlNode.Mapping root) throws BadInputException {
    var constants = new ArrayList<Constant>();
    for (YamlNode item : list(root, "constants")) {
      YamlNode.Mapping c = item.asMapping().only(List.of("name", "comment"));
      String name = text(c, "name");
      String comment = text(c, "comment");
      constants.add(checked(item, () -> new Constant(name, comment)));
    }
    return constants;
  }

  private static void checkEffects(
      YamlNode.Mapping root, List<String> variables, Map<String, Channel> channels)
      throws BadInputException {
    for (YamlNode action : list(root, "actions")) {
      if (action.asMapping().optional("effects").isPresent()) {
        YamlNode effects = action.asMapping().required("effects");
        for (Map.Entry<String, YamlNode> e : effects.asMap().entrySet()) {
          if (channels.containsKey(e.getKey())) {
            throw e.getValue()
                .refusal(
                    "'" + e.getKey() + "' is a channel.", "Use `send` and `receive` to change it.");
          }
          if (!variables.contains(e.getKey())) {
            throw e.getValue()
                .refusal(
                    "No variable is called '" + e.getKey() + "'.",
                    "Declare it under `variables`, or change one of " + variables + ".");
          }
        }
      }
    }
  }

  static List<Fragment<Definition>> definitions(YamlNode.Mapping root) throws BadInputException {
    var definitions = new ArrayList<Fragment<Definition>>();
    for (YamlNode item : list(root, "definitions")) {
      YamlNode.Mapping d = fragment(item, "name", "parameters", "body", "comment");
      String name = text(d, "name");
      List<String> parameters = texts(d, "parameters");
      String body = text(d, "body");
      String comment = text(d, "comment");
      definitions.add(
          new Fragment<>(
              Selector.of(d), checked(d, () -> new Definition(name, parameters, body, comment))));
    }
    return definitions;
  }

  static List<Fragment<Variable>> variables(YamlNode.Mapping root) throws BadInputException {
    var variables = new ArrayList<Fragment<Variable>>();
    for (YamlNode item : list(root, "variables")) {
      YamlNode.Mapping v = fragment(item, "name", "type", "initial", "comment", HistoryReader.KEY);
      String name = text(v, "name");
      String type = text(v, "type");
      String initial = text(v, "initial");
      String comment = text(v, "comment");
      Variable.Role role = HistoryReader.role(v);
      variables.add(
          new Fragment<>(
              Selector.of(v), checked(v, () -> new Variable(name, type, initial, comment, role))));
    }
    return variables;
  }

  /** A part as a value; what its constructor refuses is shown where the part stands. */
  static <T> T checked(YamlNode node, Supplier<T> part) throws BadInputException {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw node.refusal(String.valueOf(e.getMessage()), "Change this part of the protocol.");
    }
  }

  static Fragment<String> selected(YamlNode node, String key) throws BadInputException {
    if (node instanceof YamlNode.Mapping) {
      YamlNode.Mapping mapping = fragment(node, key);
      return new Fragment<>(Selector.of(mapping), text(mapping, key));
    }
    return new Fragment<>(Selector.ALWAYS, node.asText().strip());
  }

  static List<PropertyFragment> properties(YamlNode.Mapping root) throws BadInputException {
    var properties = new ArrayList<PropertyFragment>();
    for (YamlNode item : list(root, "properties")) {
      YamlNode.Mapping p =
          item.asMapping().only(List.of("name", "kind", "formula", "more", "comment", "for"));
      var more = new ArrayList<Fragment<String>>();
      for (YamlNode alternative : list(p, "more")) {
        more.add(selected(alternative, "formula"));
      }
      String name = text(p, "name");
      Property.Kind kind = kind(p);
      String formula = text(p, "formula");
      String comment = text(p, "comment");
      Property property = checked(p, () -> new Property(name, kind, formula, comment, List.of()));
      properties.add(new PropertyFragment(property, more));
    }
    return properties;
  }

  private static Map<String, FaultBound> faults(YamlNode.Mapping root, Collection<Channel> channels)
      throws BadInputException {
    var faults = new LinkedHashMap<String, FaultBound>();
    for (Channel channel : channels) {
      channel
          .faults()
          .forEach((name, bound) -> faults.put(name, new FaultBound(bound, AT_MOST, 1)));
    }
    for (YamlNode.Entry e : faults(root)) {
      YamlNode.Mapping f = e.value().asMapping().only(OF_TEMPLATES);
      faults.put(
          e.name(),
          f.optional("template").isPresent()
              ? new FaultBound(
                  FaultTemplates.argument(f, "constant"),
                  f.optional("parameter").isPresent() ? text(f, "parameter") : AT_MOST,
                  f.optional("absent").isPresent() ? (int) f.required("absent").asWhole() : 1)
              : new FaultBound(
                  text(f, "constant"), text(f, "parameter"), (int) f.required("absent").asWhole()));
    }
    return faults;
  }
}
