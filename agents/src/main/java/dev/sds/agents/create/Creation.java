package dev.sds.agents.create;

import dev.sds.agents.create.terms.Formula;
import dev.sds.agents.tuning.Anywhere;
import dev.sds.agents.tuning.Around;
import dev.sds.agents.tuning.Parzen;
import dev.sds.agents.tuning.Sampling;
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

  /** The share of what it may spend that a search goes through declared choices for, to extend. */
  private static final double ASSEMBLED = 0.4;

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
    /** New programs, evolved from the simplest ones. */
    CREATE,
    /** Published techniques, their parameters drawn by chance. */
    GUESS,
    /** Published techniques, tuned by a Parzen estimator. */
    ESTIMATE,
    /** Published techniques, tuned by an evolution strategy. */
    CONFIGURE,
    /** All combinations of declared choices, tuned. */
    ASSEMBLE,
    /** All combinations of declared choices, tuned; then new programs, evolved from them. */
    EXTEND;

    private boolean writesPrograms() {
      return this == CHANCE || evolves();
    }

    private boolean evolves() {
      return this == CREATE || this == EXTEND;
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
   * @param searched what it decides of all that was searched, new choices and declared ones
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
      Decisions searched,
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

    /** Whether it holds new code: where declared choices did best there is nothing to keep. */
    public boolean isWritten() {
      return !choices.isEmpty();
    }

    /** What it decides of all that was searched, for people, by kind. */
    public SortedMap<String, String> inWords() {
      var words = new TreeMap<>(searched.values());
      words.putAll(formulas);
      return words;
    }

    /**
     * The technique that its choices make, by a name that says what made it. The constants of new
     * choices are theirs; those of declared ones are the technique's.
     */
    public Technique technique(String name, String doc) {
      var parameters = new TreeMap<>(hypothesis.parameters());
      parameters
          .keySet()
          .removeIf(
              parameter -> {
                String kind = parameter.substring(0, parameter.indexOf('.'));
                return choices.containsKey(kind) || searched.value(kind).isEmpty();
              });
      return new Technique(
          name,
          doc,
          Program.SOURCE,
          searched,
          parameters,
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
    boolean evolves = order.method().evolves();
    double unpolished = requests * (1 - REMATCH - (evolves ? POLISH : 0));
    Optional<Search> opened = search(order, Goal.of(spec), unpolished);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    Tournament tournament = opened.get().tournament();
    List<String> notes = new ArrayList<>(spend(order, opened.get(), unpolished));
    if (evolves) {
      new Polish(tournament, (1 - REMATCH) * requests).run();
    }
    Optional<Tried> winner = tournament.rematch(requests);
    notes.addAll(rematch(tournament));
    return winner.map(w -> found(order, w, tournament, notes));
  }

  /** Searches, and tells how that went. */
  private List<String> spend(Order order, Search search, double requests) {
    Tournament tournament = search.tournament();
    if (search.searcher() instanceof Declared declared && order.method() == Method.EXTEND) {
      tournament.run(declared, ASSEMBLED * requests);
      search.evolution().run(declared.all(), tournament.sketch().orElseThrow(), requests);
    } else if (order.method().evolves()) {
      search.evolution().run(requests);
    } else {
      tournament.run(search.searcher());
    }
    return notes(order, search);
  }

  /** What an order leaves as it is: the decisions that are not searched, none where none can be. */
  public Decisions rest(Order order) {
    SortedMap<String, ProgramSpace> spaces = spaces();
    Decisions rest = base(spaces, order).orElse(Decisions.NONE);
    for (String kind : spaces.keySet()) {
      rest = rest.without(kind);
    }
    return rest;
  }

  private List<String> notes(Order order, Search search) {
    var notes = new ArrayList<String>();
    if (order.method().evolves()) {
      notes.add(
          "Uses and mean yields of the variations: " + search.evolution().islands().yields() + ".");
    }
    if (search.searcher() instanceof Declared declared
        && (order.method() == Method.ASSEMBLE || order.method() == Method.EXTEND)) {
      notes.add(coverage(order, declared));
    }
    return notes;
  }

  private String coverage(Order order, Declared declared) {
    SortedMap<String, ProgramSpace> spaces = spaces();
    int all = 1;
    for (String kind : spaces.keySet()) {
      all *= kit.catalogue().kind(kind).map(k -> k.choices().size()).orElse(1);
    }
    int admissible = designs(spaces, order).size();
    int tried = declared.designsTried();
    return "%d combinations of declared choices: %d excluded (inconsistent, pinned away, forbidden or left out), %d tried, %d left."
        .formatted(all, all - admissible, tried, admissible - tried);
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
    double finishing = order.method().evolves() ? FINISHING * requests : 0;
    double each = (requests - finishing) / SHARES.size();
    var earlier = new ArrayList<Tournament>();
    var points = new ArrayList<Front.Point<Reached>>();
    for (double share : SHARES) {
      Goal goal = Goal.of(spec).and(second, share);
      search(order, goal, each)
          .ifPresent(
              search -> {
                earlier.forEach(search.tournament()::knows);
                spend(order, search, each);
                points.addAll(points(search.tournament(), second));
                earlier.add(search.tournament());
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
                .map(p -> new Front.Point<>(found(order, p.of()), p.first(), p.second()))
                .toList()),
        kept.map(k -> found(order, k)));
  }

  /** The champion of a tournament with its constants tuned, made smaller, after a rematch. */
  private Optional<Tried> finished(Tournament tournament, double requests) {
    double all = TUNING + POLISH + REMATCH;
    tournament.run(new Tuning(() -> tournament.champion().orElseThrow()), TUNING / all * requests);
    new Polish(tournament, (TUNING + POLISH) / all * requests).run();
    return tournament.rematch(requests);
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

  private Found found(Order order, Reached reached) {
    return found(order, reached.tried(), reached.in(), rematch(reached.in()));
  }

  private static List<String> rematch(Tournament tournament) {
    return tournament.met().stream().map(m -> "Rematch: " + m + ".").toList();
  }

  private record Search(Searcher searcher, Evolution evolution, Tournament tournament) {}

  private Optional<Search> search(Order order, Goal goal, double requests) {
    SortedMap<String, ProgramSpace> spaces = spaces();
    if (order.method().writesPrograms() && spaces.isEmpty()) {
      return Optional.empty();
    }
    List<Decisions> designs = designs(spaces, order);
    Decisions base = base(spaces, order).orElse(Decisions.NONE);
    if (designs.isEmpty() || (order.method().writesPrograms() && base.isEmpty())) {
      return Optional.empty();
    }
    var tournament = new Tournament(lab, spec, kit, goal, Tournament.Plan.of(spec, requests));
    var rewriting = new Rewriting(kit.catalogue(), spaces, base);
    var islands = new Islands(rewriting, goal, order.seed());
    Searcher searcher =
        order.method() == Method.CREATE ? islands : searcher(order, rewriting, designs, goal);
    return Optional.of(
        new Search(searcher, new Evolution(rewriting, islands, tournament), tournament));
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

  private Searcher searcher(Order order, Rewriting rewriting, List<Decisions> designs, Goal goal) {
    Sampling sampling =
        switch (order.method()) {
          case GUESS -> new Anywhere();
          case ESTIMATE -> new Parzen();
          case CHANCE, CONFIGURE, ASSEMBLE, CREATE, EXTEND -> new Around();
        };
    return order.method() == Method.CHANCE
        ? new Chance(rewriting.spaces(), rewriting.base(), order.seed())
        : new Declared(kit.catalogue(), designs, goal, sampling, order.seed());
  }

  /** The designs to search among. */
  private List<Decisions> designs(SortedMap<String, ProgramSpace> spaces, Order order) {
    return switch (order.method()) {
      case CREATE, CHANCE -> base(spaces, order).stream().toList();
      case GUESS, ESTIMATE, CONFIGURE -> published(admissible(spaces, order));
      case ASSEMBLE, EXTEND ->
          shuffled(simplest(admissible(spaces, order), spaces.keySet()), order.seed());
    };
  }

  /** The first design that programs make sense in. */
  private Optional<Decisions> base(SortedMap<String, ProgramSpace> spaces, Order order) {
    Set<String> needed = new TreeSet<>();
    spaces.values().forEach(s -> needed.addAll(s.requires()));
    return admissible(spaces, order).stream()
        .filter(d -> kit.catalogue().traits(d).containsAll(needed))
        .findFirst();
  }

  /**
   * The complete designs that may stand, those that coordinate least first: coordination is for the
   * model checker to judge and costs nothing here.
   */
  private List<Decisions> admissible(SortedMap<String, ProgramSpace> spaces, Order order) {
    Catalogue catalogue = kit.catalogue();
    return Admission.of(spec, kit).completions(Decisions.NONE, Stage.DESIGN).stream()
        .filter(
            d ->
                d.values().entrySet().stream()
                    .noneMatch(e -> order.without().contains(e.getKey() + ": " + e.getValue())))
        .filter(d -> nogoods.stream().noneMatch(n -> n.excludes(d)))
        .sorted(
            Comparator.<Decisions>comparingLong(d -> unlike(d, spaces.keySet()))
                .thenComparingInt(d -> kit.protocol().complexity(catalogue, d)))
        .toList();
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

  private Found found(Order order, Tried best, Tournament tournament, List<String> notes) {
    SortedMap<String, ProgramSpace> spaces = spaces();
    Idea idea =
        new Rewriting(kit.catalogue(), spaces, Decisions.NONE)
            .declared(best.idea(), admissible(spaces, order));
    var choices = new TreeMap<String, Choice>();
    var formulas = new TreeMap<String, String>();
    idea.program()
        .choices(kit.catalogue())
        .forEach((kind, made) -> choices.put(kind, made.getFirst()));
    idea.program().terms().forEach((kind, term) -> formulas.put(kind, Formula.of(term)));
    double sign = tournament.goal().scores().sign();
    List<Progress> curve =
        tournament.curve().stream()
            .map(p -> new Progress(p.requests(), p.ideas(), Math.exp(sign * p.objective())))
            .toList();
    Hypothesis hypothesis = idea.hypothesis(kit);
    var searched = new TreeMap<>(hypothesis.decisions().values());
    searched.keySet().retainAll(spaces.keySet());
    return new Found(
        hypothesis,
        new Decisions(searched),
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
