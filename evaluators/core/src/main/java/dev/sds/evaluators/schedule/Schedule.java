package dev.sds.evaluators.schedule;

import dev.sds.artifacts.protocol.TraceEvent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the choices of one run are made: a story is followed as far as the code goes along with it,
 * then choices are drawn, and at last all work is done without further faults.
 *
 * @param seed of what is drawn
 * @param draws how many choices are drawn
 * @param story a behaviour of the protocol, its own and others' actions alike; its names stand for
 *     any of the world's
 * @param familiar how often runs so far chose an action right after another, and how often a
 *     happening in a situation, both by {@link #pair}; what is less familiar is drawn more often.
 *     Empty for draws among all that can happen alike
 */
public record Schedule(
    long seed, int draws, List<TraceEvent> story, Map<String, Integer> familiar) {

  public Schedule {
    if (draws < 0) {
      throw new IllegalArgumentException("A schedule cannot draw %d choices.".formatted(draws));
    }
    story = List.copyOf(story);
    familiar = Collections.unmodifiableMap(new TreeMap<>(familiar));
  }

  /** Draws among all that can happen alike. */
  public static Schedule drawn(long seed, int draws) {
    return new Schedule(seed, draws, List.of(), Map.of());
  }

  /** The key of one action right after another, or of a happening in a situation. */
  public static String pair(String before, String after) {
    return before + " > " + after;
  }
}
