package dev.sds.agents.create;

import dev.sds.agents.create.terms.Additions;
import dev.sds.agents.create.terms.Grammar;
import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.evaluators.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Tries the neighbours of the best program, each of its decisions in turn: with one thing more that
 * counts the same, with one feature exchanged for another that does, or decided by one of the
 * simplest programs instead; and begins again from whatever was better (variable neighbourhood
 * descent; Mladenović and Hansen, 1997). A hundred draws by chance leave most of these neighbours
 * out.
 */
final class Exchanges implements Searcher {

  private final SortedMap<String, ProgramSpace> spaces;
  private final Supplier<Tried> best;
  private final Deque<Idea> left = new ArrayDeque<>();
  private Idea centre;

  /**
   * Exchanges around whoever is the best at the time.
   *
   * @param best with a program
   */
  Exchanges(SortedMap<String, ProgramSpace> spaces, Supplier<Tried> best) {
    this.spaces = Collections.unmodifiableSortedMap(new TreeMap<>(spaces));
    this.best = best;
    this.centre = best.get().idea();
    left.addAll(around(centre));
  }

  @Override
  public List<Idea> next(int count) {
    Idea now = best.get().idea();
    if (!now.equals(centre)) {
      centre = now;
      left.clear();
      left.addAll(around(centre));
    }
    var ideas = new ArrayList<Idea>();
    while (ideas.size() < count && !left.isEmpty()) {
      ideas.add(left.removeFirst());
    }
    return ideas;
  }

  /** Dealt by decision, so that a budget that ends early has tried some of each. */
  private List<Idea> around(Idea idea) {
    List<Deque<Idea>> byKind = new ArrayList<>();
    spaces.forEach(
        (kind, space) -> {
          Deque<Idea> ideas = new ArrayDeque<>();
          var grammar = new Grammar(space);
          List<Term> others =
              idea.program().decides(kind)
                  ? around(grammar, idea.program().term(kind))
                  : grammar.simplest();
          for (Term other : others) {
            Idea exchanged = idea.with(kind, other).from("exchanged");
            if (!exchanged.program().equals(idea.program())) {
              ideas.add(exchanged);
            }
          }
          byKind.add(ideas);
        });
    var dealt = new ArrayList<Idea>();
    while (byKind.stream().anyMatch(d -> !d.isEmpty())) {
      byKind.stream().filter(d -> !d.isEmpty()).map(Deque::removeFirst).forEach(dealt::add);
    }
    return dealt;
  }

  private static List<Term> around(Grammar grammar, Term term) {
    var terms = new ArrayList<Term>(new Additions(grammar.space()).to(term));
    List<Term> parts = term.parts();
    for (int place = 1; place < parts.size(); place++) {
      Term part = parts.get(place);
      if (part.op() == Op.FEATURE) {
        for (Term other : grammar.like(part)) {
          Term changed = term.with(place, other);
          if (grammar.isSound(changed)) {
            terms.add(changed);
          }
        }
      }
    }
    terms.addAll(grammar.simplest());
    return terms;
  }

  @Override
  public void learn(List<Tried> batch, Trial trial) {}
}
