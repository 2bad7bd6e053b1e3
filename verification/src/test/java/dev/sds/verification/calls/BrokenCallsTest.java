package dev.sds.verification.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.TraceEvent;
import dev.sds.artifacts.protocol.TraceOutcome;
import dev.sds.evaluators.schedule.Schedule;
import dev.sds.evaluators.schedule.Scheduler;
import dev.sds.verification.Golden;
import dev.sds.verification.Limits;
import dev.sds.verification.ProtocolLibrary;
import dev.sds.verification.TraceStepper;
import dev.sds.verification.TraceStepper.Followed;
import dev.sds.verification.calls.CallsWorld.Mistake;
import dev.sds.verification.child.TraceWorker.Count;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with one mistake each, run under many seeds: their logs are no behaviours of calls. */
class BrokenCallsTest {

  private static final int SEEDS = 30;
  private static final int DRAWS = 30;

  @TempDir Path scratch;

  @Test
  void everyMistake_isRefusedInSomeRun_andTheRightServerInNone() throws Exception {
    List<List<TraceEvent>> logs = new ArrayList<>();
    for (Mistake mistake : Mistake.values()) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        Scheduler.Run run = Scheduler.run(new CallsWorld(mistake), Schedule.drawn(seed, DRAWS));
        assertThat(run.end()).isEqualTo(Scheduler.End.AT_REST);
        logs.add(run.log());
      }
    }
    ProtocolFamily family = ProtocolLibrary.family("calls");
    List<Followed> followed =
        new TraceStepper(scratch)
            .follow(
                family.protocol(family.sound()),
                family.instance(family.faults()),
                logs,
                Count.NOTHING,
                new Limits(60, 512, 50_000));

    var text = new StringBuilder();
    int from = 0;
    for (Mistake mistake : Mistake.values()) {
      List<Followed> runs = followed.subList(from, from + SEEDS);
      from += SEEDS;
      long refused =
          runs.stream().filter(f -> f.outcome() instanceof TraceOutcome.Rejected).count();
      long accepted =
          runs.stream().filter(f -> f.outcome() instanceof TraceOutcome.Accepted).count();
      assertThat(refused + accepted).as("%s", mistake).isEqualTo(SEEDS);
      if (mistake == Mistake.NONE) {
        assertThat(refused).as("%s", runs).isZero();
        assertThat(taken(logs.subList(0, SEEDS))).containsAll(actions(family));
      } else {
        assertThat(refused).as("%s", mistake).isPositive();
      }
      text.append(mistake).append(": refused in %d of %d runs\n".formatted(refused, SEEDS));
      earliest(runs).ifPresent(r -> text.append("  ").append(r.render()).append('\n'));
    }
    Golden.check("broken-calls.txt", text.toString());
  }

  private static Set<String> actions(ProtocolFamily family) {
    Set<String> names = new HashSet<>();
    family.protocol(family.sound()).actions().forEach(action -> names.add(action.name()));
    return names;
  }

  private static Set<String> taken(List<List<TraceEvent>> logs) {
    Set<String> names = new HashSet<>();
    logs.forEach(log -> log.forEach(event -> names.add(event.action())));
    return names;
  }

  private static Optional<TraceOutcome.Rejected> earliest(List<Followed> runs) {
    return runs.stream()
        .map(Followed::outcome)
        .filter(TraceOutcome.Rejected.class::isInstance)
        .map(TraceOutcome.Rejected.class::cast)
        .min(Comparator.comparingInt(TraceOutcome.Rejected::number));
  }
}
