package dev.sds.artifacts.kit.reader;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.yaml.YamlDocument;
import dev.sds.spec.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The faults that protocols have in common. A template declares the constant that bounds the fault,
 * the counter of it, and its actions, with {@code $names} for what a protocol puts in.
 */
final class FaultTemplates {

  private static final String FILE = "fault-templates.yaml";
  private static final Pattern PLACE = Pattern.compile("\\$([a-z-]+)");

  /** What may be put into a template: one line, so that it stays one YAML value. */
  private static final Pattern ARGUMENT = Pattern.compile("[^\\r\\n]+");

  private FaultTemplates() {}

  /** The template a fault names, with the fault's arguments put in. */
  static YamlNode.Mapping expand(YamlNode.Mapping fault) throws BadInputException {
    YamlNode.Mapping template = template(fault);
    Map<String, String> arguments = arguments(fault, template);
    Matcher places = PLACE.matcher(template.required("text").asText());
    String text =
        places.replaceAll(
            place ->
                Matcher.quoteReplacement(arguments.getOrDefault(place.group(1), place.group())));
    String name = "fault template " + fault.required("template").asText();
    return YamlDocument.read(new Source(name, text)).asMapping();
  }

  /** What a fault puts in for a name, or else the template's own. */
  static String argument(YamlNode.Mapping fault, String name) throws BadInputException {
    return arguments(fault, template(fault)).getOrDefault(name, "");
  }

  /** The names that a fault may give to what its template brings. */
  static List<String> names(YamlNode.Mapping fault) throws BadInputException {
    return List.copyOf(template(fault).required("defaults").asTextMap().keySet());
  }

  /** The templates by name, with what each is for. */
  static Map<String, String> all() throws BadInputException {
    var docs = new TreeMap<String, String>();
    for (Map.Entry<String, YamlNode> e : file().asMap().entrySet()) {
      docs.put(e.getKey(), e.getValue().asMapping().required("doc").asText());
    }
    return docs;
  }

  /** What a template cannot do without. */
  static List<String> needs(String template) throws BadInputException {
    return file().required(template).asMapping().required("needs").asTexts();
  }

  private static YamlNode.Mapping template(YamlNode.Mapping fault) throws BadInputException {
    YamlNode name = fault.required("template");
    YamlNode.Mapping known = file();
    if (known.optional(name.asText()).isEmpty()) {
      throw name.refusal(
          "No fault template is called '" + name.asText() + "'.",
          "Use one of " + known.keys() + ".");
    }
    return known.required(name.asText()).asMapping();
  }

  private static Map<String, String> arguments(YamlNode.Mapping fault, YamlNode.Mapping template)
      throws BadInputException {
    List<String> needs = template.required("needs").asTexts();
    var arguments = new LinkedHashMap<>(template.required("defaults").asTextMap());
    List<String> known = new ArrayList<>(needs);
    known.addAll(arguments.keySet());
    YamlNode.Mapping with = fault.required("with").asMapping().only(known);
    for (YamlNode.Entry entry : with.entries()) {
      String text = entry.value().asText().strip();
      if (!ARGUMENT.matcher(text).matches()) {
        throw entry.value().refusal("A template takes one line here.", "Write it in one line.");
      }
      arguments.put(entry.name(), text);
    }
    for (String need : needs) {
      if (!arguments.containsKey(need)) {
        throw with.refusal(
            "The fault template needs '" + need + "'.", "Add `" + need + ": ...` to `with`.");
      }
    }
    return arguments;
  }

  /** Refuses a fault that changes what is no variable, by its template or beyond it. */
  static void checkChanged(YamlNode.Mapping fault, List<String> variables)
      throws BadInputException {
    Set<String> changed = new HashSet<>();
    for (YamlNode action : expand(fault).required("actions").asList()) {
      if (action.asMapping().optional("effects").isPresent()) {
        changed.addAll(action.asMapping().required("effects").asMapping().keys());
      }
    }
    for (YamlNode.Entry argument : fault.required("with").asMapping().entries()) {
      String name = argument.value().asText().strip();
      if (changed.contains(name) && !variables.contains(name)) {
        throw argument
            .value()
            .refusal(
                "No variable is called '%s', and the template %s changes it."
                    .formatted(name, fault.required("template").asText()),
                "Declare it under `variables`, or name one of " + variables + ".");
      }
    }
    List<YamlNode.Mapping> beyond = new ArrayList<>();
    beyond.add(fault);
    if (fault.optional("then").isPresent()) {
      beyond.add(fault.required("then").asMapping());
    }
    for (YamlNode.Mapping part : beyond) {
      if (part.optional("effects").isPresent()) {
        for (YamlNode.Entry effect : part.required("effects").asMapping().entries()) {
          if (!variables.contains(effect.name())) {
            throw effect
                .key()
                .refusal(
                    "No variable is called '" + effect.name() + "'.",
                    "Declare it under `variables`, or change one of " + variables + ".");
          }
        }
      }
    }
  }

  private static YamlNode.Mapping file() throws BadInputException {
    try (InputStream in = FaultTemplates.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("The program holds no " + FILE + ".");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return YamlDocument.read(new Source(FILE, text)).asMapping();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
