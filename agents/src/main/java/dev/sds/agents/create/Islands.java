package dev.sds.agents.create;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Evolves programs on islands that exchange their best now and then (Tanese, 1989). Each island is
 * an archive of ways to behave; a bandit gives the next trial to the variation that has paid; an
 * island that no longer improves begins again.
 */
final class Islands implements Searcher {

  private static final int ISLANDS = 3;
  private static final int MIGRATION = 4;
  private static final int PATIENCE = 8;
  private static final int LARGEST = 24;

  /** How many batches the first generation has. */
  private static final int FOUNDERS = 1;

  private static final double FURTHER = 0.4;
  private static final double GRAFT = 0.2;

  private final SortedMap<String, Grammar> grammars = new TreeMap<>();
  private final Decisions others;
  private final Goal goal;
  private final RandomGenerator random;
  private final Bandit bandit = new Bandit();
  private final List<Archive> islands = new ArrayList<>();
  private final int[] stale = new int[ISLANDS];
  private final IdentityHashMap<Idea, Origin> origins = new IdentityHashMap<>();
  private final List<Tried> settlers = new ArrayList<>();
  private Archive.Axes axes = new Archive.Axes(List.of(), Map.of());
  private String first = "";
  private int generation;

  private record Origin(int island, Variation variation) {}

  /**
   * A search from the spaces' simplest programs.
   *
   * @param others every decision that is not searched
   */
  Islands(SortedMap<String, ProgramSpace> spaces, Decisions others, Goal goal, long seed) {
    spaces.forEach((kind, space) -> grammars.put(kind, new Grammar(space)));
    this.others = others;
    this.goal = goal;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  Program start() {
    var terms = new TreeMap<String, Term>();
    grammars.forEach((kind, grammar) -> terms.put(kind, grammar.start()));
    return new Program(terms);
  }

  @Override
  public List<Idea> next(int count) {
    origins.clear();
    var ideas = new ArrayList<Idea>();
    if (islands.isEmpty()) {
      ideas.add(new Idea(others, new TreeMap<>(), start(), "the simplest program"));
    }
    int size = islands.isEmpty() ? FOUNDERS * count : count;
    while (ideas.size() < size) {
      ideas.add(islands.isEmpty() ? anything() : child(ideas.size() % ISLANDS));
    }
    return ideas;
  }

  /** The simplest program with some decisions drawn by chance. */
  private Idea anything() {
    Program drawn = start();
    for (boolean more = true; more; more = random.nextDouble() < 0.7) {
      String kind = kind();
      drawn = drawn.with(kind, grammar(kind).whole(random, 2));
    }
    return new Idea(others, new TreeMap<>(), drawn, "drawn by chance");
  }

  private Idea child(int island) {
    Tried parent = islands.get(island).parent(random);
    Program mate = islands.get(island).parent(random).idea().program();
    Variation variation = bandit.next();
    Program changed = parent.idea().program();
    for (int attempt = 0; attempt < 10 && changed.equals(parent.idea().program()); attempt++) {
      Program candidate = changed(parent.idea().program(), mate, variation);
      if (candidate.size() <= LARGEST) {
        changed = candidate;
      }
    }
    var idea =
        new Idea(
            others,
            new TreeMap<>(),
            changed,
            variation.name().toLowerCase(java.util.Locale.ROOT) + " of " + parent.idea().program());
    origins.put(idea, new Origin(island, variation));
    return idea;
  }

  /**
   * One decision changed, or several: an order pays only where an admission holds requests back, so
   * neither gains alone. Now and then a decision is taken over whole from a mate.
   */
  private Program changed(Program parent, Program mate, Variation variation) {
    Program changed = parent;
    for (boolean more = true; more; more = random.nextDouble() < FURTHER) {
      String kind = kind();
      Term term =
          random.nextDouble() < GRAFT
              ? mate.term(kind)
              : variation.apply(changed.term(kind), mate.term(kind), grammar(kind), random);
      changed = changed.with(kind, term);
    }
    return changed;
  }

  private String kind() {
    List<String> kinds = List.copyOf(grammars.keySet());
    return kinds.get(random.nextInt(kinds.size()));
  }

  private Grammar grammar(String kind) {
    return java.util.Objects.requireNonNull(grammars.get(kind), kind);
  }

  @Override
  public void learn(List<Tried> batch, Trial trial) {
    first = trial.label();
    if (islands.isEmpty()) {
      found(batch);
      return;
    }
    boolean[] improved = new boolean[ISLANDS];
    for (Tried tried : batch) {
      Origin origin = origins.get(tried.idea());
      if (origin != null) {
        Archive island = islands.get(origin.island());
        Archive.Elite before = island.best();
        double reached = goal.of(sample(tried));
        boolean took = island.offer(tried, sample(tried), reached);
        boolean best = before == null || reached < before.goal();
        improved[origin.island()] |= best;
        bandit.credit(origin.variation(), best ? 1 : took ? 0.3 : 0);
      }
    }
    generation++;
    for (int i = 0; i < ISLANDS; i++) {
      stale[i] = improved[i] ? 0 : stale[i] + 1;
    }
    if (generation % MIGRATION == 0) {
      migrate();
    }
  }

  private void found(List<Tried> batch) {
    settlers.addAll(batch);
    axes = Archive.Axes.of(batch.stream().map(this::sample).toList(), goal);
    for (int i = 0; i < ISLANDS; i++) {
      islands.add(settled());
    }
  }

  private Archive settled() {
    var island = new Archive(axes);
    settlers.forEach(t -> island.offer(t, sample(t), goal.of(sample(t))));
    return island;
  }

  /** Around the ring, the best of each; an island that has gone stale is settled anew instead. */
  private void migrate() {
    for (int i = 0; i < ISLANDS; i++) {
      int to = (i + 1) % ISLANDS;
      Archive.Elite migrant = islands.get(i).best();
      if (stale[to] >= PATIENCE) {
        stale[to] = 0;
        islands.set(to, settled());
      } else if (migrant != null) {
        islands.get(to).offer(migrant.tried(), sample(migrant.tried()), migrant.goal());
      }
    }
  }

  private Sample sample(Tried tried) {
    return java.util.Objects.requireNonNull(tried.samples().get(first), first);
  }

  /** How often each variation was used and what it yielded. */
  String yields() {
    return bandit.inWords();
  }
}
