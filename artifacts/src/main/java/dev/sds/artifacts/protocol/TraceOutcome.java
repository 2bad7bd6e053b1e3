package dev.sds.artifacts.protocol;

import java.util.Collections;
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
    public Rejected {
      enabled = List.copyOf(enabled);
    }

    /** The rejection as a test failure would say it. */
    public String render() {
      return "Event %d is not a step of the protocol: %s\n  %s\n  Possible here: %s"
          .formatted(
              number, event, reason, enabled.isEmpty() ? "nothing" : String.join(", ", enabled));
    }
  }

  /** Not known: the log holds too little, or the tool failed. */
  record Inconclusive(String why) implements TraceOutcome {}
}
