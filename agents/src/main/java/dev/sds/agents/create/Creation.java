package dev.sds.agents.create;

import dev.sds.agents.tuning.Anywhere;
import dev.sds.agents.tuning.Around;
import dev.sds.agents.tuning.Parzen;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.ProgramSpace;
import dev.sds.artifacts.kit.Technique;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Sample;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.stages.Admission;
import dev.sds.stages.Purse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Looks for a better policy on a spec's train workloads, by writing programs or among what is
 * declared. What it finds is a proposal like any other: the ladder judges it.
 */
public final class Creation {

  /** The share of the budget that is kept for making the winner smaller. */
  private static final double POLISH = 0.1;

  /** The share of the budget that is kept for a rematch of the best. */
  private static final double REMATCH = 0.15;

  /** The share of the budget that is kept for the constants of the best program. */
  private static final double TUNING = 0.15;

  /** Of the second metric, in the searches that look for a front. */
  private static final List<Double> SHARES = List.of(0.0, 0.5, 1.0);

  private final Lab lab;
  private final Spec spec;
  private final Kit kit;

  public Creation(Lab lab, Spec spec, Kit kit) {
    this.lab = lab;
    this.spec = spec;
    this.kit = kit;
  }

  /** Ways to search. */
  public enum Method {
    /** Programs drawn by chance. */
    CHANCE,
    /** Published techniques, their parameters drawn by chance. */
    GUESS,
    /** Published techniques, tuned by a Parzen estimator. */
    ESTIMATE,
    /** Published techniques, tuned by an evolution strategy. */
    CONFIGURE,
    /** All combinations of declared choices, tuned. */
    ASSEMBLE,
    /** New programs, evolved. */
    CREATE;

    private boolean writesPrograms() {
      return this == CHANCE || this == CREATE;
    }
  }

  /**
   * What to do.
   *
   * @param runs the budget, in runs of the mean size
   * @param without choices that may not be used, as {@code kind: name}
   */
  public record Order(Method method, double runs, long seed, Set<String> without) {
    public Order {
      without = Collections.unmodifiableSet(new TreeSet<>(without));
    }
  }

  /**
   * The end of a search.
   *
   * @param hypothesis the best one found
   * @param choices new choices of it, by kind; empty where all were declared
   * @param formulas its programs for people, by kind
   * @param curve the best so far as the budget was spent
   * @param ideas how many were simulated
   * @param repeated how many were dropped since an equal one had been tried
   * @param agreement Kendall's tau of the cheapest level with whole runs; NaN for fewer than two
   * @param notes how the search itself did
   */
  public record Found(
      Hypothesis hypothesis,
      SortedMap<String, Choice> choices,
      SortedMap<String, String> formulas,
      List<Progress> curve,
      long requests,
      int ideas,
      int repeated,
      double agreement,
      List<String> notes) {

    public Found {
      choices = Collections.unmodifiableSortedMap(new TreeMap<>(choices));
      formulas = Collections.unmodifiableSortedMap(new TreeMap<>(formulas));
      curve = List.copyOf(curve);
      notes = List.copyOf(notes);
    }

    /** The technique that its choices make, by a name that says what made it. */
    public Technique technique(String name, String doc) {
      var decisions = new TreeMap<String, String>();
      choices.forEach((kind, choice) -> decisions.put(kind, choice.name()));
      return new Technique(
          name,
          doc,
          Program.SOURCE,
          new Decisions(decisions),
          Map.of(),
          List.of("found on the train workloads of one spec; others may not suit it"));
    }
  }

  /**
   * A point of the curve.
   *
   * @param objective geometric mean over whole train runs, in the objective's unit
   */
  public record Progress(long requests, int ideas, double objective) {}

