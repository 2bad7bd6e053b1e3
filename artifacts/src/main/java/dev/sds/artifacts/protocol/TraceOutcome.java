package dev.sds.artifacts.protocol;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether a log of running code is a behaviour of the protocol it was made from. */
public sealed interface TraceOutcome {

  /**
   * It is.
   *
   * @param covered how often each action of the protocol occurred; zero for those that did not, so
   *     the log says nothing about them
   */
  record Accepted(int events, Map<String, Integer> covered) implements TraceOutcome {
    public Accepted {
      covered = Collections.unmodifiableMap(new TreeMap<>(covered));
    }

    /** The actions the log says nothing about. */
    public List<String> uncovered() {
      return covered.entrySet().stream()
          .filter(entry -> entry.getValue() == 0)
          .map(Map.Entry::getKey)
          .toList();
    }
  }

  /**
   * It is not.
   *
   * @param number of the event that no behaviour continues with, from 1
   * @param enabled what the protocol could have done instead
   */
  record Rejected(int number, TraceEvent event, String reason, List<String> enabled)
      implements TraceOutcome {

    private static final int MOST_SHOWN = 12;

    public Rejected {
      enabled = List.copyOf(enabled);
    }

    /** The rejection as a test failure would say it; what concerns the same things comes first. */
    public String render() {
      List<String> near =
          enabled.stream().sorted(Comparator.comparingLong(call -> -shared(call))).toList();
      List<String> shown = near.subList(0, Math.min(MOST_SHOWN, near.size()));
      String more =
          near.size() > shown.size() ? " and " + (near.size() - shown.size()) + " more" : "";
      return "Event %d is not a step of the protocol: %s\n  %s\n  Possible here: %s"
          .formatted(
              number, event, reason, shown.isEmpty() ? "nothing" : String.join(", ", shown) + more);
    }

    /** How many of the event's choices a call makes too. */
    private long shared(String call) {
      List<String> words = List.of(call.split("[^A-Za-z0-9_]+"));
      return event.parameters().values().stream().filter(words::contains).count();
    }
  }

  /**
   * Not known: the log leaves so much open that its states are too many to follow.
   *
   * @param number of the event at which they became so, from 1
   * @param states the most that are kept
   */
  record UnderInstrumented(int number, TraceEvent event, int states) implements TraceOutcome {
    /** What is wrong with the log, and the way out. */
    public String render() {
      return "The log is under-instrumented: after event %d, %s, more than %d states are possible. Log its choices, or values that tell the states apart."
          .formatted(number, event, states);
    }
  }

  /** Not known: the log is empty, or the tool failed. */
  record Inconclusive(String why) implements TraceOutcome {}
}
