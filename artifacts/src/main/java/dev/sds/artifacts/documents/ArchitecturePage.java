package dev.sds.artifacts.documents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.documents.markup.Flowchart;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.artifacts.documents.markup.Yaml;
import dev.sds.artifacts.kit.Architecture;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.ModuleKind;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The chosen architecture, as {@code architecture.yaml} and in words. */
final class ArchitecturePage {

  private final Dossier dossier;
  private final Spec spec;
  private final Hypothesis hypothesis;
  private final Decisions own;
  private final Modules modules;
  private final Phrases phrases;

  ArchitecturePage(Dossier dossier) {
    this.dossier = dossier;
    this.spec = dossier.spec();
    var standing = new Standing(dossier);
    this.hypothesis = standing.hypothesis(Stage.ARCHITECTURE).orElseThrow();
    this.own = standing.own(Stage.ARCHITECTURE, hypothesis.decisions());
    Decisions all = standing.top().orElseThrow().hypothesis().decisions();
    this.modules = new Modules(dossier.kit().catalogue(), all);
    this.phrases = new Phrases(dossier);
  }

  SortedMap<String, String> files() {
    var files = new TreeMap<String, String>();
    files.put("architecture/architecture.yaml", new Page("architecture.yaml.vm").render(machine()));
    files.put("architecture/README.md", new Page("architecture.md.vm").render(words()));
    return files;
  }

  private Map<String, Object> machine() {
    Optional<Architecture> architecture = modules.architecture();
    return Map.of(
        "system", Yaml.quoted(spec.system()),
        "kit", Yaml.quoted(dossier.kit().name()),
        "architecture", Yaml.quoted(architecture.map(Architecture::name).orElse("")),
        "decisions", pairs(own.values()),
        "modules", modules.all().stream().map(this::machine).toList(),
        "connectors", architecture.map(ArchitecturePage::connectors).orElse(List.of()),
        "assumptions",
            architecture.map(Architecture::assumptions).orElse(List.of()).stream()
                .map(Yaml::quoted)
                .toList());
  }

  static List<Pair> pairs(Map<String, String> map) {
    return new TreeMap<>(map)
        .entrySet().stream()
            .map(e -> new Pair(Yaml.quoted(e.getKey()), Yaml.quoted(e.getValue())))
            .toList();
  }

  private MachineModule machine(ModuleKind module) {
    return new MachineModule(
        Yaml.quoted(module.name()),
        Yaml.quoted(module.javaInterface()),
        spec.requirements().stream()
            .filter(r -> modules.answering(r).contains(module.name()))
            .map(r -> Yaml.quoted(r.id()))
            .collect(Collectors.joining(", ", "[", "]")));
  }

  private static List<MachineConnector> connectors(Architecture architecture) {
    return architecture.connectors().stream()
        .map(
            c ->
                new MachineConnector(
                    Yaml.quoted(c.from()), Yaml.quoted(c.to()), Yaml.quoted(c.carries())))
        .toList();
  }

  private Map<String, Object> words() {
    var values = new TreeMap<String, Object>();
    values.put("system", Markdown.text(spec.system()));
    values.put("kit", Markdown.text(dossier.kit().title()));
    values.put("intent", Markdown.text(spec.intent()));
    values.put("status", new Status(dossier).lines(Stage.ARCHITECTURE));
    values.put("chosen", chosen());
    values.put("diagram", modules.architecture().map(this::diagram).stream().toList());
    values.put("decisions", decisions());
    values.put("modules", modules.all().stream().map(this::row).toList());
    values.put("requirements", spec.requirements().stream().map(this::row).toList());
    values.put(
        "assumptions",
        modules.architecture().map(Architecture::assumptions).orElse(List.of()).stream()
            .map(a -> Phrases.closed(Markdown.text(a)))
            .toList());
    values.put("faults", spec.faults().values().stream().map(this::fault).toList());
    values.put("alternatives", new Alternatives(dossier, hypothesis.decisions()).rows());
    values.put("pinned", pinned());
    values.put("forbidden", forbidden());
    return values;
  }

  private String chosen() {
    return modules
        .architecture()
        .map(
            a ->
                "**"
                    + Markdown.text(a.name())
                    + "**: "
                    + Phrases.closed(Markdown.text(a.doc()))
                    + (a.source().isBlank()
                        ? ""
                        : " Source: " + Phrases.closed(Markdown.text(a.source()))))
        .orElse(
            "An arrangement that is not in the kit's catalogue: " + phrases.decisions(own) + ".");
  }

  private String diagram(Architecture architecture) {
    return Markdown.block("mermaid", new Flowchart(architecture, dossier.kit().catalogue()).text());
  }

  private List<String> decisions() {
    return dossier.kit().catalogue().kinds(Stage.ARCHITECTURE).stream()
        .flatMap(k -> own.value(k.name()).map(v -> decision(k, v)).stream())
        .toList();
  }

  private String decision(DecisionKind kind, String value) {
    return Markdown.code(kind.name() + ": " + value)
        + " ("
        + Markdown.text(kind.question())
        + ")"
        + kind.choice(value).map(c -> " " + Phrases.closed(Markdown.text(c.doc()))).orElse("");
  }

  private ModuleRow row(ModuleKind module) {
    return new ModuleRow(
        Markdown.code(module.name()),
        Markdown.text(module.doc()),
        module.javaInterface().isEmpty()
            ? "given, not generated"
            : Markdown.code(module.javaInterface()),
        modules.designed().contains(module.name())
            ? "[design](../design/" + DesignPages.folder(module.name()) + "/README.md)"
            : "");
  }

  private RequirementRow row(Requirement requirement) {
    List<String> answering = modules.answering(requirement);
    return new RequirementRow(
        Markdown.text(requirement.id()),
        Markdown.text(requirement.text()),
        phrases.check(requirement),
        answering.isEmpty() ? "**nobody**" : Phrases.codes(answering));
  }

  private String fault(Fault fault) {
    var kind = dossier.kit().vocabulary().faults().get(fault.name());
    String says = kind == null ? "" : " (" + Phrases.sentence(kind.description()) + ")";
    String parameters =
        fault.parameters().entrySet().stream()
            .map(e -> Markdown.text(e.getKey() + " " + e.getValue()))
            .collect(Collectors.joining(", "));
    List<String> named =
        spec.requirements().stream()
            .filter(r -> r.under().contains(fault.name()))
            .map(r -> Markdown.text(r.id()))
            .toList();
    return Markdown.code(fault.name())
        + says
        + (parameters.isEmpty() ? "" : ": " + parameters)
        + (named.isEmpty()
            ? ". No requirement names it."
            : ". Named by " + String.join(", ", named) + ".");
  }

  private List<String> pinned() {
    return spec.pinned().entrySet().stream()
        .map(e -> Markdown.code(e.getKey() + ": " + e.getValue()))
        .toList();
  }

  private List<String> forbidden() {
    var values = new ArrayList<String>();
    spec.forbidden()
        .forEach((kind, words) -> words.forEach(w -> values.add(Markdown.code(kind + ": " + w))));
    return values.stream().sorted().toList();
  }

  /** A key and a value in YAML. */
  public record Pair(String key, String value) {}

  /** A module in YAML. */
  public record MachineModule(String name, String type, String requirements) {}

  /** A connector in YAML. */
  public record MachineConnector(String from, String to, String carries) {}

  /** A module in words. */
  public record ModuleRow(String name, String doc, String type, String design) {}

  /** A requirement in words, with the modules that answer for it. */
  public record RequirementRow(String id, String text, String check, String modules) {}
}
