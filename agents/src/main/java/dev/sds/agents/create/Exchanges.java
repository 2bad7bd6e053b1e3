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
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries the neighbours of the best program, each of its decisions in turn: with one thing more that
 * counts the same, with one feature exchanged for another that does, or decided by one of the
 * simplest programs instead; and begins again from whatever was better (variable neighbourhood
 * descent; Mladenović and Hansen, 1997). A hundred draws by chance leave most of these neighbours
 * out. They are dealt by decision and by kind of neighbour, so that a budget that ends early has
 * tried some of each; what was tried around an earlier centre comes last.
 */
final class Exchanges implements Searcher {

  private final SortedMap<String, ProgramSpace> spaces;
  private final Supplier<Tried> best;
  private final Deque<Idea> left = new ArrayDeque<>();

  /** How often each decision was tried to be made in some way. */
  private final Map<String, Integer> tried = new HashMap<>();

  private @Nullable Idea centre;

  /**
   * Exchanges around whoever is the best at the time.
   *
   * @param best with a program
   */
  Exchanges(SortedMap<String, ProgramSpace> spaces, Supplier<Tried> best) {
    this.spaces = Collections.unmodifiableSortedMap(new TreeMap<>(spaces));
    this.best = best;
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
      ideas.add(counted(left.removeFirst(), now));
    }
    return ideas;
  }

  private List<Idea> around(Idea idea) {
    List<Deque<Idea>> hands = new ArrayList<>();
    for (Neighbours neighbours : Neighbours.values()) {
      spaces.forEach(
          (kind, space) -> {
            Stream<Idea> ideas =
                neighbours
                    .of(new Grammar(space), idea.program().terms().get(kind))
                    .map(t -> idea.with(kind, t).from("exchanged"))
                    .filter(i -> !i.program().equals(idea.program()))
                    .sorted(Comparator.comparingInt(i -> timesTried(i, kind)));
            hands.add(ideas.collect(Collectors.toCollection(ArrayDeque::new)));
          });
    }
    var dealt = new ArrayList<Idea>();
    while (hands.stream().anyMatch(d -> !d.isEmpty())) {
      hands.stream().filter(d -> !d.isEmpty()).map(Deque::removeFirst).forEach(dealt::add);
    }
    return dealt;
  }

  private int timesTried(Idea idea, String kind) {
    return tried.getOrDefault(decided(idea, kind), 0);
  }

  /** Remembers what an idea decides otherwise than the one that it is a neighbour of. */
  private Idea counted(Idea idea, Idea of) {
    for (String kind : spaces.keySet()) {
      if (idea.program().decides(kind) && !decided(idea, kind).equals(decided(of, kind))) {
        tried.merge(decided(idea, kind), 1, Integer::sum);
      }
    }
    return idea;
  }

  private static String decided(Idea idea, String kind) {
    return kind + ": " + idea.program().terms().get(kind);
  }

  private enum Neighbours {
    ADDITIONS {
      @Override
      Stream<Term> of(Grammar grammar, @Nullable Term term) {
        return term == null ? Stream.empty() : new Additions(grammar.space()).to(term).stream();
      }
    },
    EXCHANGES {
      @Override
      Stream<Term> of(Grammar grammar, @Nullable Term term) {
        if (term == null) {
          return Stream.empty();
        }
        List<Term> parts = term.parts();
        return IntStream.range(1, parts.size())
            .filter(place -> parts.get(place).op() == Op.FEATURE)
            .boxed()
            .flatMap(place -> grammar.like(parts.get(place)).stream().map(t -> term.with(place, t)))
            .filter(grammar::isSound);
      }
    },
    SIMPLEST {
      @Override
      Stream<Term> of(Grammar grammar, @Nullable Term term) {
        return grammar.simplest().stream();
      }
    };

    /**
     * Of a decision.
     *
     * @param term that decides it now; null for a declared choice
     */
    abstract Stream<Term> of(Grammar grammar, @Nullable Term term);
  }

  @Override
  public void learn(List<Tried> batch, Trial trial) {}
}
