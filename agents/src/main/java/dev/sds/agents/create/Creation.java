package dev.sds.agents.create;

import dev.sds.agents.tuning.Anywhere;
import dev.sds.agents.tuning.Around;
import dev.sds.agents.tuning.Parzen;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Nogood;
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
import java.util.function.Supplier;
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

  /** Where, as shares of the budget, evolving gives way to the neighbours of the best program. */
  private static final List<Double> EVOLVED = List.of(0.3, 0.6);

  /** Where, each time, evolving goes on with what they made of it. */
  private static final List<Double> EXCHANGED = List.of(0.5, 0.68);

  /** The share that is kept for the constants of the knee of a front, next to the two above. */
  private static final double TUNING = 0.15;

  /** The share of a search for a front that is kept for its knee. */
  private static final double FINISHING = 0.25;

  /** Of the second metric, in the searches that look for a front. */
  private static final List<Double> SHARES = List.of(0.0, 0.5, 1.0);

  private final Lab lab;
  private final Spec spec;
  private final Kit kit;
  private final List<Nogood> nogoods;
  private final Decisions like;

  public Creation(Lab lab, Spec spec, Kit kit) {
    this(lab, spec, kit, List.of(), Decisions.NONE);
  }

  /**
   * A search under what is known.
   *
   * @param nogoods what cannot stand
   * @param like a design that stands: what is not searched is decided as there, as far as it can be
   */
  public Creation(Lab lab, Spec spec, Kit kit, List<Nogood> nogoods, Decisions like) {
    this.lab = lab;
    this.spec = spec;
    this.kit = kit;
    this.nogoods = List.copyOf(nogoods);
    this.like = like;
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
   * @param measured the objective of the best one, by each whole run that it had
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
      List<Double> measured,
      List<Progress> curve,
      long requests,
      int ideas,
      int repeated,
      double agreement,
      List<String> notes) {

    public Found {
      choices = Collections.unmodifiableSortedMap(new TreeMap<>(choices));
      formulas = Collections.unmodifiableSortedMap(new TreeMap<>(formulas));
      measured = List.copyOf(measured);
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
    Optional<Search> opened = search(order, Goal.of(spec), tuned);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    Search search = opened.get();
    Tournament tournament = search.tournament();
    if (search.searcher() instanceof Islands islands) {
      evolve(islands, tournament, requests, tuned);
    }
    tournament.run(search.searcher());
    Optional<Tried> winner = tournament.rematch(unpolished);
    if (winner.isPresent() && creates) {
      winner = Optional.of(new Polish(tournament, requests).of(winner.get()));
    }
    List<String> notes = new ArrayList<>(notes(order, search.searcher()));
    notes.addAll(rematch(tournament));
    return winner.map(w -> found(w, tournament, notes));
  }

  /**
   * Evolving in turns with the neighbours of the best program, and in the end with its constants.
   *
   * @param requests the whole budget
   * @param tuned what may be spent by the end of it
   */
  private void evolve(Islands islands, Tournament tournament, double requests, double tuned) {
    Supplier<Tried> best = () -> tournament.champion().orElseThrow();
    for (int turn = 0; turn < EVOLVED.size(); turn++) {
      tournament.run(islands, EVOLVED.get(turn) * requests);
      if (tournament.champion().isPresent()) {
        tournament.run(new Exchanges(spaces(), best), EXCHANGED.get(turn) * requests);
        islands.welcome(best.get());
      }
    }
    if (tournament.champion().isPresent()) {
      tournament.run(new Tuning(best), tuned);
      islands.welcome(best.get());
    }
  }

  /** What an order leaves as it is: the decisions that are not searched, none where none can be. */
  public Decisions rest(Order order) {
    SortedMap<String, ProgramSpace> spaces = spaces();
    Decisions rest = designs(spaces, order).stream().findFirst().orElse(Decisions.NONE);
    for (String kind : spaces.keySet()) {
      rest = rest.without(kind);
    }
    return rest;
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
   * What a search for two metrics found.
   *
   * @param kept the knee of the front, finished as the winner of a search for one metric is; the
   *     knee itself where no programs were written
   */
  public record Fronted(Front<Found> front, Optional<Found> kept) {}

  /** One that had every whole run, and the tournament in which it had them. */
  private record Reached(Tried tried, Tournament in) {}

  /**
   * Searches for what no other design beats in the objective and in a second metric: searches that
   * weigh the two differently share the budget, and all that had whole runs and kept the spec's
   * bounds on them is compared.
   *
   * @param second a metric to make small
   */
  public Fronted front(Order order, String second) {
    double requests = order.runs() * Purse.requestsPerRun(spec);
    double finishing = order.method() == Method.CREATE ? FINISHING * requests : 0;
    var points = new ArrayList<Front.Point<Reached>>();
    for (double share : SHARES) {
      Goal goal = Goal.of(spec).and(second, share);
      search(order, goal, (requests - finishing) / SHARES.size())
          .ifPresent(
              search -> {
                search.tournament().run(search.searcher());
                points.addAll(points(search.tournament(), second));
              });
    }
    Optional<Reached> knee = Front.of(points).knee().map(Front.Point::of);
    Optional<Reached> kept = knee;
    if (knee.isPresent() && finishing > 0) {
      Goal compromise = Goal.of(spec).and(second, 0.5);
      List<Tried> others = points.stream().map(p -> p.of().tried()).toList();
      Tournament last = knee.get().in().from(knee.get().tried(), others, compromise, finishing);
      kept = finished(last, finishing).map(w -> new Reached(w, last));
      points.addAll(points(last, second));
    }
    var front = Front.of(points);
    return new Fronted(
        new Front<>(
            front.points().stream()
                .map(p -> new Front.Point<>(found(p.of()), p.first(), p.second()))
                .toList()),
        kept.map(this::found));
  }

  /** The champion of a tournament with its constants tuned, after a rematch, made smaller. */
  private Optional<Tried> finished(Tournament tournament, double requests) {
    double all = TUNING + REMATCH + POLISH;
    tournament.run(new Tuning(() -> tournament.champion().orElseThrow()), TUNING / all * requests);
    return tournament
        .rematch((TUNING + REMATCH) / all * requests)
        .map(winner -> new Polish(tournament, requests).of(winner));
  }

  private static List<Front.Point<Reached>> points(Tournament tournament, String second) {
    var points = new ArrayList<Front.Point<Reached>>();
    for (Tried tried : tournament.finished()) {
      List<Sample> samples = tournament.plan().whole().stream().map(tried::sample).toList();
      if (tournament.goal().keepsBounds(samples)) {
        points.add(
            new Front.Point<>(
                new Reached(tried, tournament),
                Goal.geometricMean(samples, tournament.goal().scores().metric()),
                Goal.geometricMean(samples, second)));
      }
    }
    return points;
  }

  private Found found(Reached reached) {
    return found(reached.tried(), reached.in(), rematch(reached.in()));
  }

  private static List<String> rematch(Tournament tournament) {
    return tournament.met().stream().map(m -> "Rematch: " + m + ".").toList();
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
            .filter(d -> nogoods.stream().noneMatch(n -> n.excludes(d)))
            .sorted(
                Comparator.<Decisions>comparingLong(d -> unlike(d, spaces.keySet()))
                    .thenComparingInt(d -> kit.protocol().complexity(catalogue, d)))
            .toList();
    return switch (order.method()) {
      case CREATE, CHANCE -> all.isEmpty() ? List.of() : all.subList(0, 1);
      case GUESS, ESTIMATE, CONFIGURE -> published(all);
      case ASSEMBLE -> shuffled(simplest(all, spaces.keySet()), order.seed());
    };
  }

  /** In how much a design differs from the one that stands, but for what is searched. */
  private long unlike(Decisions design, Set<String> searched) {
    return like.values().entrySet().stream()
        .filter(e -> !searched.contains(e.getKey()))
        .filter(e -> design.value(e.getKey()).filter(e.getValue()::equals).isEmpty())
        .count();
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
        tournament.objective(best),
        curve,
        tournament.spent(),
        tournament.tried(),
        tournament.repeated(),
        tournament.agreement(),
        notes);
  }
}
