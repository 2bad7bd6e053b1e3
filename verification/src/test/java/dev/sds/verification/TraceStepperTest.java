package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.artifacts.protocol.TraceOutcome;
import dev.sds.artifacts.protocol.TraceOutcome.Accepted;
import dev.sds.artifacts.protocol.TraceOutcome.Inconclusive;
import dev.sds.artifacts.protocol.TraceOutcome.Rejected;
import dev.sds.artifacts.protocol.TraceOutcome.UnderInstrumented;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.verification.Dispatch.Fencing;
import dev.sds.verification.Dispatch.Tracking;
import dev.sds.verification.child.TraceWorker.Count;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceStepperTest {

  @TempDir Path scratch;

  private final Protocol protocol = new Dispatch(Tracking.LEDGER, Fencing.ATTEMPT).protocol();
  private final List<TraceEvent> story = story();

  private TraceStepper stepper;

  @BeforeEach
  void start() {
    stepper = new TraceStepper(scratch);
  }

  @Test
  void logOfARightRouter_isAccepted() throws Exception {
    assertThat(follow(story))
        .asInstanceOf(type(Accepted.class))
        .satisfies(
            accepted -> {
              assertThat(accepted.events()).isEqualTo(story.size());
              assertThat(accepted.covered()).containsEntry("Dispatch", 2).containsEntry("Crash", 1);
              assertThat(accepted.uncovered())
                  .containsExactly("Discard", "Done", "Suspect", "Unsuspect");
            });
  }

  @Test
  void changedField_isRejectedThere() throws Exception {
    List<TraceEvent> changed = new ArrayList<>(story);
    TraceEvent redispatch = changed.get(4);
    changed.set(
        4,
        new TraceEvent(redispatch.action(), redispatch.parameters(), Map.of("attempt[q1]", "0")));
    Rejected rejected = rejected(changed);
    assertThat(rejected.number()).isEqualTo(5);
    assertThat(rejected.reason()).contains("attempt[q1] = 1 in the protocol and 0 in the log");
  }

  @Test
  void changedParameter_isRejectedThere() throws Exception {
    List<TraceEvent> changed = new ArrayList<>(story);
    changed.set(1, event("Dispatch", Map.of("q", "q2", "r", "r1"), Map.of()));
    Rejected rejected = rejected(changed);
    assertThat(rejected.number()).isEqualTo(2);
    assertThat(rejected.reason()).isEqualTo("The action is not possible here.");
    assertThat(rejected.enabled())
        .containsExactly(
            "Accept(q2)",
            "Crash(r1)",
            "Crash(r2)",
            "Dispatch(q1, r1)",
            "Dispatch(q1, r2)",
            "Suspect(r1)",
            "Suspect(r2)");
  }

  @Test
  void eachDroppedEvent_isRejected() throws Exception {
    for (int i = 0; i < story.size() - 1; i++) {
      List<TraceEvent> shorter = new ArrayList<>(story);
      TraceEvent dropped = shorter.remove(i);
      if (!dropped.action().equals("Restart")) {
        assertThat(follow(shorter)).as("without %s", dropped).isInstanceOf(Rejected.class);
      }
    }
  }

  @Test
  void swappedEvents_areRejectedThere() throws Exception {
    List<TraceEvent> swapped = new ArrayList<>(story);
    Collections.swap(swapped, 3, 4);
    assertThat(rejected(swapped).number()).isEqualTo(4);
    assertThat(rejected(swapped).render()).startsWith("Event 4 is not a step of the protocol:");
  }

  @Test
  void unknownActionAndParameter_areRejected() throws Exception {
    assertThat(rejected(List.of(event("Steal", Map.of(), Map.of()))).reason())
        .isEqualTo("The protocol has no action of that name.");
    assertThat(rejected(List.of(event("Accept", Map.of("q", "q9"), Map.of()))).reason())
        .contains("no such parameters");
    assertThat(rejected(List.of(event("Accept", Map.of(), Map.of("queue", "{}")))).reason())
        .contains("no such place");
  }

  @Test
  void wholeValues_compareWhateverTheirNotation() throws Exception {
    assertThat(
            follow(
                List.of(
                    event("Accept", Map.of("q", "q2"), Map.of("delivered", "[q2:0,q1 : 0]")),
                    event("Accept", Map.of("q", "q1"), Map.of("held", "{q2,q1}")),
                    event(
                        "Dispatch",
                        Map.of("q", "q1"),
                        Map.of("inflight", "{[req |-> q1, rep |-> r2, att |-> 0]}")))))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void choiceThatTheLogLeavesOpen_isFollowedBothWays() throws Exception {
    Protocol picking =
        new Protocol(
            "Picking",
            "",
            List.of(),
            List.of(),
            List.of(new Variable("x", "Nat", "0", "")),
            List.of(
                Action.of(Action.Origin.SYSTEM, "Pick", "").over("p", "1 .. 3").then("x", "p"),
                Action.of(Action.Origin.SYSTEM, "Show", "").when("x = 2").then("x", "0")),
            List.of());
    List<TraceEvent> log =
        List.of(
            new TraceEvent("Pick", Map.of(), Map.of()), new TraceEvent("Show", Map.of(), Map.of()));
    assertThat(
            new TraceStepper(scratch)
                .follow(picking, new Instance(Map.of(), ""), log, Limits.quick()))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void logThatLeavesTooMuchOpen_isUnderInstrumented_untilItSaysMore() throws Exception {
    Protocol picking =
        new Protocol(
            "Picking",
            "",
            List.of(),
            List.of(),
            List.of(new Variable("x", "Nat", "0", ""), new Variable("y", "Nat", "0", "")),
            List.of(
                Action.of(Action.Origin.SYSTEM, "Left", "").over("p", "1 .. 150").then("x", "p"),
                Action.of(Action.Origin.SYSTEM, "Right", "").over("p", "1 .. 150").then("y", "p")),
            List.of());
    List<TraceEvent> blind =
        List.of(event("Left", Map.of(), Map.of()), event("Right", Map.of(), Map.of()));
    List<TraceEvent> seeing = List.of(blind.get(0), event("Right", Map.of("p", "7"), Map.of()));
    List<TraceStepper.Followed> followed =
        stepper.follow(
            picking,
            new Instance(Map.of(), ""),
            List.of(blind, seeing),
            Count.NOTHING,
            Limits.quick());
    assertThat(followed.get(0).outcome())
        .asInstanceOf(type(UnderInstrumented.class))
        .satisfies(
            open -> {
              assertThat(open.number()).isEqualTo(2);
              assertThat(open.render()).startsWith("The log is under-instrumented: after event 2");
            });
    assertThat(followed.get(1).outcome()).isInstanceOf(Accepted.class);
  }

  @Test
  void emptyLog_isInconclusive() throws Exception {
    assertThat(follow(List.of())).isInstanceOf(Inconclusive.class);
  }

  private static List<TraceEvent> story() {
    return List.of(
        event("Accept", Map.of("q", "q1"), Map.of("held", "{q1}")),
        event("Dispatch", Map.of("q", "q1", "r", "r1"), Map.of("ledger[q1]", "{r1}")),
        event("Crash", Map.of("r", "r1"), Map.of("up", "{r2}")),
        event("Down", Map.of("r", "r1"), Map.of("believed", "{r2}")),
        event("Redispatch", Map.of("q", "q1", "r", "r1"), Map.of("attempt[q1]", "1")),
        event("Dispatch", Map.of("q", "q1", "r", "r2"), Map.of("ledger[q1]", "{r2}")),
        event("Restart", Map.of("r", "r1"), Map.of()),
        event("Finish", Map.of("q", "q1", "r", "r2", "n", "1"), Map.of("inflight", "{}")),
        event("Deliver", Map.of("q", "q1", "n", "1"), Map.of("delivered[q1]", "1")));
  }

  private static TraceEvent event(
      String action, Map<String, String> parameters, Map<String, String> observed) {
    return new TraceEvent(action, parameters, observed);
  }

  private TraceOutcome follow(List<TraceEvent> events) throws InterruptedException {
    return stepper.follow(protocol, Dispatch.instance(1, 1), events, Limits.quick());
  }

  private Rejected rejected(List<TraceEvent> events) throws InterruptedException {
    TraceOutcome outcome = follow(events);
    assertThat(outcome).isInstanceOf(Rejected.class);
    return (Rejected) outcome;
  }
}
