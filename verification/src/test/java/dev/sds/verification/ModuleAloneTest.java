package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.ModuleAlone;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.artifacts.protocol.TraceOutcome;
import dev.sds.verification.TraceStepper.Followed;
import dev.sds.verification.child.TraceWorker.Count;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of one store of two, which know nothing of the other nor of who writes to them. */
class ModuleAloneTest {

  private static final ProtocolFamily MIRROR = ProtocolLibrary.family("mirror");

  private static final Limits LIMITS = new Limits(120, 512, 20_000);

  @TempDir Path scratch;

  /** What a store says of itself, in the words of its kind. */
  private static List<TraceEvent> store(String... steps) {
    return Stream.of(steps)
        .map(step -> step.split(" ", -1))
        .map(
            step ->
                new TraceEvent(
                    step[0],
                    step[1].isEmpty() ? Map.of() : Map.of(step[1], step[2]),
                    step.length > 3 ? Map.of(step[3], step[4]) : Map.of()))
        .toList();
  }

  @Test
  void logOfOneModule_isFollowedWithoutTheOthers() throws Exception {
    Protocol protocol = MIRROR.protocol(MIRROR.sound());
    Instance instance = MIRROR.instance(MIRROR.faults());
    ModuleAlone primary = ModuleAlone.of(protocol, "primary");
    ModuleAlone backup = ModuleAlone.of(protocol, "backup");

    List<TraceEvent> twoAtOnce = store("Take i a", "Take i b", "Save i a table {a}");
    List<TraceEvent> lost =
        store("Take i a", "Crash n server arrived {}", "Restart n server", "Save i a");
    assertThat(follow(primary, instance, List.of(twoAtOnce, lost)))
        .satisfiesExactly(
            accepted -> assertThat(accepted).isInstanceOf(TraceOutcome.Accepted.class),
            refused -> assertThat(refusal(refused)).startsWith("Event 4 ").contains("PrimarySave"));
    assertThat(
            follow(
                backup,
                instance,
                List.of(
                    twoAtOnce,
                    store("Take i a", "Save i a", "Repeat i a table {a}"),
                    store("Take i a", "Save i a", "Repeat i a table {b}"))))
        .satisfiesExactly(
            refused -> assertThat(refusal(refused)).startsWith("Event 2 ").contains("BackupCrash"),
            accepted -> assertThat(accepted).isInstanceOf(TraceOutcome.Accepted.class),
            refused -> assertThat(refusal(refused)).startsWith("Event 3 ").contains("backupTable"));
    assertThatThrownBy(() -> ModuleAlone.of(protocol, "toBackup"))
        .hasMessage("The protocol 'Mirror' has no module 'toBackup'.");
  }

  private List<TraceOutcome> follow(
      ModuleAlone module, Instance instance, List<List<TraceEvent>> logs) throws Exception {
    return new TraceStepper(scratch)
            .follow(
                module.protocol(),
                instance,
                logs.stream().map(module::log).toList(),
                Count.NOTHING,
                LIMITS)
            .stream()
            .map(Followed::outcome)
            .toList();
  }

  private static String refusal(TraceOutcome outcome) {
    assertThat(outcome).isInstanceOf(TraceOutcome.Rejected.class);
    return ((TraceOutcome.Rejected) outcome).render();
  }
}
