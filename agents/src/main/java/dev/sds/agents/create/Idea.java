package dev.sds.agents.create;

import dev.sds.agents.create.terms.Formula;
import dev.sds.agents.create.terms.Term;
import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.ProjectGenerator;
import dev.sds.spec.Stage;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A design to simulate.
 *
 * @param decisions every decision but those that the program makes
 * @param parameters of the declared choices; the program's constants are its own
 * @param program new code for some decisions; {@link Program#NONE} for a design of declared choices
 * @param origin how it came about
 */
record Idea(
    Decisions decisions, SortedMap<String, Double> parameters, Program program, String origin) {

  Idea {
    var left = new TreeMap<>(parameters);
    for (String kind : program.terms().keySet()) {
      decisions = decisions.without(kind);
      left.keySet().removeIf(name -> isOf(kind, name));
    }
    parameters = Collections.unmodifiableSortedMap(left);
  }

  private static boolean isOf(String kind, String parameter) {
    return parameter.startsWith(kind + ".");
  }

  /** This with one decision made by a term. */
  Idea with(String kind, Term term) {
    return new Idea(decisions, parameters, program.with(kind, term), origin);
  }

  /** This with one decision made as another idea makes it, by a term or as declared. */
  Idea taking(String kind, Idea other) {
    Term term = other.program.terms().get(kind);
    if (term != null) {
      return with(kind, term);
    }
    var all = new TreeMap<>(parameters);
    all.keySet().removeIf(name -> isOf(kind, name));
    other.parameters.entrySet().stream()
        .filter(e -> isOf(kind, e.getKey()))
        .forEach(e -> all.put(e.getKey(), e.getValue()));
    Decisions taken = decisions.with(kind, other.decisions.value(kind).orElseThrow());
    return new Idea(taken, all, program.without(kind), origin);
  }

  /** This with other values of the declared choices' parameters. */
  Idea tuned(SortedMap<String, Double> values) {
    return new Idea(decisions, values, program, origin);
  }

  Idea from(String how) {
    return new Idea(decisions, parameters, program, how);
  }

  /** Everything that decides what it does. */
  String key() {
    return ContentHash.of(decisions.toString(), parameters.toString(), program.toString()).hex();
  }

  /** Whether two decide alike by the same means. */
  boolean isLike(Idea other) {
    return decisions.equals(other.decisions)
        && parameters.equals(other.parameters)
        && program.equals(other.program);
  }

  /** What it does but for its numbers: ideas of one shape differ in them alone. */
  String shape() {
    var shapes = new TreeMap<String, String>();
    program.terms().forEach((kind, term) -> shapes.put(kind, shape(term)));
    return decisions + " " + shapes;
  }

  private static String shape(Term term) {
    return term.op() == Term.Op.CONSTANT
        ? "#"
        : term.op() + term.name() + term.arguments().stream().map(Idea::shape).toList();
  }

  /** What it does, for people. */
  String inWords() {
    var words = new TreeMap<>(decisions.values());
    words.keySet().removeAll(program.terms().keySet());
    program.terms().forEach((kind, term) -> words.put(kind, Formula.of(term)));
    return words.toString();
  }

  Hypothesis hypothesis(Kit kit) {
    Catalogue catalogue = kit.catalogue();
    Kit own = kit.extended(catalogue.with(program.choices(catalogue), java.util.List.of()));
    Decisions all = decisions.with(program.decisions());
    var values = new TreeMap<String, Double>();
    for (Catalogue.NamedParameter named : own.catalogue().parameters(all)) {
      values.put(named.name(), parameters.getOrDefault(named.name(), named.parameter().initial()));
    }
    return new Hypothesis(
        Stage.DESIGN,
        "embedded",
        all,
        values,
        origin,
        "",
        null,
        new ProjectGenerator(own).generate(all, values));
  }
}
