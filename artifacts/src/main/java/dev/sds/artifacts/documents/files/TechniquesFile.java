package dev.sds.artifacts.documents.files;

import dev.sds.artifacts.documents.markup.Yaml;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.Technique;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Entries of {@code techniques.yaml}, the techniques of a workspace beside those of its kit, as
 * {@link dev.sds.artifacts.kit.reader.TechniquesReader} reads them. Entries are appended, so that
 * what people wrote in the file stays.
 */
public final class TechniquesFile {

  private static final String CHOICES = "\nchoices:\n";
  private static final String TECHNIQUES = "\ntechniques:\n";

  private TechniquesFile() {}

  /** A file without entries. */
  public static String empty(String kit) {
    return "# Techniques of this workspace, beside those of the kit; `sds refine` judges them like"
        + " any other.\nkit: "
        + Yaml.quoted(kit)
        + "\n";
  }

  /**
   * A file with further entries.
   *
   * @param text with its choices, if it has any, before its techniques
   * @param choices by the decision they are for; those that the text names already are left out
   */
  public static String with(String text, Map<String, Choice> choices, Technique technique) {
    String whole = text.stripTrailing() + "\n";
    int end = whole.indexOf(TECHNIQUES);
    String before = end < 0 ? whole : whole.substring(0, end + 1);
    String known = end < 0 ? "" : whole.substring(end + TECHNIQUES.length());
    String added =
        choices.entrySet().stream()
            .filter(e -> !before.contains("name: " + Yaml.quoted(e.getValue().name()) + "\n"))
            .map(e -> choice(e.getKey(), e.getValue()))
            .collect(Collectors.joining());
    boolean begins = !added.isEmpty() && !before.contains(CHOICES);
    return before
        + (begins ? CHOICES.substring(1) : "")
        + added
        + TECHNIQUES.substring(1)
        + known
        + technique(technique);
  }

  private static String choice(String kind, Choice choice) {
    var text = new StringBuilder();
    text.append("  - kind: ").append(Yaml.quoted(kind)).append('\n');
    text.append("    name: ").append(Yaml.quoted(choice.name())).append('\n');
    text.append("    doc: ").append(Yaml.quoted(choice.doc())).append('\n');
    text.append("    source: ").append(Yaml.quoted(choice.source())).append('\n');
    if (!choice.requires().isEmpty()) {
      text.append("    requires: ").append(choice.requires()).append('\n');
    }
    if (!choice.parameters().isEmpty()) {
      text.append("    parameters:\n");
      choice.parameters().forEach(p -> text.append(parameter(p)));
    }
    text.append("    code:\n");
    choice
        .code()
        .forEach(
            (hole, code) ->
                text.append("      ").append(hole).append(": |\n").append(code.strip().indent(8)));
    return text.toString();
  }

  private static String parameter(Parameter p) {
    return String.format(
        Locale.ROOT,
        "      - {name: %s, low: %s, high: %s, initial: %s, scale: %s, doc: %s}\n",
        p.name(),
        number(p.low()),
        number(p.high()),
        number(p.initial()),
        p.scale().name().toLowerCase(Locale.ROOT),
        Yaml.quoted(p.doc()));
  }

  private static String technique(Technique technique) {
    var text = new StringBuilder();
    text.append("  - name: ").append(Yaml.quoted(technique.name())).append('\n');
    text.append("    doc: ").append(Yaml.quoted(technique.doc())).append('\n');
    text.append("    source: ").append(Yaml.quoted(technique.source())).append('\n');
    text.append("    decisions: {");
    text.append(
        technique.decisions().values().entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue())
            .collect(Collectors.joining(", ")));
    text.append("}\n");
    if (!technique.parameters().isEmpty()) {
      text.append("    parameters: {");
      text.append(
          technique.parameters().entrySet().stream()
              .map(e -> e.getKey() + ": " + number(e.getValue()))
              .collect(Collectors.joining(", ")));
      text.append("}\n");
    }
    if (!technique.failureModes().isEmpty()) {
      text.append("    failure-modes:\n");
      technique
          .failureModes()
          .forEach(m -> text.append("      - ").append(Yaml.quoted(m)).append('\n'));
    }
    return text.toString();
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).toPlainString();
  }
}
