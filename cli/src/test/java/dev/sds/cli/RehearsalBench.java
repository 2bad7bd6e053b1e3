package dev.sds.cli;

import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.artifacts.protocol.TraceOutcome;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Spec;
import dev.sds.verification.Limits;
import dev.sds.verification.ModelPairs;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.TraceStepper;
import dev.sds.verification.child.TraceWorker.Count;
import dev.sds.verification.trace.Reached;
import dev.sds.verification.trace.Rehearsal;
import dev.sds.verification.trace.Stories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * What guided and unguided rehearsals of the sound router reach at equal runs: pairs of choices,
 * pairs of actions and states of the model, and which mistakes they find.
 */
final class RehearsalBench {

  private static final List<String> FAULTS = List.of("false-suspicion", "replica-crash");
  private static final int STATES = 10_000;
  private static final int REPETITIONS = 3;

  private final KitProvider provider = Tour.kit();
  private final Spec spec = Tour.read(provider, Tour.spec());
  private final Lab lab;
  private final TraceStepper stepper;
  private final Subject sound;
  private final Protocol protocol;
  private final Instance bounds;
  private final List<List<TraceEvent>> stories;
  private final Map<String, ModelPairs> models = new TreeMap<>();

  private RehearsalBench(Lab lab, Path scratch) throws InterruptedException {
    this.lab = lab;
    this.stepper = new TraceStepper(scratch);
    this.sound = new Subject(spec, provider.kit(), BrokenRouter.sound(provider.kit(), spec));
    this.protocol = sound.protocol();
    this.bounds =
        provider.kit().protocol().instance(FAULTS.stream().map(f -> spec.faults().get(f)).toList());
    this.stories =
        new Stories(new TlcRunner(scratch, 1), Limits.quick()).of(sound, bounds).orElseThrow();
  }

  /** Prints the comparison. */
  public static void main(String[] args) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try (var code = new QuickCode(Tour.kit().kit())) {
      var lab = new Lab(Tour.kit(), code, new MemoryJournal(), workers);
      new RehearsalBench(lab, Files.createTempDirectory("rehearsals")).print();
    } finally {
      workers.shutdownNow();
    }
  }

  private void print() throws InterruptedException {
    System.out.println(
        "sound router: pairs of choices, pairs of actions, model states; mean of " + REPETITIONS);
    for (Rehearsal.Extent extent :
        List.of(
            new Rehearsal.Extent(4, 4, 0),
            new Rehearsal.Extent(4, 8, 0),
            new Rehearsal.Extent(4, 16, 0))) {
      for (Way way : Way.values()) {
        var total = new double[3];
        for (int i = 0; i < REPETITIONS; i++) {
          add(total, reach(done(sound, way, from(extent, i))));
        }
        System.out.println(
            String.format(
                Locale.ROOT,
                "%3d runs %-9s %6.1f %6.1f %7.1f",
                extent.rounds() * extent.inRound(),
                way,
                total[0] / REPETITIONS,
                total[1] / REPETITIONS,
                total[2] / REPETITIONS));
      }
    }
    System.out.println(
        "mistakes: first run that is refused, for each repetition (- if none of 64)");
    for (BrokenRouter broken : BrokenRouter.all()) {
      var subject = sound.with(broken.in(sound.hypothesis()));
      for (Way way : Way.values()) {
        var first = new StringBuilder();
        for (int i = 0; i < REPETITIONS; i++) {
          first
              .append(' ')
              .append(firstRefused(done(subject, way, from(new Rehearsal.Extent(4, 16, 0), i))));
        }
        System.out.println(String.format(Locale.ROOT, "%-22s %-9s%s", broken, way, first));
      }
    }
  }

  private static Rehearsal.Extent from(Rehearsal.Extent extent, int repetition) {
    return new Rehearsal.Extent(extent.rounds(), extent.inRound(), 1 + 1000L * repetition);
  }

  private Rehearsal.Result.Done done(Subject subject, Way way, Rehearsal.Extent extent) {
    var rehearsal = new Rehearsal(lab, subject, FAULTS);
    Rehearsal.Result result =
        way == Way.GUIDED
            ? rehearsal.guided(extent, bounds, stories, this::pairs)
            : rehearsal.unguided(extent, bounds);
    if (result instanceof Rehearsal.Result.Done done) {
      return done;
    }
    throw new IllegalStateException(result.toString());
  }

  private ModelPairs pairs(Set<String> chosen) {
    return models.computeIfAbsent(
        chosen.toString(),
        _ -> {
          try {
            return stepper
                .pairs(protocol, bounds, new ModelPairs.Search(chosen, STATES), Limits.quick())
                .orElseThrow();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
          }
        });
  }

  private double[] reach(Rehearsal.Result.Done done) throws InterruptedException {
    int states =
        stepper
            .follow(protocol, done.instance(), done.logs(), Count.STATES, Limits.quick())
            .stream()
            .mapToInt(TraceStepper.Followed::states)
            .sum();
    long inLogs =
        done.logs().stream()
            .flatMap(
                log ->
                    IntStream.range(1, log.size())
                        .mapToObj(i -> log.get(i - 1).action() + log.get(i).action()))
            .distinct()
            .count();
    return new double[] {Reached.by(done.runs()).pairs().size(), inLogs, states};
  }

  private static void add(double[] total, double[] more) {
    for (int i = 0; i < total.length; i++) {
      total[i] += more[i];
    }
  }

  private String firstRefused(Rehearsal.Result.Done done) throws InterruptedException {
    List<TraceStepper.Followed> followed =
        stepper.follow(protocol, done.instance(), done.logs(), Count.NOTHING, Limits.quick());
    for (int i = 0; i < followed.size(); i++) {
      if (followed.get(i).outcome() instanceof TraceOutcome.Rejected) {
        return Integer.toString(i + 1);
      }
    }
    return "-";
  }

  private enum Way {
    UNGUIDED,
    GUIDED
  }
}
