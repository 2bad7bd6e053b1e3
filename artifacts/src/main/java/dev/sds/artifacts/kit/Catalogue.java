package dev.sds.artifacts.kit;

import dev.sds.artifacts.Decisions;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The decisions of a domain and what is known of their values. */
public record Catalogue(
    List<ModuleKind> modules,
    List<DecisionKind> kinds,
    List<Architecture> architectures,
    List<Technique> techniques) {

  public Catalogue {
    modules = List.copyOf(modules);
    kinds = List.copyOf(kinds);
    architectures = List.copyOf(architectures);
    techniques = List.copyOf(techniques);
  }

  public List<DecisionKind> kinds(Stage stage) {
    return kinds.stream().filter(k -> k.stage() == stage).toList();
  }

  public Optional<DecisionKind> kind(String name) {
    return kinds.stream().filter(k -> k.name().equals(name)).findFirst();
  }

  public Optional<Choice> choice(String kind, String value) {
    return kind(kind).flatMap(k -> k.choice(value));
  }

  /** The choices behind some decisions, in the order of the catalogue. */
  public List<Choice> choices(Decisions decisions) {
    return kinds.stream()
        .flatMap(k -> decisions.value(k.name()).flatMap(k::choice).stream())
        .toList();
  }

  /** Everything the decisions bring. */
  public Set<String> traits(Decisions decisions) {
    var traits = new TreeSet<String>();
    choices(decisions).forEach(c -> traits.addAll(c.traits()));
    return traits;
  }

  /** Whether every choice's demands on the others are met, as far as the decisions are made. */
  public boolean consistent(Decisions decisions) {
    Set<String> traits = traits(decisions);
    return choices(decisions).stream()
        .allMatch(
            c ->
                traits.containsAll(c.requires())
                    && c.excludes().stream().noneMatch(traits::contains));
  }

  /** The parameters of some decisions, by {@code kind.parameter}, in the order of the catalogue. */
  public List<NamedParameter> parameters(Decisions decisions) {
    return kinds.stream()
        .flatMap(
            k ->
                decisions.value(k.name()).flatMap(k::choice).stream()
                    .flatMap(
                        c ->
                            c.parameters().stream()
                                .map(p -> new NamedParameter(k.name() + "." + p.name(), p))))
        .toList();
  }

  public Optional<Technique> technique(Decisions decisions) {
    return techniques.stream().filter(t -> decisions.includes(t.decisions())).findFirst();
  }

  public Optional<Architecture> architecture(Decisions decisions) {
    return architectures.stream().filter(a -> decisions.includes(a.decisions())).findFirst();
  }

  public Catalogue withTechniques(List<Technique> others) {
    return new Catalogue(modules, kinds, architectures, others);
  }

  public Catalogue withKinds(List<DecisionKind> others) {
    return new Catalogue(modules, others, architectures, techniques);
  }

  /**
   * This catalogue with further choices and techniques behind its own.
   *
   * @param added choices by the kind they are for
   */
  public Catalogue with(Map<String, List<Choice>> added, List<Technique> further) {
    List<DecisionKind> extended =
        kinds.stream()
            .map(
                k ->
                    k.withChoices(
                        Stream.concat(
                                k.choices().stream(),
                                added.getOrDefault(k.name(), List.of()).stream())
                            .toList()))
            .toList();
    return new Catalogue(
        modules,
        extended,
        architectures,
        Stream.concat(techniques.stream(), further.stream()).toList());
  }

  /**
   * This catalogue without what a search wrote, and without the techniques that rest on it.
   *
   * @param kept choices that stay all the same, by kind
   */
  public Catalogue withoutCreated(Map<String, String> kept) {
    var without =
        withKinds(
            kinds.stream()
                .map(
                    k ->
                        k.withChoices(
                            k.choices().stream()
                                .filter(c -> !c.isCreated() || c.name().equals(kept.get(k.name())))
                                .toList()))
                .toList());
    return without.withTechniques(
        techniques.stream()
            .filter(t -> !t.isCreated())
            .filter(
                t ->
                    t.decisions().values().entrySet().stream()
                        .allMatch(e -> without.choice(e.getKey(), e.getValue()).isPresent()))
            .toList());
  }

  /** A parameter with the name it has in a hypothesis. */
  public record NamedParameter(String name, Parameter parameter) {}
}
