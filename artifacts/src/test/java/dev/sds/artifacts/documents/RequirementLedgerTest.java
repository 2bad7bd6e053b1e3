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
import dev.sds.spec.Check;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  @Test
  void row_ofSketches_isAnEstimateOfAnObjective_andNoVerdictOnABound() {
    List<Evidence> sketches =
        List.of(sketch("R1", "wait.mean", 1), sketch("R1", "wait.mean", 3), sketch("R2", p99(), 9));

    List<RequirementLedger.Row> rows = new RequirementLedger(dossier(sketches)).rows();

    assertThat(rows.get(0).status()).isEqualTo("estimated, not measured");
    assertThat(rows.get(0).evidence()).isEqualTo("mean 2 s on `day`, in 2 sketch runs");
    assertThat(rows.get(1).status()).isEqualTo("**unverified**");
    assertThat(rows.get(1).evidence())
        .isEqualTo("mean 9 s on `day`, in 1 sketch run, too few to judge a bound by");
  }

  @Test
  void row_ofAnObjective_showsItsFigures_notTheChecksBesideThem() {
    var measured =
        new Evidence.Measurement(
            "simulation", List.of("R1"), "wait.mean", "day", 1, 4, Evidence.Fidelity.FULL);
    var beside =
        new Evidence.Finding(
            "perturbation", List.of("R1"), Evidence.Weight.FOR, "same", "nothing changed", "");

    var row = new RequirementLedger(dossier(Stage.CODE, List.of(measured, beside))).rows().get(0);

    assertThat(row.status()).isEqualTo("measured on 1 train seed");
    assertThat(row.evidence()).isEqualTo("mean 4 s on `day`");
  }

  private static String p99() {
    return JobQueueDossiers.refined().spec().bounds().stream()
        .map(r -> ((Check.Bound) Objects.requireNonNull(r.check())).metric())
        .findFirst()
        .orElseThrow();
  }

  private static Evidence sketch(String id, String metric, double value) {
    return new Evidence.Measurement(
        "sketch", List.of(id), metric, "day", 1, value, Evidence.Fidelity.SHORT);
  }

  private static RequirementLedger.Row r3(CheckOutcome outcome) {
    var check = new Evidence.ModelCheck("tlc", List.of("R3"), "2 jobs", outcome);
    return new RequirementLedger(dossier(List.of(check))).rows().get(2);
  }

  private static Dossier dossier(List<Evidence> evidence) {
    return dossier(Stage.DESIGN, evidence);
  }

  private static Dossier dossier(Stage stage, List<Evidence> evidence) {
    Dossier some = JobQueueDossiers.refined();
    var hypothesis =
        new Hypothesis(
            stage,
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
