package dev.sds.artifacts.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Limit;
import dev.sds.artifacts.protocol.CheckOutcome.Statistics;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RequirementLedgerTest {

  private static final Instance INSTANCE = new Instance(Map.of(), "2 jobs");
  private static final Statistics STATISTICS = new Statistics(90, 1234, 5, 7, Map.of());

  @Test
  void row_ofUnfinishedCheckIsNotSettled() {
    var bounded = new CheckOutcome.Bounded(Limit.STATES, "enough", STATISTICS, INSTANCE);
    assertThat(r3(bounded).status()).isEqualTo("**not settled**: explored in part");
    assertThat(r3(bounded).evidence()).contains("after 1,234 distinct states");
  }

  @Test
  void row_ofVacuousCheckNamesWhatNeverHappened() {
    var passed = new CheckOutcome.Verified(STATISTICS, INSTANCE, List.of("NoLostJob"));
    var vacuous = new CheckOutcome.Vacuous(List.of("GiveBack"), passed);
    assertThat(r3(vacuous).status()).isEqualTo("model-checked within bounds, in part vacuously");
    assertThat(r3(vacuous).evidence()).contains("`GiveBack` was never possible");
  }

  @Test
  void row_ofBrokenToolIsNotSettled() {
    assertThat(r3(new CheckOutcome.ToolFailure("out of memory")).status())
        .isEqualTo("**not settled**");
  }

  @Test
  void row_withoutEvidenceIsUnverified() {
    var row = new RequirementLedger(dossier(List.of())).rows().get(2);
    assertThat(row.status()).isEqualTo("**unverified**");
    assertThat(row.unverified()).isTrue();
  }

  private static RequirementLedger.Row r3(CheckOutcome outcome) {
    var check = new Evidence.ModelCheck("tlc", List.of("R3"), "2 jobs", outcome);
    return new RequirementLedger(dossier(List.of(check))).rows().get(2);
  }

  private static Dossier dossier(List<Evidence> evidence) {
    Dossier some = JobQueueDossiers.refined();
    var hypothesis =
        new Hypothesis(
            Stage.DESIGN,
            "embedded",
            JobQueueKit.decisions("order", "fifo", "placement", "central", "recovery", "ledger"),
            new TreeMap<>(),
            "",
            "",
            null,
            List.of());
    return new Dossier(
        some.spec(),
        some.kit(),
        List.of(),
        List.of(),
        new Judged(hypothesis, new Verdict.Accepted(evidence, "")),
        List.of(),
        null,
        0);
  }
}