  /** Searches; empty if nothing sound was found or nothing can be searched. */
  public Optional<Found> run(Order order) {
    double requests = order.runs() * Purse.requestsPerRun(spec);
    boolean creates = order.method() == Method.CREATE;
    double unpolished = requests * (creates ? 1 - POLISH : 1);
    double tuned = unpolished - REMATCH * requests;
    double evolved = creates ? tuned - TUNING * requests : tuned;
    Optional<Search> opened = search(order, Goal.of(spec), evolved);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    Search search = opened.get();
    Tournament tournament = search.tournament();
    Optional<Tried> champion = tournament.run(search.searcher());
    if (creates && champion.isPresent()) {
      tournament.run(new Tuning(() -> tournament.champion().orElseThrow()), tuned);
      tournament.run(search.searcher(), tuned);
    }
    Optional<Tried> best = tournament.rematch(unpolished);
    if (best.isPresent() && creates) {
      best = Optional.of(new Polish(tournament, requests).of(best.get()));
    }
    List<String> notes = notes(order, search.searcher());
    return best.map(b -> found(b, tournament, notes));
  }

  private List<String> notes(Order order, Searcher searcher) {
    if (searcher instanceof Islands islands) {
      return List.of("Uses and mean yields of the variations: " + islands.yields() + ".");
    }
    if (order.method() != Method.ASSEMBLE || !(searcher instanceof Declared declared)) {
      return List.of();
    }
    SortedMap<String, ProgramSpace> spaces = spaces();
    int all = 1;
    for (String kind : spaces.keySet()) {
      all *= kit.catalogue().kind(kind).map(k -> k.choices().size()).orElse(1);
    }
    int admissible = designs(spaces, order).size();
    int tried = declared.tried();
    return List.of(
        "%d combinations of declared choices: %d excluded (inconsistent, pinned away, forbidden or left out), %d tried, %d left."
            .formatted(all, all - admissible, tried, admissible - tried));
  }

  /**
   * Searches for what no other design beats in the objective and in a second metric: searches that
   * weigh the two differently share the budget, and all that had whole runs and kept the spec's
   * bounds on them is compared.
   *
   * @param second a metric to make small
   */
  public Front<Found> front(Order order, String second) {
    var points = new ArrayList<Front.Point<Found>>();
    double requests = order.runs() * Purse.requestsPerRun(spec) / SHARES.size();
    for (double share : SHARES) {
      Goal goal = Goal.of(spec).and(second, share);
      search(order, goal, requests)
          .ifPresent(
              search -> {
                search.tournament().run(search.searcher());
                points.addAll(points(search.tournament(), second));
              });
    }
    return Front.of(points);
  }

  private List<Front.Point<Found>> points(Tournament tournament, String second) {
    var points = new ArrayList<Front.Point<Found>>();
    for (Tried tried : tournament.finished()) {
      List<Sample> samples = tournament.plan().whole().stream().map(tried::sample).toList();
      if (tournament.goal().keepsBounds(samples)) {
        points.add(
            new Front.Point<>(
                found(tried, tournament, List.of()),
                Goal.geometricMean(samples, tournament.goal().scores().metric()),
                Goal.geometricMean(samples, second)));
      }
    }
    return points;
  }

  private record Search(Searcher searcher, Tournament tournament) {}

  private Optional<Search> search(Order order, Goal goal, double requests) {
    SortedMap<String, ProgramSpace> spaces = spaces();
    if (order.method().writesPrograms() && spaces.isEmpty()) {
      return Optional.empty();
    }
    List<Decisions> designs = designs(spaces, order);
    if (designs.isEmpty()) {
      return Optional.empty();
    }
    var tournament = new Tournament(lab, spec, kit, goal, Tournament.Plan.of(spec, requests));
    return Optional.of(new Search(searcher(order, spaces, designs, goal), tournament));
  }

  private SortedMap<String, ProgramSpace> spaces() {
    var spaces = new TreeMap<String, ProgramSpace>();
    for (DecisionKind kind : kit.catalogue().kinds(Stage.DESIGN)) {
      ProgramSpace space = kind.space();
      if (space != null && !spec.pinned().containsKey(kind.name())) {
        spaces.put(kind.name(), space);
      }
    }
    return spaces;
  }

