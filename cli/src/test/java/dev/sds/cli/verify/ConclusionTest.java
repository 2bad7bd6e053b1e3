package dev.sds.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Statistics;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Instance;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the checks of a design come to; exit code 5 stands for what is left open. */
class ConclusionTest {

  private static final Instance INSTANCE = new Instance(Map.of(), "no faults");

  private static final Evidence HELD =
      check(new CheckOutcome.Verified(statistics(), INSTANCE, List.of("TypeOK")));

  private static final Evidence VACUOUS =
      check(
          new CheckOutcome.Vacuous(
              List.of("TakeBack"),
              new CheckOutcome.Verified(statistics(), INSTANCE, List.of("TypeOK"))));

  private static final Evidence BROKEN =
      check(
          new CheckOutcome.Violated(
              new Counterexample(
                  "NoLoss",
                  Counterexample.Kind.INVARIANT,
                  List.of("R1"),
                  List.of(),
                  new Counterexample.LoopBack.None()),
              INSTANCE));

  private static final Evidence WRONG = check(new CheckOutcome.ModelError("no value", ""));

  private static final Evidence NOTE =
      new Evidence.Finding("TLC, larger", List.of("R1"), Evidence.Weight.NOTE, "x", "said", "");

  @Test
  void vacuousCheck_leavesTheDesignOpen() {
    assertThat(Conclusion.of(List.of(HELD, VACUOUS, HELD))).isEqualTo(Conclusion.OPEN);
  }

  @Test
  void violation_weighsMoreThanWhatIsOpen() {
    assertThat(Conclusion.of(List.of(VACUOUS, BROKEN, VACUOUS))).isEqualTo(Conclusion.VIOLATED);
  }

  @Test
  void wrongModel_speaksAgainstTheDecisionsThatMadeIt() {
    assertThat(Conclusion.of(List.of(HELD, WRONG, VACUOUS))).isEqualTo(Conclusion.VIOLATED);
  }

  @Test
  void passWithNotes_holds() {
    assertThat(Conclusion.of(List.of(HELD, NOTE))).isEqualTo(Conclusion.HOLDS);
  }

  @Test
  void failureOfTheTool_leavesTheDesignOpen() {
    Evidence failed = new Evidence.ToolFailure("TLC", List.of("R1"), "it was killed");
    assertThat(Conclusion.of(List.of(HELD, failed))).isEqualTo(Conclusion.OPEN);
  }

  private static Evidence check(CheckOutcome outcome) {
    return new Evidence.ModelCheck("TLC", List.of("R1"), INSTANCE.label(), outcome);
  }

  private static Statistics statistics() {
    return new Statistics(9, 5, 0, 3, Map.of());
  }
}
