package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;

import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.BadInputException;
import dev.sds.spec.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads which variables only keep what was, and refuses what depends on them. */
final class HistoryReader {

  static final String KEY = "history";

  /** What of an action, a fault or what undoes it says when something happens, and how. */
  private static final List<String> DECIDING =
      List.of("parameters", "guards", "receive", "send", "effects", "then");

  private final Set<String> kept;
  private final Set<String> telling;

  private HistoryReader(Set<String> kept, Set<String> telling) {
    this.kept = kept;
    this.telling = telling;
  }

  static Variable.Role role(YamlNode.Mapping variable) throws BadInputException {
    if (variable.optional(KEY).isEmpty()) {
      return Variable.Role.STATE;
    }
    YamlNode node = variable.required(KEY);
    return switch (node.asText()) {
      case "true" -> Variable.Role.HISTORY;
      case "false" -> Variable.Role.STATE;
      default ->
          throw node.refusal(
              "`" + node.asText() + "` does not say whether this is history.",
              "Use true or false.");
    };
  }

  /** Looks through a protocol and its modules, each of which knows its own variables only. */
  static void check(YamlNode.Mapping root) throws BadInputException {
    checkPart(root);
    if (root.optional("modules").isPresent()) {
      for (YamlNode module : root.required("modules").asMap().values()) {
        checkPart(module.asMapping());
      }
    }
  }

  private static void checkPart(YamlNode.Mapping part) throws BadInputException {
    Set<String> kept = new HashSet<>();
    for (YamlNode item : list(part, "variables")) {
      if (role(item.asMapping()) == Variable.Role.HISTORY) {
        kept.add(text(item.asMapping(), "name"));
      }
    }
    if (kept.isEmpty()) {
      return;
    }
    var reader = new HistoryReader(kept, telling(part, kept));
    for (YamlNode action : list(part, "actions")) {
      reader.checkDeciding(action.asMapping());
    }
    if (part.optional("faults").isPresent()) {
      for (YamlNode fault : part.required("faults").asMap().values()) {
        reader.checkDeciding(fault.asMapping());
      }
    }
  }

  /** The history and the definitions that speak of it, by way of others too. */
  private static Set<String> telling(YamlNode.Mapping part, Set<String> kept)
      throws BadInputException {
    Set<String> telling = new HashSet<>(kept);
    boolean more = true;
    while (more) {
      more = false;
      for (YamlNode item : list(part, "definitions")) {
        String body = text(item.asMapping(), "body");
        boolean tells =
            Identifiers.in(body).stream().map(Identifiers.Found::name).anyMatch(telling::contains);
        more |= tells && telling.add(text(item.asMapping(), "name"));
      }
    }
    return telling;
  }

  private void checkDeciding(YamlNode.Mapping node) throws BadInputException {
    for (String key : DECIDING) {
      if (node.optional(key).isEmpty()) {
        continue;
      }
      YamlNode value = node.required(key);
      switch (key) {
        case "then" -> checkDeciding(value.asMapping());
        case "effects" -> {
          for (YamlNode.Entry effect : value.asMapping().entries()) {
            if (!kept.contains(effect.name())) {
              checkExpressions(effect.value());
            }
          }
        }
        default -> checkExpressions(value);
      }
    }
  }

  private void checkExpressions(YamlNode node) throws BadInputException {
    switch (node) {
      case YamlNode.Mapping mapping -> {
        for (YamlNode.Entry entry : mapping.entries()) {
          if (!Selector.KEYS.contains(entry.name())) {
            checkExpressions(entry.value());
          }
        }
      }
      case YamlNode.Sequence sequence -> {
        for (YamlNode item : sequence.items()) {
          checkExpressions(item);
        }
      }
      case YamlNode.Scalar scalar -> checkExpression(scalar);
    }
  }

  private void checkExpression(YamlNode.Scalar scalar) throws BadInputException {
    for (Identifiers.Found found : Identifiers.in(scalar.asText())) {
      if (telling.contains(found.name())) {
        throw scalar
            .placeOf(found.span())
            .refusal(
                "yaml.history",
                kept.contains(found.name())
                    ? "'" + found.name() + "' is history: what happens cannot depend on it."
                    : "'" + found.name() + "' speaks of history: what happens cannot depend on it.",
                "Speak of it in properties and under `refines`, or leave out `history: true`.");
      }
    }
  }
}
