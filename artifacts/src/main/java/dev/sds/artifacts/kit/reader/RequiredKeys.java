package dev.sds.artifacts.kit.reader;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the file of a protocol that stands by itself must have; all that lacks is told at once. */
final class RequiredKeys {

  private static final List<String> OF_THE_FILE = List.of("name", "doc");

  private static final Map<String, List<String>> OF_PARTS =
      Map.of(
          "decisions", List.of("name", "choices", "comment"),
          "constants", List.of("name", "comment"),
          "definitions", List.of("name", "body", "comment"),
          "variables", List.of("name", "type", "initial", "comment"),
          "actions", List.of("name", "comment", "origin"),
          "properties", List.of("name", "kind", "formula", "comment", "for"));

  private final List<Diagnostic> problems = new ArrayList<>();

  private RequiredKeys() {}

  /** Refuses a file that lacks some. */
  static void check(YamlNode.Mapping file) throws BadInputException {
    var keys = new RequiredKeys();
    keys.demand(file, OF_THE_FILE);
    keys.parts(file);
    for (String several : List.of("modules", "kinds")) {
      if (file.optional(several).orElse(null) instanceof YamlNode.Mapping modules) {
        for (YamlNode.Entry entry : modules.entries()) {
          if (entry.value() instanceof YamlNode.Mapping module) {
            keys.parts(module);
          }
        }
      }
    }
    if (!keys.problems.isEmpty()) {
      throw new BadInputException(keys.problems);
    }
  }

  private void parts(YamlNode.Mapping whole) {
    for (YamlNode.Entry entry : whole.entries()) {
      if (OF_PARTS.containsKey(entry.name()) && entry.value() instanceof YamlNode.Sequence list) {
        for (YamlNode item : list.items()) {
          if (item instanceof YamlNode.Mapping part) {
            demand(part, OF_PARTS.get(entry.name()));
          }
        }
      }
    }
  }

  private void demand(YamlNode.Mapping part, List<String> names) {
    for (String name : names) {
      try {
        part.required(name);
      } catch (BadInputException e) {
        problems.addAll(e.diagnostics());
      }
    }
  }
}
