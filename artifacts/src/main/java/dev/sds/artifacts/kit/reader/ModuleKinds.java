package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;

import dev.sds.artifacts.protocol.Composition.Section;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.yaml.YamlDocument;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes out a system of modules: each that is of a kind in the words of the kind, and what modules
 * say of themselves alone, their faults and properties, as the whole system's. What comes out is
 * read as if somebody had written it.
 */
final class ModuleKinds {

  static final String KEY = "kinds";

  static final String IS = "is";

  private static final List<String> OF_KINDS =
      List.of("doc", "constants", "definitions", "variables", "actions", "properties", "faults");

  /** What a file that is a kind may hold besides: it may be a protocol that stands by itself. */
  private static final List<String> OF_FILES = List.of("name", "decisions", "instance", "refines");

  private final YamlNode.Mapping root;
  private final OtherProtocols others;
  private final Map<String, YamlNode.Mapping> kinds = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();
  private final Brought brought;

  private ModuleKinds(YamlNode.Mapping root, OtherProtocols others) throws BadInputException {
    this.root = root;
    this.others = others;
    this.brought = new Brought(root);
  }

  /** The text of a protocol in which no module is of a kind or has faults of its own. */
  static YamlNode.Mapping writtenOut(YamlNode.Mapping root, OtherProtocols others)
      throws BadInputException {
    boolean system = root.optional("modules").isPresent() || root.optional(KEY).isPresent();
    return system ? new ModuleKinds(root, others).writtenOut() : root;
  }

  private YamlNode.Mapping writtenOut() throws BadInputException {
    if (root.optional(KEY).isPresent()) {
      for (Map.Entry<String, YamlNode> kind : root.required(KEY).asMap().entrySet()) {
        kinds.put(kind.getKey(), kind.getValue().asMapping().only(OF_KINDS));
      }
    }
    var modules = new ArrayList<YamlNode.Entry>();
    for (YamlNode.Entry entry : root.required("modules").asMapping().entries()) {
      YamlNode.Mapping module = module(entry.name(), entry.value().asMapping());
      YamlNode.Mapping whole = ModuleFaults.merged(entry.name(), module, brought);
      bringProperties(entry.name(), whole);
      modules.add(new YamlNode.Entry(entry.key(), whole));
    }
    for (YamlNode.Entry kind :
        root.optional(KEY).isPresent()
            ? root.required(KEY).asMapping().entries()
            : List.<YamlNode.Entry>of()) {
      if (!used.contains(kind.name())) {
        throw kind.key()
            .refusal(
                "No module is of the kind '" + kind.name() + "'.",
                "Say `is: " + kind.name() + "` in one, or remove the kind.");
      }
    }
    return brought.in(modules, KEY);
  }

  private YamlNode.Mapping module(String name, YamlNode.Mapping node) throws BadInputException {
    if (node.optional(IS).isEmpty()) {
      return node;
    }
    node.only(List.of(IS, "doc", "channels", "constants"));
    YamlNode is = node.required(IS);
    String called = is.asText().strip();
    YamlNode.Mapping kind = kinds.containsKey(called) ? kinds.get(called) : file(is, called);
    if (kind == null) {
      var known = new ArrayList<>(kinds.keySet());
      known.addAll(others.names());
      throw is.refusal(
          "No kind of module is called '" + called + "'.",
          known.isEmpty()
              ? "Declare it under `kinds`."
              : "Declare it under `kinds`, or use one of " + known + ".");
    }
    used.add(called);
    return new KindUse(root, name, node, kind, brought)
        .writtenOut(
            kind.optional("instance").isPresent() ? Decided.FOR_EACH : Decided.BY_THE_SYSTEM);
  }

  /** Who says which of a kind's fragments there are. */
  enum Decided {
    /** The decisions of the system, for all modules of the kind alike. */
    BY_THE_SYSTEM,
    /** Those of the kind, a protocol that also stands by itself, for each module by itself. */
    FOR_EACH
  }

  /** A kind that is a file of its own; null if there is none. */
  private YamlNode.@Nullable Mapping file(YamlNode is, String called) throws BadInputException {
    Optional<Source> source = others.find(called);
    if (source.isEmpty()) {
      return null;
    }
    YamlNode.Mapping file = YamlDocument.read(source.get()).asMapping();
    for (String part : List.of("modules", KEY, "channels")) {
      if (file.optional(part).isPresent()) {
        throw is.refusal(
            "'%s' is a system with `%s` of its own, no kind of module.".formatted(called, part),
            "Name a protocol in one piece, or a kind.");
      }
    }
    List<String> more = file.optional("instance").isPresent() ? OF_FILES : List.of();
    return file.only(Stream.concat(OF_KINDS.stream(), more.stream()).toList());
  }

  /** What a module promises is a property of the whole, under the name it has there. */
  private void bringProperties(String module, YamlNode.Mapping node) throws BadInputException {
    Map<String, String> names = ModulesReader.names(module, node);
    Rewording words =
        Rewording.of(t -> Identifiers.renamed(t, name -> names.getOrDefault(name, name)));
    for (YamlNode item : list(node, "properties")) {
      YamlNode.Mapping property = item.asMapping();
      var entries = new LinkedHashMap<String, YamlNode.Entry>();
      words.part(property).entries().forEach(entry -> entries.put(entry.name(), entry));
      YamlNode name = property.required("name");
      YamlNode comment = property.required("comment");
      entries.put(
          "name",
          Brought.entry(
              name.place(),
              "name",
              Brought.word(name.place(), Section.outside(module, text(property, "name")))));
      entries.put(
          "comment",
          Brought.entry(
              comment.place(),
              "comment",
              Brought.word(comment.place(), module + ": " + text(property, "comment"))));
      brought.property(
          module, new YamlNode.Mapping(property.place(), List.copyOf(entries.values())));
    }
  }
}
