package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;

import dev.sds.artifacts.protocol.Channel;
import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.YamlNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Refuses a module that reads or changes what is not its own. */
final class ModuleScopes {

  /** Keys whose texts are for people, or are names. */
  private static final Set<String> NO_EXPRESSIONS =
      Set.of(
          "name",
          "comment",
          "doc",
          "origin",
          "lanes",
          "fairness",
          "channel",
          "as",
          "kind",
          "for",
          "when",
          "when-any",
          "unless");

  private final Map<String, Map<String, String>> names;
  private final Map<String, Channel> channels;

  /** What a name outside of modules belongs to. */
  private final Map<String, String> owners = new HashMap<>();

  /** Operators of the whole system, which may look into every module. */
  private final Set<String> systemWide = new HashSet<>();

  ModuleScopes(
      Map<String, Map<String, String>> names, Map<String, Channel> channels, YamlNode.Mapping root)
      throws BadInputException {
    this.names = names;
    this.channels = channels;
    for (Map.Entry<String, Map<String, String>> module : names.entrySet()) {
      module.getValue().values().forEach(name -> owners.put(name, module.getKey()));
    }
    for (YamlNode item : list(root, "definitions")) {
      YamlNode.Mapping definition = item.asMapping();
      boolean looks =
          Identifiers.in(text(definition, "body")).stream()
              .map(Identifiers.Found::name)
              .anyMatch(
                  n -> owners.containsKey(n) || channels.containsKey(n) || systemWide.contains(n));
      if (looks) {
        systemWide.add(text(definition, "name"));
      }
    }
  }

  /** Looks through all expressions of a module. */
  void check(String module, YamlNode.Mapping node) throws BadInputException {
    Set<String> variables = new HashSet<>();
    for (YamlNode item : list(node, "variables")) {
      variables.add(text(item.asMapping(), "name"));
    }
    for (String part : List.of("definitions", "variables", "actions", "properties")) {
      for (YamlNode item : list(node, part)) {
        YamlNode.Mapping whole = item.asMapping();
        if (whole.optional("effects").isPresent()) {
          checkEffects(module, whole.required("effects").asMapping(), variables);
        }
        Set<String> bound = bound(whole);
        checkBound(module, whole, bound);
        expressions(module, whole, bound);
      }
    }
  }

  private void checkEffects(String module, YamlNode.Mapping effects, Set<String> variables)
      throws BadInputException {
    for (YamlNode.Entry effect : effects.entries()) {
      String name = effect.name();
      if (channels.containsKey(name)) {
        throw effect
            .key()
            .refusal(
                "'%s' changes the channel '%s' by itself.".formatted(module, name),
                "Only `send` and `receive` touch a channel.");
      }
      if (!variables.contains(name)) {
        throw effect
            .key()
            .refusal(
                "The module '%s' has no variable '%s'%s."
                    .formatted(
                        module,
                        name,
                        owner(module, name).map(o -> "; '" + o + "' has one").orElse("")),
                "A module changes its own variables only; send a message to change another's.");
      }
    }
  }

  /** A parameter that is called like a part of its module would be taken for that part. */
  private void checkBound(String module, YamlNode.Mapping part, Set<String> bound)
      throws BadInputException {
    Set<String> own = names.getOrDefault(module, Map.of()).keySet();
    for (String parameter : bound) {
      if (own.contains(parameter)) {
        throw part.required("name")
            .refusal(
                "'%s' of '%s' has a parameter '%s', and the module a part of that name."
                    .formatted(text(part, "name"), module, parameter),
                "Rename one of the two.");
      }
    }
  }

  /** Parameters of a definition or an action, and the message it receives. */
  static Set<String> bound(YamlNode.Mapping part) throws BadInputException {
    var bound = new HashSet<String>();
    if (part.optional("parameters").isPresent()) {
      YamlNode parameters = part.required("parameters");
      bound.addAll(parameters instanceof YamlNode.Mapping m ? m.keys() : parameters.asTexts());
    }
    if (part.optional("receive").isPresent()) {
      bound.add(text(part.required("receive").asMapping(), "as"));
    }
    return bound;
  }

  private void expressions(String module, YamlNode node, Set<String> bound)
      throws BadInputException {
    switch (node) {
      case YamlNode.Mapping mapping -> {
        for (YamlNode.Entry entry : mapping.entries()) {
          if (!NO_EXPRESSIONS.contains(entry.name())) {
            expressions(module, entry.value(), bound);
          }
        }
      }
      case YamlNode.Sequence sequence -> {
        for (YamlNode item : sequence.items()) {
          expressions(module, item, bound);
        }
      }
      case YamlNode.Scalar scalar -> expression(module, scalar, bound);
    }
  }

  private void expression(String module, YamlNode.Scalar scalar, Set<String> bound)
      throws BadInputException {
    for (Identifiers.Found found : Identifiers.in(scalar.text())) {
      String name = found.name();
      boolean own = names.getOrDefault(module, Map.of()).containsKey(name) || bound.contains(name);
      if (own || Identifiers.binds(scalar.text(), name)) {
        continue;
      }
      if (channels.containsKey(name)) {
        throw scalar
            .placeOf(found.span())
            .refusal(
                "yaml.scope",
                "'%s' looks at the channel '%s'.".formatted(module, name),
                "Only `send` and `receive` touch a channel; keep what was sent in a variable.");
      }
      Optional<String> owner = owner(module, name);
      if (owner.isPresent() || systemWide.contains(name)) {
        throw scalar
            .placeOf(found.span())
            .refusal(
                "yaml.scope",
                "'%s' uses '%s', which belongs to %s."
                    .formatted(
                        module, name, owner.map(o -> "'" + o + "'").orElse("the whole system")),
                "Modules share channels only: let it be told by a message.");
      }
    }
  }

  /** The other module that a name belongs to, by the name in it or outside of it. */
  private Optional<String> owner(String module, String name) {
    if (owners.containsKey(name)) {
      return Optional.of(owners.get(name));
    }
    return names.entrySet().stream()
        .filter(e -> !e.getKey().equals(module) && e.getValue().containsKey(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
