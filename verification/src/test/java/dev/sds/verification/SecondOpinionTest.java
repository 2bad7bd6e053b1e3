package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.artifacts.protocol.TraceOutcome;
import dev.sds.verification.Dispatch.Fencing;
import dev.sds.verification.Dispatch.Tracking;
import dev.sds.verification.child.TraceWorker.Count;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stepping TLC's evaluator and exploring a module with the log in it must come to the same end. */
class SecondOpinionTest {

  @TempDir Path scratch;

  private final Protocol protocol = new Dispatch(Tracking.LEDGER, Fencing.ATTEMPT).protocol();
  private final Instance instance = Dispatch.instance(1, 1);

  @Test
  void bothWays_agreeOnEveryLog_rightOrFalsified() throws Exception {
    List<List<TraceEvent>> logs = new ArrayList<>();
    for (List<TraceEvent> log : List.of(crash(), suspicion())) {
      logs.add(log);
      logs.add(
          log.stream().map(e -> new TraceEvent(e.action(), e.parameters(), Map.of())).toList());
      logs.add(log.stream().map(e -> new TraceEvent(e.action(), Map.of(), Map.of())).toList());
      for (int i = 0; i < log.size(); i++) {
        logs.add(without(log, i));
        logs.add(swapped(log, i));
        logs.add(changed(log, i));
        logs.add(redirected(log, i));
      }
    }
    List<Integer> stuck =
        new TraceModule(protocol, instance, logs)
            .stuckAt(Files.createDirectory(scratch.resolve("tlc")));
    List<TraceStepper.Followed> followed =
        new TraceStepper(scratch).follow(protocol, instance, logs, Count.NOTHING, Limits.quick());
    int refused = 0;
    for (int i = 0; i < logs.size(); i++) {
      int expected = stuck.get(i);
      assertThat(number(followed.get(i).outcome(), logs.get(i)))
          .as("%s", logs.get(i))
          .isEqualTo(expected);
      refused += expected <= logs.get(i).size() ? 1 : 0;
    }
    assertThat(refused).as("of %s logs", logs.size()).isBetween(40, logs.size() - 6);
  }

  private static int number(TraceOutcome outcome, List<TraceEvent> log) {
    return switch (outcome) {
      case TraceOutcome.Accepted _ -> log.size() + 1;
      case TraceOutcome.Rejected rejected -> rejected.number();
      case TraceOutcome.UnderInstrumented open -> throw new IllegalStateException(open.render());
      case TraceOutcome.Inconclusive unknown -> throw new IllegalStateException(unknown.why());
    };
  }

  private static List<TraceEvent> crash() {
    return List.of(
        event("Accept", "q=q1", "held={q1}"),
        event("Dispatch", "q=q1 r=r1", "ledger[q1]={r1}"),
        event("Crash", "r=r1", "up={r2}"),
        event("Down", "r=r1", "believed={r2}"),
        event("Redispatch", "q=q1 r=r1", "attempt[q1]=1"),
        event("Dispatch", "q=q1 r=r2", "ledger[q1]={r2}"),
        event("Restart", "r=r1", ""),
        event("Finish", "q=q1 r=r2 n=1", "inflight={}"),
        event("Deliver", "q=q1 n=1", "delivered[q1]=1"));
  }

  private static List<TraceEvent> suspicion() {
    return List.of(
        event("Accept", "q=q2", "accepted={q2}"),
        event("Accept", "q=q1", "held={q1, q2}"),
        event("Dispatch", "q=q2 r=r2", "held={q1}"),
        event("Suspect", "r=r2", "suspicions=1"),
        event("Redispatch", "q=q2 r=r2", "attempt[q2]=1"),
        event("Finish", "q=q2 r=r2 n=0", "inflight={}"),
        event("Discard", "q=q2 n=0", "answers={}"),
        event("Dispatch", "q=q2 r=r1", "attempt[q2]=1"),
        event("Unsuspect", "r=r2", "believed={r1, r2}"),
        event("Finish", "q=q2 r=r1 n=1", ""),
        event("Deliver", "q=q2 n=1", "delivered[q2]=1"));
  }

  private static TraceEvent event(String action, String parameters, String observed) {
    Map<String, String> seen = new TreeMap<>();
    if (!observed.isEmpty()) {
      int equals = observed.indexOf('=');
      seen.put(observed.substring(0, equals), observed.substring(equals + 1));
    }
    Map<String, String> chosen = new TreeMap<>();
    for (String parameter : parameters.split(" ", -1)) {
      int equals = parameter.indexOf('=');
      chosen.put(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return new TraceEvent(action, chosen, seen);
  }

  private static List<TraceEvent> without(List<TraceEvent> log, int at) {
    var shorter = new ArrayList<>(log);
    shorter.remove(at);
    return shorter;
  }

  private static List<TraceEvent> swapped(List<TraceEvent> log, int at) {
    var other = new ArrayList<>(log);
    Collections.swap(other, at, (at + 1) % log.size());
    return other;
  }

  /** One observed value of another size. */
  private static List<TraceEvent> changed(List<TraceEvent> log, int at) {
    var other = new ArrayList<>(log);
    TraceEvent event = log.get(at);
    Map<String, String> seen = new TreeMap<>();
    event
        .observed()
        .forEach((path, value) -> seen.put(path, value.startsWith("{") ? "{r1, q1}" : value + "1"));
    other.set(at, new TraceEvent(event.action(), event.parameters(), seen));
    return other;
  }

  /** One choice that was another. */
  private static List<TraceEvent> redirected(List<TraceEvent> log, int at) {
    var other = new ArrayList<>(log);
    TraceEvent event = log.get(at);
    List<String> names = new ArrayList<>(event.parameters().keySet());
    String name = names.get(new Random(at).nextInt(names.size()));
    Map<String, String> chosen = new TreeMap<>(event.parameters());
    chosen.computeIfPresent(
        name,
        (_, value) ->
            switch (value) {
              case "q1" -> "q2";
              case "q2" -> "q1";
              case "r1" -> "r2";
              case "r2" -> "r1";
              default -> "2";
            });
    other.set(at, new TraceEvent(event.action(), chosen, event.observed()));
    return other;
  }
}
