package dev.sds.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Instance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateTest {

  private static final Instance INSTANCE = new Instance(Map.of(), "at most 1 crash");
  private static final CheckOutcome.Statistics STATISTICS =
      new CheckOutcome.Statistics(1, 1, 0, 1, Map.of());
  private static final CheckOutcome.Verified VERIFIED =
      new CheckOutcome.Verified(STATISTICS, INSTANCE, List.of("Safe"));

  private static Evidence check(CheckOutcome outcome) {
    return new Evidence.ModelCheck("TLC", List.of("R3"), "at most 1 crash", outcome);
  }

  private static CheckOutcome violated() {
    return new CheckOutcome.Violated(
        new Counterexample(
            "Safe",
            Counterexample.Kind.INVARIANT,
            List.of("R3"),
            List.of(),
            new Counterexample.LoopBack.None()),
        INSTANCE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Weight.class,
      names = {"FOR", "NOTE"})
  void aFindingThatIsNotAgainst_isNoObjection(Weight weight) {
    assertThat(Gate.objection(List.of(Small.finding(weight, "R1")))).isEmpty();
    assertThat(Gate.doubt(List.of(Small.finding(weight, "R1")))).isEmpty();
  }

  @Test
  void aProof_goesBeforeAMeasurement() {
    var evidence = List.<Evidence>of(Small.finding(Weight.AGAINST, "R2"), check(violated()));

    assertThat(Gate.objection(evidence))
        .hasValueSatisfying(
            o -> {
              assertThat(o.strength()).isEqualTo(Gate.Strength.PROVEN);
              assertThat(o.requirement()).isEqualTo("R3");
              assertThat(o.why()).contains("Safe", "at most 1 crash");
            });
  }

  @Test
  void aMeasurementAgainst_isNoProof() {
    assertThat(Gate.objection(List.of(Small.finding(Weight.AGAINST, "R2"))))
        .hasValueSatisfying(o -> assertThat(o.strength()).isEqualTo(Gate.Strength.MEASURED));
  }

  @Test
  void aFatalFinding_isAProof() {
    assertThat(Gate.objection(List.of(Small.finding(Weight.FATAL))))
        .hasValueSatisfying(
            o -> {
              assertThat(o.strength()).isEqualTo(Gate.Strength.PROVEN);
              assertThat(o.requirement()).isEmpty();
            });
  }

  @Test
  void aBrokenModel_isRejected_andNamesNoRequirement() {
    assertThat(Gate.objection(List.of(check(new CheckOutcome.ModelError("no such name", "l. 3")))))
        .hasValueSatisfying(o -> assertThat(o.requirement()).isEmpty());
  }

  @Test
  void aModelNotExplored_isDoubt_andNoObjection() {
    var bounded =
        check(
            new CheckOutcome.Bounded(
                CheckOutcome.Limit.STATES, "1000 states", STATISTICS, INSTANCE));

    assertThat(Gate.objection(List.of(bounded))).isEmpty();
    assertThat(Gate.doubt(List.of(bounded)))
        .hasValueSatisfying(w -> assertThat(w).contains("1000"));
  }

  @Test
  void aToolThatFailed_isDoubt_andNoObjection() {
    var failed = new Evidence.ToolFailure("TLC", List.of("R3"), "killed");
    var inside = check(new CheckOutcome.ToolFailure("killed"));

    assertThat(Gate.objection(List.of(failed, inside))).isEmpty();
    assertThat(Gate.doubt(List.of(failed))).contains("TLC: killed");
    assertThat(Gate.doubt(List.of(inside))).isPresent();
  }

  @Test
  void aModelThatHolds_isAccepted_andCounted() {
    var evidence = List.<Evidence>of(check(VERIFIED), Small.finding(Weight.FOR, "R2"));

    assertThat(Gate.objection(evidence)).isEmpty();
    assertThat(Gate.doubt(evidence)).isEmpty();
    assertThat(Gate.accepted(evidence).because()).startsWith("2 checks");
  }

  @Test
  void aVacuousPass_isDoubt_andSpeaksForNothing() {
    var vacuous = check(new CheckOutcome.Vacuous(List.of("Redispatch"), VERIFIED));

    assertThat(Gate.objection(List.of(vacuous))).isEmpty();
    assertThat(Gate.doubt(List.of(vacuous)))
        .hasValueSatisfying(w -> assertThat(w).contains("Redispatch"));
    assertThat(Gate.accepted(List.of(vacuous)).because()).startsWith("nothing speaks against");
  }
}
