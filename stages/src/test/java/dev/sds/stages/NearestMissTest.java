package dev.sds.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Miss;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.Nogood.Strength;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.Stop;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestMissTest {

  private static final Decisions LOG = Small.decisions("memory", "log");

  private static Judged slow(String order, double... p99) {
    var evidence = new dev.sds.artifacts.Evidence[p99.length + 1];
    for (int i = 0; i < p99.length; i++) {
      evidence[i] = Small.measured("time.p99", "day", i, p99[i], Fidelity.FULL);
    }
    evidence[p99.length] = Small.finding(Weight.AGAINST, "R2");
    return Small.rejected(Small.decisions("order", order), "R2", evidence);
  }

  private static Nogood nogood(Decisions decisions, String requirement) {
    return new Nogood(
        decisions,
        requirement,
        Stage.SPEC,
        Strength.PROVEN,
        ContentHash.of("key"),
        "it always fails");
  }

  private static Miss find(List<Nogood> nogoods, List<Judged> turnedDownLast, Judged... judged) {
    return tryToFind(nogoods, turnedDownLast, judged).orElseThrow();
  }

  private static Optional<Miss> tryToFind(
      List<Nogood> nogoods, List<Judged> turnedDownLast, Judged... judged) {
    var spec = Small.spec(Small.FAST, Small.BOUNDED, Small.SAFE);
    var report =
        new StageReport(
            Stage.DESIGN,
            List.of(judged),
            List.of(),
            nogoods,
            List.of(),
            List.of(),
            new Stop(Stop.Reason.EXHAUSTED, ""),
            0,
            0);
    return new NearestMiss(Contexts.of(spec), nogoods).find(report, turnedDownLast);
  }

  @Test
  void aNogoodOfNothing_isAProof_beforeAllElse() {
    Miss miss = find(List.of(nogood(Decisions.NONE, "R2")), List.of(), slow("first", 30, 30, 30));

    assertThat(miss.binding()).isEqualTo("R2");
    assertThat(miss.proven()).isTrue();
    assertThat(miss.nearest()).isNull();
    assertThat(miss.relaxation()).contains("R2", "no decision of a design changes this");
  }

  @Test
  void theSmallestExcess_isNearest_andItsRelaxationWouldPass() {
    Judged near = slow("first", 12, 12, 12);

    Miss miss = find(List.of(), List.of(), slow("last", 30, 30, 30), near);

    assertThat(miss.nearest()).isEqualTo(near);
    assertThat(miss.proven()).isFalse();
    assertThat(miss.relaxation()).contains("R2", "time.p99 <= 12 s");
  }

  @Test
  void theRelaxation_coversTheWholeInterval() {
    // Mean 12, standard error 1 / sqrt 3, t(2, 95%) = 2.920: 13.69.
    assertThat(find(List.of(), List.of(), slow("first", 11, 12, 13)).relaxation())
        .contains("time.p99 <= 13.7 s");
  }

  @Test
  void whatOnlyTheLastGateTurnedDown_isNearer() {
    Judged last = slow("last", 99, 99, 99);

    assertThat(find(List.of(), List.of(last), slow("first", 12, 12, 12)).nearest()).isEqualTo(last);
  }

  @Test
  void aProof_namesTheFaultsToDrop() {
    Miss miss = find(List.of(), List.of(), Small.rejected(LOG, "R3"));

    assertThat(miss.binding()).isEqualTo("R3");
    assertThat(miss.proven()).isTrue();
    assertThat(miss.relaxation()).contains("crash", "R3");
  }

  @Test
  void whatIsNotSettled_mayMeetTheSpec_soNothingIsMissed() {
    Judged open = Small.open(Small.decisions("order", "last"), "the model was too large");

    assertThat(tryToFind(List.of(), List.of(), Small.rejected(LOG, "R3"), open)).isEmpty();
    assertThat(tryToFind(List.of(nogood(LOG, "R3")), List.of(), open)).isEmpty();
  }

  @Test
  void whatAPersonTurnedDown_isNotProvenToFail() {
    var no = new Nogood(LOG, "", Stage.DESIGN, Strength.REFUSED, ContentHash.of("key"), "no");

    assertThat(find(List.of(no), List.of(), Small.rejected(LOG, "R3")).proven()).isFalse();
    assertThat(find(List.of(no, nogood(LOG, "R3")), List.of()).proven()).isFalse();
    assertThat(find(List.of(nogood(LOG, "R3")), List.of()).proven()).isTrue();
  }

  @Test
  void withNothingRejected_thereIsNoMiss() {
    assertThat(tryToFind(List.of(), List.of(), Small.accepted(LOG))).isEmpty();
  }
}
