package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.CheckOutcome;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesignBlameTest {

  @TempDir Path scratch;

  @ParameterizedTest
  @CsvSource({
    "autoscaler, stopping, stops-at-once, NoLostJob, 5",
    "autoscaler, floor, no-floor, FloorKept, 1",
    "breaker, evidence, all-replies, FreshEvidence, 11",
    "calls, answer, before-commit, AnsweredIsDone, 4",
    "commit, preparation, keeps-in-memory, CommitNeedsAll, 6",
    "commit, timeout, waits-for-votes, Deadlock, 6",
    "delivery, acknowledgement, on-receipt, ConfirmedIsDone, 4",
    "election, voting, every-time, OneVote, 3",
    "lease, granting, any-time, OneHolder, 4",
    "log, durability, counts-memory, Durable, 4",
  })
  void seededMistake_isFoundByAShortestCounterexample(
      String name, String decision, String choice, String property, int steps) throws Exception {
    ProtocolFamily family = ProtocolLibrary.family(name);
    CheckOutcome outcome = blame(family).outcome(Decisions.NONE.with(decision, choice));
    assertThat(outcome).isInstanceOf(CheckOutcome.Violated.class);
    var found = ((CheckOutcome.Violated) outcome).counterexample();
    assertThat(found.property()).isEqualTo(property);
    assertThat(found.steps()).hasSize(steps + 1);
  }

  @Test
  void blame_leavesOutTheDecisionsThatDoNotMatter() throws Exception {
    ProtocolFamily family = ProtocolLibrary.family("breaker");
    Decisions both = Decisions.NONE.with("probing", "many-probes").with("timer", "stays-open");
    DesignBlame.Finding found = blame(family).blame(both);
    assertThat(found.nogood().values()).containsExactly(Map.entry("timer", "stays-open"));
    assertThat(found.passing().value("timer")).contains("retries");
    assertThat(found.unsettled()).isEmpty();
  }

  @Test
  void designsThatAreOnlyVacuous_countAsFailing_andAreNamed() throws Exception {
    ProtocolFamily family = ProtocolLibrary.family("autoscaler");
    Decisions idle = Decisions.NONE.with("growth", "grows-when-all-off");
    DesignBlame.Finding found = blame(family).blame(idle);
    assertThat(found.nogood().values()).containsExactly(Map.entry("growth", "grows-when-all-off"));
    assertThat(found.vacuous()).contains(family.sound().with(idle));
  }

  @Test
  void blame_ofADesignThatIsNotSeenToFail_isTheWholeDesign() throws Exception {
    ProtocolFamily family = ProtocolLibrary.family("breaker");
    DesignBlame.Finding found = blame(family).blame(family.sound());
    assertThat(found.nogood()).isEqualTo(family.sound());
    assertThat(found.unsettled()).containsExactly(family.sound());
  }

  @Test
  void soundDesign_hasNoNogood() {
    ProtocolFamily family = ProtocolLibrary.family("breaker");
    assertThatThrownBy(() -> blame(family).nogood(family.sound()))
        .hasMessageContaining("does not fail");
  }

  private DesignBlame blame(ProtocolFamily family) {
    return new DesignBlame(new TlcRunner(scratch, 1), new Limits(60, 512, 50_000), family);
  }
}
