package dev.sds.agents.create;

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
 * @param program new code; {@link Program#NONE} for a design of declared choices
 * @param origin how it came about
 */
record Idea(
    Decisions decisions, SortedMap<String, Double> parameters, Program program, String origin) {

  Idea {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** Everything that decides what it does. */
  String key() {
    return ContentHash.of(decisions.toString(), parameters.toString(), program.toString()).hex();
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