  private Searcher searcher(
      Order order, SortedMap<String, ProgramSpace> spaces, List<Decisions> designs, Goal goal) {
    Decisions others = designs.getFirst();
    return switch (order.method()) {
      case CREATE -> new Islands(spaces, others, goal, order.seed());
      case CHANCE -> new Chance(spaces, others, order.seed());
      case GUESS -> new Declared(kit.catalogue(), designs, goal, new Anywhere(), order.seed());
      case CONFIGURE, ASSEMBLE ->
          new Declared(kit.catalogue(), designs, goal, new Around(), order.seed());
      case ESTIMATE -> new Declared(kit.catalogue(), designs, goal, new Parzen(), order.seed());
    };
  }

  /**
   * The complete designs to search among, those that coordinate least first: coordination is for
   * the model checker to judge and costs nothing here.
   */
  private List<Decisions> designs(SortedMap<String, ProgramSpace> spaces, Order order) {
    Catalogue catalogue = kit.catalogue();
    Set<String> needed = new TreeSet<>();
    if (order.method().writesPrograms()) {
      spaces.values().forEach(s -> needed.addAll(s.requires()));
    }
    List<Decisions> all =
        Admission.of(spec, kit).completions(Decisions.NONE, Stage.DESIGN).stream()
            .filter(d -> catalogue.traits(d).containsAll(needed))
            .filter(
                d ->
                    d.values().entrySet().stream()
                        .noneMatch(e -> order.without().contains(e.getKey() + ": " + e.getValue())))
            .sorted(Comparator.comparingInt(d -> kit.protocol().complexity(catalogue, d)))
            .toList();
    return switch (order.method()) {
      case CREATE, CHANCE -> all.isEmpty() ? List.of() : all.subList(0, 1);
      case GUESS, ESTIMATE, CONFIGURE -> published(all);
      case ASSEMBLE -> shuffled(simplest(all, spaces.keySet()), order.seed());
    };
  }

  private List<Decisions> published(List<Decisions> all) {
    return kit.catalogue().techniques().stream()
        .flatMap(t -> all.stream().filter(d -> d.includes(t.decisions())).findFirst().stream())
        .toList();
  }

  /** One of each combination of what is decided by code, with the least coordination. */
  private static List<Decisions> simplest(List<Decisions> all, Set<String> kinds) {
    Map<Map<String, String>, Decisions> by = new LinkedHashMap<>();
    for (Decisions d : all) {
      var coded = new TreeMap<String, String>();
      kinds.forEach(k -> coded.put(k, d.value(k).orElse("")));
      by.putIfAbsent(coded, d);
    }
    return List.copyOf(by.values());
  }

  private static List<Decisions> shuffled(List<Decisions> designs, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var mixed = new ArrayList<>(designs);
    Collections.shuffle(mixed, random);
    return mixed;
  }

  private Found found(Tried best, Tournament tournament, List<String> notes) {
    var choices = new TreeMap<String, Choice>();
    var formulas = new TreeMap<String, String>();
    best.idea()
        .program()
        .choices(kit.catalogue())
        .forEach((kind, made) -> choices.put(kind, made.getFirst()));
    best.idea().program().terms().forEach((kind, term) -> formulas.put(kind, Formula.of(term)));
    double sign = tournament.goal().scores().sign();
    List<Progress> curve =
        tournament.curve().stream()
            .map(p -> new Progress(p.requests(), p.ideas(), Math.exp(sign * p.objective())))
            .toList();
    return new Found(
        best.idea().hypothesis(kit),
        choices,
        formulas,
        curve,
        tournament.spent(),
        tournament.tried(),
        tournament.repeated(),
        tournament.agreement(),
        notes);
  }
}
