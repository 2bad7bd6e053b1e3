package dev.sds.artifacts.documents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.documents.markup.Figures;
import dev.sds.artifacts.documents.markup.Markdown;
import dev.sds.artifacts.documents.markup.Yaml;
import dev.sds.artifacts.edits.EditedModel;
import dev.sds.artifacts.kit.Catalogue.NamedParameter;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.ModuleKind;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.Technique;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The design of each module that decisions shape, as {@code design.yaml} and in words. */
final class DesignPages {

  private final Dossier dossier;
  private final List<String> models;
  private final List<EditedModel> edited;
  private final Hypothesis hypothesis;
  private final Modules modules;
  private final Published published;
  private final Phrases phrases;

  DesignPages(Dossier dossier, List<String> models, List<EditedModel> edited) {
    this.dossier = dossier;
    this.edited = List.copyOf(edited);
    this.models = models.stream().sorted().toList();
    var standing = new Standing(dossier);
    this.hypothesis =
        standing.hypothesis(Stage.DESIGN).orElse(standing.top().orElseThrow().hypothesis());
    this.modules = new Modules(dossier.kit().catalogue(), hypothesis.decisions());
    this.phrases = new Phrases(dossier);
    this.published = new Published(dossier.kit().catalogue(), hypothesis.decisions());
  }

  /** The name of a module's folder: module names are a kit's, paths are not. */
  static String folder(String module) {
    return module.replaceAll("[^A-Za-z0-9_-]", "-");
  }

  SortedMap<String, String> files() {
    var files = new TreeMap<String, String>();
    if (hypothesis.stage().isBefore(Stage.DESIGN)) {
      return files;
    }
    for (String module : modules.designed()) {
      String folder = "design/" + folder(module) + "/";
      files.put(folder + "design.yaml", new Page("design.yaml.vm").render(machine(module)));
      files.put(folder + "README.md", new Page("design.md.vm").render(words(module)));
    }
    return files;
  }

  private List<DecisionKind> kinds(String module) {
    return dossier.kit().catalogue().kinds(Stage.DESIGN).stream()
        .filter(
            k -> k.module().equals(module) && hypothesis.decisions().value(k.name()).isPresent())
        .toList();
  }

  private Decisions decided(String module) {
    var own = new TreeMap<String, String>();
    kinds(module).forEach(k -> own.put(k.name(), value(k)));
    return new Decisions(own);
  }

  private String value(DecisionKind kind) {
    return hypothesis.decisions().value(kind.name()).orElseThrow();
  }

  private List<NamedParameter> parameters(String module) {
    return dossier.kit().catalogue().parameters(decided(module));
  }

  private double setting(String module, NamedParameter parameter) {
    return hypothesis.parameters().getOrDefault(parameter.name(), published(module, parameter));
  }

  private double published(String module, NamedParameter parameter) {
    return published.value(parameter, decided(module));
  }

  private Map<String, Object> machine(String module) {
    return Map.of(
        "system", Yaml.quoted(dossier.spec().system()),
        "module", Yaml.quoted(module),
        "technique",
            Yaml.quoted(published.technique(decided(module)).map(Technique::name).orElse("")),
        "decisions", ArchitecturePage.pairs(decided(module).values()),
        "given",
            ArchitecturePage.pairs(
                new Standing(dossier).own(Stage.ARCHITECTURE, hypothesis.decisions()).values()),
        "parameters",
            parameters(module).stream()
                .map(
                    p ->
                        new MachineParameter(
                            Yaml.quoted(p.name()),
                            Double.toString(setting(module, p)),
                            Double.toString(p.parameter().low()),
                            Double.toString(p.parameter().high())))
                .toList(),
        "protocol", holdsProtocol(module) ? List.of(Yaml.quoted(protocol().name())) : List.of(),
        "models", modelsOf(module).stream().map(m -> Yaml.quoted(fileName(m))).toList());
  }

