package dev.sds.evaluators;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.spec.Stage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The evaluators of a stage in the order of their cost. Equal inputs are judged once, across runs
 * too: answers are kept in the journal with what they cost, but for those that rest on a tool's
 * failure. A run that finds an answer there meters what the first one spent, so that both decide
 * alike.
 */
public final class Ladder {

  private static final String KIND = "judgement";

  private final List<Evaluator> evaluators;
  private final Journal journal;
  private final Lab lab;
  private final Deadline deadline;
  private final Map<String, Tally> tallies = new HashMap<>();
  private final Set<String> asked = new HashSet<>();

  public Ladder(List<Evaluator> evaluators, Journal journal, Lab lab) {
    this(evaluators, journal, lab, Deadline.none());
  }

  /**
   * A ladder that begins no new judgement after a deadline; what is known it answers at any time.
   */
  public Ladder(List<Evaluator> evaluators, Journal journal, Lab lab, Deadline deadline) {
    this.evaluators =
        evaluators.stream().sorted(Comparator.comparing(e -> e.profile().cost())).toList();
    this.journal = journal;
    this.lab = lab;
    this.deadline = deadline;
  }

  /** The levels of a stage, cheapest first; of equal cost in the order they were given. */
  public List<Evaluator> rungs(Stage stage) {
    return evaluators.stream().filter(e -> e.profile().stage() == stage).toList();
  }

  /**
   * What an evaluator says of a subject, from the journal where it is known. One whose tool failed
   * is asked once more, since a killed process or a machine without memory seldom fails twice.
   */
  public List<Evidence> judge(Evaluator evaluator, Subject subject) {
    Tally tally = tallies.computeIfAbsent(evaluator.profile().name(), _ -> new Tally());
    tally.judged++;
    String key = key(evaluator, subject);
    boolean isRepeated = !asked.add(key);
    tally.repeated += isRepeated ? 1 : 0;
    Optional<Answer> known =
        journal.find(KIND, key).map(entry -> Json.read(entry.body(), Answer.class));
    if (known.isPresent()) {
      lab.meter(isRepeated ? 0 : known.get().requests());
      return known.get().evidence();
    }
    return judge(evaluator, subject, key);
  }

  private List<Evidence> judge(Evaluator evaluator, Subject subject, String key) {
    deadline.check();
    long before = lab.simulatedRequests();
    List<Evidence> evidence = evaluator.evaluate(subject);
    if (evidence.stream().anyMatch(e -> e instanceof Evidence.ToolFailure)) {
      // What a failure cost is given back: a run that met one must spend as one that did not.
      lab.meter(before - lab.simulatedRequests());
      evidence = evaluator.evaluate(subject);
    }
    if (!evidence.stream().allMatch(Ladder::repeatable)) {
      return evidence;
    }
    String answer = Json.write(new Answer(evidence, lab.simulatedRequests() - before));
    journal.append(new Journal.Entry(KIND, key, answer));
    // As a later run will read it, down to the order of a map's entries.
    return Json.read(answer, Answer.class).evidence();
  }

  /** Whether another run would find the same: not where a tool failed or a clock ended it. */
  private static boolean repeatable(Evidence evidence) {
    return switch (evidence) {
      case Evidence.ToolFailure _ -> false;
      case Evidence.ModelCheck check ->
          !(check.outcome() instanceof CheckOutcome.Bounded bounded)
              || bounded.limit() != CheckOutcome.Limit.SECONDS;
      case Evidence.Finding _, Evidence.Measurement _ -> true;
    };
  }

  /** How often an evaluator was asked in this run, and how often for the second time. */
  public Tally tally(Evaluator evaluator) {
    return tallies.computeIfAbsent(evaluator.profile().name(), _ -> new Tally());
  }

  private static String key(Evaluator evaluator, Subject subject) {
    Profile profile = evaluator.profile();
    return ContentHash.of(profile.name(), profile.version(), evaluator.inputs(subject).hex()).hex();
  }

  /**
   * What is kept of a judgement.
   *
   * @param requests simulated for it
   */
  private record Answer(List<Evidence> evidence, long requests) {}

  /** Counts of one level. */
  public static final class Tally {
    private int judged;
    private int repeated;
    private int rejected;

    public int judged() {
      return judged;
    }

    public int repeated() {
      return repeated;
    }

    public int rejected() {
      return rejected;
    }

    public void reject() {
      rejected++;
    }
  }
}
