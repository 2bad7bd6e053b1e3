package dev.sds.verification.trace;

import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Subject;
import dev.sds.evaluators.schedule.Schedule;
import dev.sds.evaluators.schedule.Scheduler;
import dev.sds.verification.ModelPairs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Runs code in a small world, round after round: first along what went wrong with other designs,
 * then towards what the rounds before showed seldom or never.
 */
public final class Rehearsal {

  private static final int DRAWS = 30;

  private final Lab lab;
  private final Subject subject;
  private final List<String> faults;

  public Rehearsal(Lab lab, Subject subject, List<String> faults) {
    this.lab = lab;
    this.subject = subject;
    this.faults = List.copyOf(faults);
  }

  /**
   * How many runs are made.
   *
   * @param inRound runs that do not know of one another
   * @param seed of the first run; each run has the next one
   */
  public record Extent(int rounds, int inRound, long seed) {
    static final Extent USUAL = new Extent(4, 16, 1);
  }

  /** How a rehearsal ended. */
  public sealed interface Result {

    /**
     * All runs were made.
     *
     * @param instance of the model that the logs belong to
     */
    record Done(Instance instance, List<Schedule> schedules, List<Scheduler.Run> runs)
        implements Result {
      public Done {
        schedules = List.copyOf(schedules);
        runs = List.copyOf(runs);
      }

      public List<List<TraceEvent>> logs() {
        return runs.stream().map(Scheduler.Run::log).toList();
      }
    }

    /** The kit has no small world. */
    record NotOffered() implements Result {}

    record Crashed(String why) implements Result {}

    record Unavailable(String why) implements Result {}
  }

  /** All that can happen is drawn alike. */
  public Result unguided(Extent extent, Instance bounds) {
    return run(
        extent,
        bounds,
        (seeds, _) -> Arrays.stream(seeds).mapToObj(seed -> Schedule.drawn(seed, DRAWS)).toList());
  }

  /**
   * Every second run follows a story, the others turn to what was seldom seen.
   *
   * @param stories what to try first
   */
  public Result guided(
      Extent extent, Instance bounds, List<List<TraceEvent>> stories, Model model) {
    return run(
        extent,
        bounds,
        (seeds, runs) -> {
          Reached reached = Reached.by(runs);
          List<List<TraceEvent>> untold =
              runs.isEmpty() ? stories : untold(model.pairs(reached.offered()), reached);
          Map<String, Integer> familiar = familiar(runs);
          List<Schedule> schedules = new ArrayList<>();
          for (long seed : seeds) {
            int place = schedules.size();
            List<TraceEvent> story =
                place % 2 == 0 && place / 2 < untold.size() ? untold.get(place / 2) : List.of();
            schedules.add(new Schedule(seed, DRAWS, story, familiar));
          }
          return schedules;
        });
  }

  /** Behaviours of the model that end in two actions in a row that no log shows. */
  private static List<List<TraceEvent>> untold(ModelPairs model, Reached reached) {
    Set<String> told = new HashSet<>(reached.pairs().keySet());
    List<List<TraceEvent>> untold = new ArrayList<>();
    model
        .behaviours()
        .forEach(
            (pair, behaviour) -> {
              if (told.add(pair)) {
                untold.add(behaviour);
                told.addAll(pairs(behaviour, reached.offered()));
              }
            });
    return untold;
  }

  private static Set<String> pairs(List<TraceEvent> behaviour, Set<String> offered) {
    Set<String> pairs = new HashSet<>();
    List<String> chosen =
        behaviour.stream().map(TraceEvent::action).filter(offered::contains).toList();
    for (int i = 1; i < chosen.size(); i++) {
      pairs.add(Schedule.pair(chosen.get(i - 1), chosen.get(i)));
    }
    return pairs;
  }

  /** What the model can do, by the actions that the world chooses; asked once. */
  public interface Model {
    ModelPairs pairs(Set<String> chosen);
  }

  /** Never empty, as that would mean draws among all alike. */
  private static Map<String, Integer> familiar(List<Scheduler.Run> runs) {
    Map<String, Integer> familiar = new TreeMap<>(Map.of("", 0));
    runs.forEach(
        run ->
            run.choices().forEach((choice, times) -> familiar.merge(choice, times, Integer::sum)));
    return familiar;
  }

  private Result run(Extent extent, Instance bounds, Plan plan) {
    List<Schedule> schedules = new ArrayList<>();
    List<Scheduler.Run> runs = new ArrayList<>();
    Instance instance = bounds;
    for (int round = 0; round < extent.rounds(); round++) {
      long first = extent.seed() + (long) round * extent.inRound();
      long[] seeds = LongStream.range(first, first + extent.inRound()).toArray();
      List<Schedule> next = plan.schedules(seeds, runs);
      switch (lab.rehearse(subject.spec(), subject.hypothesis(), faults, next)) {
        case Lab.Rehearsed.Done done -> {
          schedules.addAll(next);
          runs.addAll(done.rehearsals().runs());
          var constants = new TreeMap<>(bounds.constants());
          constants.putAll(done.rehearsals().constants());
          instance = new Instance(constants, bounds.label());
        }
        case Lab.Rehearsed.NotOffered _ -> {
          return new Result.NotOffered();
        }
        case Lab.Rehearsed.Crashed crashed -> {
          return new Result.Crashed(crashed.why());
        }
        case Lab.Rehearsed.Unavailable unavailable -> {
          return new Result.Unavailable(unavailable.why());
        }
      }
    }
    return new Result.Done(instance, schedules, runs);
  }

  /** What the runs of a round are to be, given those of the rounds before. */
  private interface Plan {
    List<Schedule> schedules(long[] seeds, List<Scheduler.Run> runs);
  }
}
