package dev.sds.verification.child;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import tlc2.tool.Action;
import tlc2.tool.TLCState;
import tlc2.util.BitVector;
import tlc2.util.IStateWriter;

/**
 * Counts the steps between states that TLC takes, by action: cheaper than TLC's own coverage, and
 * exact. It also ends the run at a number of states, with one worker always at the same one.
 */
final class Transitions implements IStateWriter {

  private final long mostStates;
  private final Runnable onMost;
  private final Map<Action, Count> counts = new ConcurrentHashMap<>();
  private final AtomicLong states = new AtomicLong();

  Transitions(long mostStates, Runnable onMost) {
    this.mostStates = mostStates;
    this.onMost = onMost;
  }

  @Override
  public void writeState(TLCState state) {
    if (states.incrementAndGet() == mostStates + 1) {
      onMost.run();
    }
  }

  @Override
  public void writeState(
      TLCState state, TLCState successor, boolean isNew, @Nullable Action action) {
    if (action != null) {
      counts.computeIfAbsent(action, _ -> new Count()).add(isNew);
    }
    if (isNew && states.incrementAndGet() == mostStates + 1) {
      onMost.run();
    }
  }

  /** How many steps led to a state within the constraints. */
  long steps() {
    return counts.values().stream().mapToLong(count -> count.steps.sum()).sum();
  }

  /** Where the parts of actions stand that were never taken, while others of the same name were. */
  List<Line> never(Action[] all) {
    Map<String, Long> byName = new LinkedHashMap<>();
    Map<List<String>, Long> byPlace = new LinkedHashMap<>();
    Map<List<String>, String> names = new LinkedHashMap<>();
    for (Action action : all) {
      Count count = counts.get(action);
      long steps = count == null ? 0 : count.steps.sum();
      List<String> place = Places.of(action.pred);
      byName.merge(action.getName().toString(), steps, Long::sum);
      byPlace.merge(place, steps, Long::sum);
      names.put(place, action.getName().toString());
    }
    return byPlace.entrySet().stream()
        .filter(part -> part.getValue() == 0)
        .filter(part -> byName.getOrDefault(names.get(part.getKey()), 0L) > 0)
        .map(part -> new Line("never", part.getKey()))
        .toList();
  }

  /** How often each action was taken, and to how many new states; those never taken too. */
  List<Line> taken(Action[] all) {
    Map<String, long[]> byName = new LinkedHashMap<>();
    Map<String, Action> samples = new LinkedHashMap<>();
    for (Action action : all) {
      String name = action.getName().toString();
      samples.putIfAbsent(name, action);
      long[] sum = byName.computeIfAbsent(name, _ -> new long[2]);
      Count count = counts.get(action);
      if (count != null) {
        sum[0] += count.steps.sum();
        sum[1] += count.fresh.sum();
      }
    }
    List<Line> lines = new ArrayList<>();
    byName.forEach(
        (name, sum) -> {
          List<String> fields = new ArrayList<>();
          fields.addAll(List.of(name, Long.toString(sum[0]), Long.toString(sum[1])));
          Action action = samples.get(name);
          fields.addAll(action == null ? List.of() : Places.of(action));
          lines.add(new Line("taken", fields));
        });
    return lines;
  }

  @Override
  public void writeState(TLCState state, TLCState successor, boolean isNew) {
    writeState(state, successor, isNew, (Action) null);
  }

  @Override
  public void writeState(TLCState state, TLCState successor, boolean isNew, Visualization how) {
    // Stuttering of the liveness graph is no step.
  }

  @Override
  public void writeState(
      TLCState state, TLCState successor, BitVector checks, int from, int length, boolean isNew) {
    // Steps of the liveness graph are counted already.
  }

  @Override
  public void writeState(
      TLCState state,
      TLCState successor,
      BitVector checks,
      int from,
      int length,
      boolean isNew,
      Visualization how) {
    // Steps of the liveness graph are counted already.
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  @Override
  public String getDumpFileName() {
    return "";
  }

  @Override
  public boolean isNoop() {
    return false;
  }

  @Override
  public boolean isDot() {
    return false;
  }

  @Override
  public void snapshot() {
    // Nothing is written.
  }

  private static final class Count {

    private final LongAdder steps = new LongAdder();
    private final LongAdder fresh = new LongAdder();

    void add(boolean isNew) {
      steps.increment();
      if (isNew) {
        fresh.increment();
      }
    }
  }
}