  private Map<String, Object> words(String module) {
    var values = new TreeMap<String, Object>();
    values.put("system", Markdown.text(dossier.spec().system()));
    values.put("module", Markdown.text(module));
    values.put("status", new Status(dossier).lines(Stage.DESIGN));
    values.put("doc", doc(module));
    values.put("technique", published.words(decided(module)));
    values.put("related", published.related(decided(module)));
    values.put("decisions", kinds(module).stream().map(this::decision).toList());
    values.put("parameters", parameters(module).stream().map(p -> row(module, p)).toList());
    values.put("protocol", protocolWords(module));
    values.put("models", modelsOf(module).stream().map(DesignPages::link).toList());
    values.put(
        "edited",
        edited.stream()
            .map(EditedModel::path)
            .filter(modelsOf(module)::contains)
            .map(Markdown::code)
            .toList());
    values.put("elsewhere", holdsProtocol(module) ? List.of() : List.of(elsewhere()));
    return values;
  }

  private String doc(String module) {
    return dossier.kit().catalogue().modules().stream()
        .filter(m -> m.name().equals(module))
        .findFirst()
        .map(
            (ModuleKind m) ->
                Phrases.closed(Markdown.text(m.doc()))
                    + (m.javaInterface().isEmpty()
                        ? ""
                        : " Its code implements " + Markdown.code(m.javaInterface()) + "."))
        .orElse("");
  }

  private DecisionWords decision(DecisionKind kind) {
    Optional<Choice> choice = kind.choice(value(kind));
    var others = new ArrayList<String>();
    for (Choice other : kind.choices()) {
      if (!other.name().equals(value(kind))) {
        others.add(other(kind, other));
      }
    }
    return new DecisionWords(
        Markdown.code(kind.name() + ": " + value(kind)),
        Markdown.text(kind.question()),
        choice
            .map(c -> Phrases.closed(Markdown.text(c.doc())))
            .orElse("Not in the kit's catalogue: its author brought it."),
        choice.map(Choice::source).filter(s -> !s.isBlank()).map(Markdown::text).stream().toList(),
        others);
  }

  private String other(DecisionKind kind, Choice other) {
    Decisions instead = hypothesis.decisions().with(kind.name(), other.name());
    var exclusions = new Exclusions(dossier);
    String fate =
        exclusions
            .ruledOut(instead)
            .or(() -> exclusions.nogood(instead).map(n -> "Excluded. " + phrases.nogood(n)))
            .map(f -> " " + f)
            .orElse("");
    return Markdown.code(other.name()) + ": " + Phrases.closed(Markdown.text(other.doc())) + fate;
  }

  private ParameterRow row(String module, NamedParameter named) {
    Parameter p = named.parameter();
    return new ParameterRow(
        Markdown.code(named.name()),
        Figures.number(setting(module, named)),
        Figures.number(p.low()) + " to " + Figures.number(p.high()),
        Figures.number(published(module, named)),
        Markdown.text(p.doc()));
  }

  private Protocol protocol() {
    var kit = dossier.kit();
    return kit.protocol()
        .compose(kit.catalogue().traits(hypothesis.decisions()), dossier.spec().temporal());
  }

  private List<ProtocolWords.View> protocolWords(String module) {
    return holdsProtocol(module)
        ? List.of(new ProtocolWords(dossier, protocol()).view())
        : List.of();
  }

  /** The protocol belongs to the design as a whole; it is told once, beside its TLA+ text. */
  private boolean holdsProtocol(String module) {
    return module.equals(protocolModule());
  }

  private String protocolModule() {
    List<String> designed = modules.designed();
    return designed.stream()
        .filter(m -> !modelsOf(m).isEmpty())
        .findFirst()
        .orElse(designed.getFirst());
  }

  private List<String> modelsOf(String module) {
    return models.stream().filter(m -> m.startsWith("design/" + folder(module) + "/")).toList();
  }

  private String elsewhere() {
    return "["
        + Markdown.text(protocolModule())
        + "](../"
        + folder(protocolModule())
        + "/README.md)";
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String link(String path) {
    String name = fileName(path);
    return "[" + Markdown.text(name) + "](" + name.replaceAll("[^A-Za-z0-9_.-]", "-") + ")";
  }

  /** A parameter in YAML. */
  public record MachineParameter(String name, String value, String low, String high) {}

  /** A decision in words. */
  public record DecisionWords(
      String name, String question, String doc, List<String> source, List<String> others) {}

  /** A parameter in words. */
  public record ParameterRow(
      String name, String value, String range, String published, String doc) {}
}
