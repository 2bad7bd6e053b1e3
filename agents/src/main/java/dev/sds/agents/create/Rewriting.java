package dev.sds.agents.create;

import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.TermReader;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.ProgramSpace;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns designs of declared choices into programs that a search can vary, as far as the kit tells
 * what the choices do; what it does not tell stays a declared choice.
 *
 * @param base the decisions that are not searched
 */
record Rewriting(Catalogue catalogue, SortedMap<String, ProgramSpace> spaces, Decisions base) {

  Rewriting {
    spaces = Collections.unmodifiableSortedMap(new TreeMap<>(spaces));
  }

  /** The same design as a program; what is one already stays. */
  Idea of(Idea declared) {
    Decisions decisions = base;
    Program program = declared.program();
    for (Map.Entry<String, ProgramSpace> e : spaces.entrySet()) {
      String kind = e.getKey();
      if (program.decides(kind)) {
        continue;
      }
      String value = declared.decisions().value(kind).orElse("");
      Choice choice =
          catalogue
              .choice(kind, value)
              .orElseThrow(
                  () -> new IllegalArgumentException("No " + kind + " is called '" + value + "'."));
      if (choice.program().isEmpty()) {
        decisions = decisions.with(kind, choice.name());
      } else {
        Map<String, Double> constants = new TreeMap<>();
        for (Parameter p : choice.parameters()) {
          constants.put(
              p.name(), declared.parameters().getOrDefault(kind + "." + p.name(), p.initial()));
        }
        program = program.with(kind, TermReader.read(e.getValue(), constants, choice.program()));
      }
    }
    return new Idea(decisions, declared.parameters(), program, declared.origin());
  }

  /**
   * The same design with declared choices where a program is what one of them does.
   *
   * @param admissible the complete designs that may stand
   */
  Idea declared(Idea written, List<Decisions> admissible) {
    Idea idea = written;
    for (String kind : written.program().terms().keySet()) {
      Optional<Choice> same =
          catalogue.kind(kind).stream()
              .flatMap(k -> k.choices().stream())
              .filter(c -> !c.program().isEmpty() && c.parameters().isEmpty())
              .filter(c -> written.program().equals(written.with(kind, term(kind, c)).program()))
              .filter(c -> admissible.stream().anyMatch(d -> takes(d, kind, c)))
              .findFirst();
      if (same.isPresent()) {
        Decisions decisions = idea.decisions().with(kind, same.get().name());
        idea = new Idea(decisions, idea.parameters(), idea.program().without(kind), idea.origin());
      }
    }
    return idea;
  }

  private Term term(String kind, Choice choice) {
    ProgramSpace space = Objects.requireNonNull(spaces.get(kind), kind);
    return TermReader.read(space, Map.of(), choice.program());
  }

  private static boolean takes(Decisions design, String kind, Choice choice) {
    return design.value(kind).filter(choice.name()::equals).isPresent();
  }
}
