package dev.sds.agents.create;

import dev.sds.agents.create.terms.Grammar;
import dev.sds.agents.create.terms.Term;
import dev.sds.artifacts.kit.Parameter;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
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
  private static final int MIGRATION = 6;
  private static final int PATIENCE = 12;
  private static final int LARGEST = 24;

  /** How much larger than the largest program that it goes on from a program may be. */
  private static final int GROWTH = 8;

  /** How far the parameters of declared choices move, as a share of their ranges. */
  private static final double STEP = 0.1;

  /** The share of a founder's drawn decisions that are as small as can be. */
  private static final double SMALLEST = 0.7;

  private static final double FURTHER = 0.15;
  private static final double GRAFT = 0.2;

  /** What taking a cell is worth, where a new best is worth 1. */
  private static final double TAKEN = 0.1;

  private final SortedMap<String, Grammar> grammars = new TreeMap<>();
  private final Map<String, Deque<ProgramSpace.Feature>> decks = new HashMap<>();
  private final Rewriting rewriting;
  private final Goal goal;
  private final RandomGenerator random;
  private final Bandit<Variation> variations = new Bandit<>(List.of(Variation.values()));
  private final Bandit<String> kinds;
  private final List<Archive> islands = new ArrayList<>();
  private final int[] stale = new int[ISLANDS];
  private final IdentityHashMap<Idea, Origin> origins = new IdentityHashMap<>();
  private final List<Tried> settlers = new ArrayList<>();
  private Archive.Axes axes = new Archive.Axes(List.of(), Map.of());
  private String first = "";
  private int generation;
  private int largest = LARGEST;

  private record Origin(int island, Variation variation, String kind) {}

  /** A search from the spaces' simplest programs, unless it is told to go on from others. */
  Islands(Rewriting rewriting, Goal goal, long seed) {
    rewriting.spaces().forEach((kind, space) -> grammars.put(kind, new Grammar(space)));
    this.kinds = new Bandit<>(List.copyOf(grammars.keySet()));
    this.rewriting = rewriting;
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
      ideas.add(idea(start(), "the simplest program"));
    }
    while (ideas.size() < count) {
      ideas.add(islands.isEmpty() ? anything() : child(ideas.size() % ISLANDS));
    }
    return ideas;
  }

  /** Every decision drawn by chance. */
  private Idea anything() {
    Program drawn = start();
    for (String kind : grammars.keySet()) {
      drawn = drawn.with(kind, drawn(kind));
    }
    return idea(drawn, "drawn by chance");
  }

  private Term drawn(String kind) {
    Grammar grammar = grammar(kind);
    boolean small = random.nextDouble() < SMALLEST;
    return small ? grammar.smallest(dealt(kind), random) : grammar.whole(random, 3);
  }

  /** A feature dealt from a deck, so that the founders look at each of them as often. */
  private ProgramSpace.Feature dealt(String kind) {
    Deque<ProgramSpace.Feature> deck = decks.computeIfAbsent(kind, _ -> new ArrayDeque<>());
    if (deck.isEmpty()) {
      var subjects = new ArrayList<>(grammar(kind).subjects());
      Collections.shuffle(subjects, random);
      deck.addAll(subjects);
    }
    return deck.removeFirst();
  }

  private Idea idea(Program program, String origin) {
    return new Idea(rewriting.base(), new TreeMap<>(), program, origin);
  }

  private Idea child(int island) {
    Tried parent = islands.get(island).parent(random);
    Idea mate = islands.get(island).parent(random).idea();
    var origin = new Origin(island, variation(), kind());
    Idea changed = parent.idea();
    for (int attempt = 0; attempt < 10 && changed.isLike(parent.idea()); attempt++) {
      Idea candidate = changed(parent.idea(), mate, origin);
      if (candidate.program().size() <= largest && isSound(candidate.program())) {
        changed = candidate;
      }
    }
    String how = origin.variation().name().toLowerCase(java.util.Locale.ROOT);
    Idea child = changed.from(how + " of " + parent.idea().program());
    origins.put(child, origin);
    return child;
  }

  /** Half by what has paid, half by the usual shares: a budget of a hundred runs teaches little. */
  private Variation variation() {
    if (random.nextBoolean()) {
      return variations.next();
    }
    Variation usual = Variation.usual(random);
    variations.used(usual);
    return usual;
  }

  /** Half by what has paid, half any. */
  private String kind() {
    if (random.nextBoolean()) {
      return kinds.next();
    }
    String any = anyKind();
    kinds.used(any);
    return any;
  }

  private String anyKind() {
    List<String> all = List.copyOf(grammars.keySet());
    return all.get(random.nextInt(all.size()));
  }

  /**
   * One decision changed, or several: an order pays only where an admission holds requests back, so
   * neither gains alone. Now and then a decision is taken over whole from a mate.
   */
  private Idea changed(Idea parent, Idea mate, Origin origin) {
    Idea changed = parent;
    String kind = origin.kind();
    for (boolean more = true; more; more = random.nextDouble() < FURTHER) {
      changed =
          random.nextDouble() < GRAFT
              ? changed.taking(kind, mate)
              : changed(changed, kind, mate, origin.variation());
      kind = anyKind();
    }
    return changed;
  }

  private Idea changed(Idea idea, String kind, Idea mate, Variation variation) {
    Program program = idea.program();
    if (program.decides(kind)) {
      Term term = program.term(kind);
      Term other = mate.program().terms().getOrDefault(kind, term);
      return idea.with(kind, variation.apply(term, other, grammar(kind), random));
    }
    return variation == Variation.TUNE ? tuned(idea, kind) : idea.with(kind, drawn(kind));
  }

  /** A declared choice with its parameters elsewhere. */
  private Idea tuned(Idea idea, String kind) {
    var values = new TreeMap<>(idea.parameters());
    idea.decisions()
        .value(kind)
        .flatMap(v -> rewriting.catalogue().choice(kind, v))
        .ifPresent(
            choice -> {
              for (Parameter p : choice.parameters()) {
                String name = kind + "." + p.name();
                double position = p.position(values.getOrDefault(name, p.initial()));
                double moved = Math.clamp(random.nextGaussian(position, STEP), 0, 1);
                values.put(name, p.at(moved));
              }
            });
    return idea.tuned(values);
  }

  private boolean isSound(Program program) {
    return program.terms().entrySet().stream()
        .allMatch(e -> grammar(e.getKey()).isSound(e.getValue()));
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
        boolean best = before == null || reached < before.goal() - Tournament.NOISE_FLOOR;
        improved[origin.island()] |= best;
        double paid = best ? 1 : took ? TAKEN : 0;
        variations.credit(origin.variation(), paid);
        kinds.credit(origin.kind(), paid);
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

  /** Goes on from designs that were tried, as programs as far as they can be told as such. */
  void settle(List<Tried> declared, Trial trial) {
    first = trial.label();
    List<Tried> programs =
        declared.stream().map(t -> new Tried(rewriting.of(t.idea()), t.samples())).toList();
    programs.forEach(t -> largest = Math.max(largest, t.idea().program().size() + GROWTH));
    found(programs);
  }

  /** Takes in what another search made of the best. */
  void welcome(Tried tried) {
    for (Archive island : islands) {
      island.offer(tried, sample(tried), goal.of(sample(tried)));
    }
  }

  /** Settles the islands, as soon as there is one who can live there. */
  private void found(List<Tried> batch) {
    settlers.addAll(batch);
    if (batch.stream().noneMatch(t -> Double.isFinite(goal.of(sample(t))))) {
      return;
    }
    axes = Archive.Axes.of(batch.stream().map(this::sample).toList(), goal);
    for (int i = 0; i < ISLANDS; i++) {
      islands.add(settled(i));
    }
  }

  /**
   * Every island has founders of its own, dealt from the best down; the best where none is left.
   */
  private Archive settled(int number) {
    var island = new Archive(axes);
    List<Tried> ranked =
        settlers.stream()
            .sorted(java.util.Comparator.comparingDouble(t -> goal.of(sample(t))))
            .toList();
    for (int i = number; i < ranked.size(); i += ISLANDS) {
      Tried settler = ranked.get(i);
      island.offer(settler, sample(settler), goal.of(sample(settler)));
    }
    if (island.best() == null) {
      Tried best = ranked.getFirst();
      island.offer(best, sample(best), goal.of(sample(best)));
    }
    return island;
  }

  /** Around the ring, the best of each; an island that has gone stale is settled anew instead. */
  private void migrate() {
    for (int i = 0; i < ISLANDS; i++) {
      int to = (i + 1) % ISLANDS;
      Archive.Elite migrant = islands.get(i).best();
      if (stale[to] >= PATIENCE) {
        stale[to] = 0;
        islands.set(to, settled(to));
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
    return variations.inWords() + "; of the decisions: " + kinds.inWords();
  }
}
