package dev.sds.artifacts.proposals;

import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shapes that properties of protocols commonly have, filled with what the variables of one protocol
 * say. A shape is tried where the sentence claims what the shape says, and each part must be spoken
 * of by a word that speaks of no other part.
 */
final class PropertyTemplates {

  private final Sentence sentence;
  private final Protocol protocol;
  private final List<Variable> variables;
  private final List<Aspect> aspects;
  private final List<Filled> filled = new ArrayList<>();

  private PropertyTemplates(Sentence sentence, Protocol protocol, Set<String> variables) {
    this.sentence = sentence;
    this.protocol = protocol;
    this.variables =
        protocol.variables().stream().filter(v -> variables.contains(v.name())).toList();
    this.aspects = Aspect.of(protocol, this.variables);
  }

  /**
   * A property made of a template.
   *
   * @param own words of the variables that it speaks of
   * @param about words of the actions that change them
   */
  record Filled(Property property, Set<String> own, Set<String> about) {}

  /** Those of some of a protocol's variables. */
  static List<Filled> of(Sentence sentence, Protocol protocol, Set<String> variables) {
    var templates = new PropertyTemplates(sentence, protocol, variables);
    templates.fill();
    return List.copyOf(templates.filled);
  }

  private void fill() {
    for (Aspect one : aspects) {
      if (sentence.speaksOf(one, Set.of())) {
        alone(one);
      }
      for (Aspect other : aspects) {
        if (one.set().equals(other.set())
            && !one.formula().equals(other.formula())
            && sentence.tells(one, other)) {
          together(one, other);
        }
      }
    }
    if (sentence.claims(Claim.SOME) && sentence.claims(Claim.ALWAYS)) {
      variables.stream()
          .filter(v -> v.type().startsWith("SUBSET"))
          .filter(v -> sentence.speaksOf(Words.in(List.of(v.name(), v.comment()))))
          .forEach(this::neverEmpty);
    }
  }

  /** Shapes that speak of one thing. */
  private void alone(Aspect one) {
    boolean counted =
        sentence.claims(Claim.AT_MOST_ONE)
            || sentence.claims(Claim.TWICE)
            || sentence.claims(Claim.EXACTLY_ONCE);
    if (counted && !one.count().isEmpty()) {
      add(
          one.name() + "AtMostOnce",
          Property.Kind.INVARIANT,
          forAll("x", one) + one.countOf("x") + " <= 1",
          member(one) + " is " + one.said() + " at most once.",
          one);
    } else if (sentence.claims(Claim.AT_MOST_ONE)) {
      add(
          "OneIn" + one.name(),
          Property.Kind.INVARIANT,
          "\\A x, y \\in "
              + one.set()
              + " : ("
              + one.of("x")
              + " /\\ "
              + one.of("y")
              + ") => x = y",
          "at most one of " + one.set() + " is " + one.said() + ".",
          one);
    }
    if (sentence.claims(Claim.NEVER) && sentence.claims(Claim.LOST)) {
      kept(one);
    }
  }

  /** Nothing that was taken in is nowhere: conservation. */
  private void kept(Aspect taken) {
    List<Aspect> others =
        aspects.stream()
            .filter(a -> a.set().equals(taken.set()) && !a.formula().equals(taken.formula()))
            .toList();
    if (!others.isEmpty()) {
      add(
          taken.name() + "IsKept",
          Property.Kind.INVARIANT,
          forAll("x", taken)
              + taken.of("x")
              + " => "
              + others.stream().map(a -> a.of("x")).collect(Collectors.joining(" \\/ ")),
          member(taken)
              + " that is "
              + taken.said()
              + " is also "
              + others.stream().map(Aspect::said).distinct().collect(Collectors.joining(" or "))
              + ".",
          taken);
    }
  }

  /** Shapes that speak of two things, the first of them first in the sentence. */
  private void together(Aspect one, Aspect other) {
    if (sentence.claims(Claim.EVENTUALLY)) {
      add(
          one.name() + "LeadsTo" + other.name(),
          Property.Kind.LIVENESS,
          forAll("x", one) + "(" + one.of("x") + ") ~> (" + other.of("x") + ")",
          member(one) + " that is " + one.said() + " is " + other.said() + " in the end.",
          one,
          other);
    } else if (sentence.claims(Claim.ONLY)) {
      implies(other, one);
    } else if (sentence.claims(Claim.NEVER) && !sentence.claims(Claim.PROVIDED)) {
      never(one, other);
    } else if (sentence.claims(Claim.NEVER)) {
      implies(one, other);
      never(one, other);
    } else if (sentence.claims(Claim.ALWAYS)) {
      implies(one, other);
    }
  }

  private void implies(Aspect one, Aspect other) {
    add(
        one.name() + "Only" + other.name(),
        Property.Kind.INVARIANT,
        forAll("x", one) + one.of("x") + " => " + other.of("x"),
        member(one) + " that is " + one.said() + " is " + other.said() + ".",
        one,
        other);
  }

  private void never(Aspect one, Aspect other) {
    boolean ofOthers = sentence.claims(Claim.OF_OTHERS);
    String members = ofOthers ? "x, y" : "x";
    add(
        "Never" + one.name() + "And" + other.name(),
        Property.Kind.INVARIANT,
        forAll(members, one) + "~(" + one.of("x") + " /\\ " + other.of(ofOthers ? "y" : "x") + ")",
        (ofOthers
                ? "no member of " + one.set() + " is " + one.said() + " while one is "
                : "no member of " + one.set() + " is at once " + one.said() + " and ")
            + other.said()
            + ".",
        one,
        other);
  }

  private void neverEmpty(Variable variable) {
    String name = variable.name();
    filled.add(
        new Filled(
            new Property(
                free("Some" + Character.toUpperCase(name.charAt(0)) + name.substring(1)),
                Property.Kind.INVARIANT,
                name + " /= {}",
                "there is always some member of `" + name + "`.",
                List.of()),
            Words.in(List.of(name, variable.comment())),
            Set.of()));
  }

  private static String forAll(String members, Aspect aspect) {
    return "\\A " + members + " \\in " + aspect.set() + " : ";
  }

  private static String member(Aspect aspect) {
    return "every member of " + aspect.set();
  }

  private void add(String name, Property.Kind kind, String formula, String comment, Aspect... of) {
    Set<String> own = new LinkedHashSet<>();
    Set<String> about = new LinkedHashSet<>();
    for (Aspect aspect : of) {
      own.addAll(aspect.own());
      own.addAll(Words.in(aspect.set()));
      about.addAll(aspect.about());
    }
    filled.add(new Filled(new Property(free(name), kind, formula, comment, List.of()), own, about));
  }

  /** A name that nothing in the module has. */
  private String free(String wanted) {
    Set<String> taken = new HashSet<>();
    protocol.constants().forEach(c -> taken.add(c.name()));
    protocol.definitions().forEach(d -> taken.add(d.name()));
    protocol.variables().forEach(v -> taken.add(v.name()));
    protocol.actions().forEach(a -> taken.add(a.name()));
    protocol.properties().forEach(p -> taken.add(p.name()));
    filled.forEach(f -> taken.add(f.property().name()));
    String name = wanted;
    for (int i = 2; taken.contains(name); i++) {
      name = String.format(Locale.ROOT, "%s%d", wanted, i);
    }
    return name;
  }
}
