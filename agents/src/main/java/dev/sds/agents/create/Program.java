package dev.sds.agents.create;

import dev.sds.agents.create.terms.Formula;
import dev.sds.agents.create.terms.JavaText;
import dev.sds.agents.create.terms.Simplification;
import dev.sds.agents.create.terms.Term;
import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.Parameter.Scale;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.Technique;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** New code for some decisions of one design, a term each, in canonical form. */
record Program(SortedMap<String, Term> terms) {

  static final Program NONE = new Program(new TreeMap<>());

  static final String SOURCE = Technique.SEARCH;
  private static final double REACH = 4;

  Program {
    var canonical = new TreeMap<String, Term>();
    terms.forEach((kind, term) -> canonical.put(kind, Simplification.of(term)));
    terms = Collections.unmodifiableSortedMap(canonical);
  }

  Program with(String kind, Term term) {
    var changed = new TreeMap<>(terms);
    changed.put(kind, term);
    return new Program(changed);
  }

  /** This without a term for a decision. */
  Program without(String kind) {
    var changed = new TreeMap<>(terms);
    changed.remove(kind);
    return new Program(changed);
  }

  boolean decides(String kind) {
    return terms.containsKey(kind);
  }

  Term term(String kind) {
    return Objects.requireNonNull(terms.get(kind), kind);
  }

  int size() {
    return terms.values().stream().mapToInt(Term::size).sum();
  }

  /** The names of its choices, by kind. */
  Decisions decisions() {
    var names = new TreeMap<String, String>();
    terms.forEach((kind, term) -> names.put(kind, name(term)));
    return new Decisions(names);
  }

  /** Its choices, by kind. */
  Map<String, List<Choice>> choices(Catalogue catalogue) {
    Map<String, List<Choice>> choices = new TreeMap<>();
    terms.forEach((kind, term) -> choices.put(kind, List.of(choice(catalogue, kind, term))));
    return choices;
  }

  private static Choice choice(Catalogue catalogue, String kind, Term term) {
    ProgramSpace space =
        Objects.requireNonNull(catalogue.kind(kind).map(DecisionKind::space).orElse(null), kind);
    var parameters = new ArrayList<Parameter>();
    for (double value : term.constants()) {
      parameters.add(parameter("c" + (parameters.size() + 1), value));
    }
    return new Choice(
        name(term),
        capitalised(Formula.of(term)) + ".",
        SOURCE,
        java.util.Set.of(),
        space.requires(),
        java.util.Set.of(),
        parameters,
        JavaText.fragments(space, kind, term));
  }

  private static Parameter parameter(String name, double value) {
    double low = value == 0 ? -1 : Math.min(value / REACH, value * REACH);
    double high = value == 0 ? 1 : Math.max(value / REACH, value * REACH);
    Scale scale = value > 0 ? Scale.LOGARITHMIC : Scale.LINEAR;
    return new Parameter(name, low, high, value, scale, "found by search");
  }

  private static String name(Term term) {
    return "created-" + ContentHash.of(term.toString()).brief();
  }

  private static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }

  @Override
  public String toString() {
    return terms.toString();
  }
}
