package dev.sds.evaluators.schedule;

import dev.sds.artifacts.protocol.TraceEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs a world along a schedule. Equal worlds and schedules give equal runs. */
public final class Scheduler {

  /** More work than this after the last fault means that it never ends. */
  private static final int MOST_WORK = 10_000;

  /** So much likelier is a choice that never followed the last one. */
  private static final double NEW_PAIR = 4;

  /** Faults are few: struck early, they would be spent before there is much to disturb. */
  private static final double FAULT_RATE = 0.1;

  private static final String START = "(start)";

  private final World world;
  private final Schedule schedule;
  private final Random random;
  private final Naming naming = new Naming();
  private final List<String> taken = new ArrayList<>();
  private final Set<String> offered = new TreeSet<>();
  private final Map<String, Integer> here = new HashMap<>();

  private Scheduler(World world, Schedule schedule) {
    this.world = world;
    this.schedule = schedule;
    this.random = new Random(schedule.seed());
  }

  /** Lets a world run until nothing can happen in it any more. */
  public static Run run(World world, Schedule schedule) {
    return new Scheduler(world, schedule).run();
  }

  /**
   * What became of a run.
   *
   * @param log what the code and its world did
   * @param taken the choices made, by the action of each
   * @param choices how often each was made, as a later schedule is told of them
   * @param offered the actions that there was ever a choice of
   * @param followed how many of the story's steps by the world could be taken
   * @param end whether the work came to an end
   */
  public record Run(
      List<TraceEvent> log,
      List<String> taken,
      Map<String, Integer> choices,
      Set<String> offered,
      int followed,
      End end) {
    public Run {
      log = List.copyOf(log);
      taken = List.copyOf(taken);
      choices = Collections.unmodifiableMap(new TreeMap<>(choices));
      offered = Collections.unmodifiableSet(new TreeSet<>(offered));
    }
  }

  /** How a run ends. */
  public enum End {
    AT_REST,
    /** There was always something more to do. */
    RESTLESS
  }

  private Run run() {
    int followed = 0;
    for (TraceEvent step : schedule.story()) {
      followed += follow(step);
    }
    for (int i = 0; i < schedule.draws(); i++) {
      List<Happening> possible = possible();
      if (possible.isEmpty()) {
        break;
      }
      happen(draw(possible));
    }
    End end = finish();
    return new Run(world.log(), taken, here, offered, followed, end);
  }

  /** Work without faults, until none is left. */
  private End finish() {
    for (int i = 0; i < MOST_WORK; i++) {
      List<Happening> work =
          possible().stream().filter(h -> h.kind() == Happening.Kind.WORK).toList();
      if (work.isEmpty()) {
        world.rest();
        return End.AT_REST;
      }
      happen(draw(work));
    }
    return End.RESTLESS;
  }

  private int follow(TraceEvent step) {
    int taken = 0;
    for (Happening next : possible()) {
      if (next.action().equals(step.action()) && naming.fits(step, next.parameters())) {
        naming.bind(step, next.parameters());
        happen(next);
        taken = 1;
        break;
      }
    }
    naming.bindToLatest(step, world.log());
    return taken;
  }

  private void happen(Happening next) {
    here.merge(Schedule.pair(last(), next.action()), 1, Integer::sum);
    here.merge(inSituation(next), 1, Integer::sum);
    taken.add(next.action());
    world.happen(next);
  }

  private List<Happening> possible() {
    List<Happening> possible = world.possible();
    possible.forEach(happening -> offered.add(happening.action()));
    return possible;
  }

  private String last() {
    return taken.isEmpty() ? START : taken.getLast();
  }

  private Happening draw(List<Happening> possible) {
    if (schedule.familiar().isEmpty()) {
      return possible.get(random.nextInt(possible.size()));
    }
    var weights = new double[possible.size()];
    double left = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight(possible.get(i));
      left += weights[i];
    }
    left *= random.nextDouble();
    for (int i = 0; i < weights.length; i++) {
      left -= weights[i];
      if (left < 0) {
        return possible.get(i);
      }
    }
    return possible.getLast();
  }

  /**
   * What was done in this very situation is drawn less, what never followed the last choice more.
   */
  private double weight(Happening next) {
    double tried = known(inSituation(next));
    double paired = known(Schedule.pair(last(), next.action()));
    double rate = next.kind() == Happening.Kind.FAULT ? FAULT_RATE : 1;
    return rate * (paired == 0 ? NEW_PAIR : 1) / (1 + tried);
  }

  private int known(String key) {
    return schedule.familiar().getOrDefault(key, 0) + here.getOrDefault(key, 0);
  }

  private String inSituation(Happening next) {
    String situation = Integer.toHexString(world.situation().hashCode());
    return Schedule.pair(situation, next.action() + next.parameters());
  }
}
