package dev.sds.verification;

import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.evaluators.schedule.Schedule;
import dev.sds.verification.child.Line;
import dev.sds.verification.child.PairWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The actions of some kind that a protocol can take one after the other, each pair with a shortest
 * behaviour that ends with it.
 *
 * @param behaviours by {@link Schedule#pair}
 * @param extent whether there may be more pairs
 */
public record ModelPairs(Map<String, List<TraceEvent>> behaviours, Extent extent) {

  /** Whether a search saw everything. */
  public enum Extent {
    ALL,
    SOME
  }

  public ModelPairs {
    var copy = new TreeMap<String, List<TraceEvent>>();
    behaviours.forEach((pair, behaviour) -> copy.put(pair, List.copyOf(behaviour)));
    behaviours = Collections.unmodifiableMap(copy);
  }

  /**
   * What to look for.
   *
   * @param actions those that pairs are made of
   * @param states the most to look at, with the last of these actions before each
   */
  public record Search(Set<String> actions, int states) {
    public Search {
      actions = Collections.unmodifiableSet(new TreeSet<>(actions));
    }
  }

  /** Explores a protocol breadth first; empty if the child failed. */
  static Optional<ModelPairs> of(
      Path scratch, Protocol protocol, Instance instance, Search search, Limits limits)
      throws InterruptedException {
    CheckFiles files = CheckFiles.steps(protocol, instance);
    try (RunFolder folder = RunFolder.in(scratch)) {
      files.write(folder);
      ChildJvm.Reply reply =
          new ChildJvm(folder.path(), limits)
              .run(
                  PairWorker.class,
                  Stream.concat(
                          Stream.of(
                              folder.path().toString(),
                              CheckFiles.MODULE,
                              CheckFiles.MODULE,
                              Integer.toString(search.states())),
                          search.actions().stream())
                      .toList(),
                  search.states());
      return switch (reply) {
        case ChildJvm.Reply.None _ -> Optional.empty();
        case ChildJvm.Reply.Lines(List<Line> lines) -> Optional.of(read(lines));
      };
    }
  }

  private static ModelPairs read(List<Line> lines) {
    Map<String, List<TraceEvent>> behaviours = new TreeMap<>();
    List<TraceEvent> current = new ArrayList<>();
    Extent extent = Extent.SOME;
    for (Line line : lines) {
      switch (line.kind()) {
        case PairWorker.PAIR -> {
          current = new ArrayList<>();
          behaviours.put(Schedule.pair(line.field(0), line.field(1)), current);
        }
        case PairWorker.STEP -> current.add(step(line));
        default -> extent = Boolean.parseBoolean(line.field(0)) ? Extent.ALL : Extent.SOME;
      }
    }
    return new ModelPairs(behaviours, extent);
  }

  private static TraceEvent step(Line line) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 1; i + 1 < line.fields().size(); i += 2) {
      parameters.put(line.field(i), line.field(i + 1));
    }
    return new TraceEvent(line.field(0), parameters, Map.of());
  }
}
