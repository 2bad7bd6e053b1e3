package dev.sds.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sds.artifacts.Stop;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Trial;
import dev.sds.spec.Spec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoppingTest {

  private static final Policy POLICY = new Policy(4, 12, 2, 0.01, 1);

  private final Spec spec = Small.spec(Small.FAST);
  private final ExecutorService workers = Executors.newSingleThreadExecutor();
  private final Lab lab = Contexts.lab(workers);
  private final Purse purse = new Purse(lab, spec, Purse.requestsPerRun(spec));

  @AfterEach
  void close() {
    workers.shutdownNow();
  }

  /** Ten runs of a hundred requests are granted. */
  private void spend(int runs) {
    for (int i = 0; i < runs; i++) {
      lab.baseline(spec, "base", List.of(Trial.plain(spec.workloads().getFirst(), i, 1)));
    }
  }

  private static Stop.Reason reason(Optional<Stop> stop) {
    return stop.orElseThrow().reason();
  }

  @Test
  void nothingProposed_isExhausted() {
    assertThat(reason(new Stopping(POLICY, purse).after(0, 0, OptionalDouble.empty())))
        .isEqualTo(Stop.Reason.EXHAUSTED);
  }

  @Test
  void theLastRound_isExhausted() {
    var stopping = new Stopping(POLICY, purse);

    assertThat(stopping.after(10, 3, OptionalDouble.empty())).isEmpty();
    assertThat(reason(stopping.after(11, 3, OptionalDouble.empty())))
        .isEqualTo(Stop.Reason.EXHAUSTED);
  }

  @Test
  void thePurse_countsRequests() {
    assertThat(purse.left()).isEqualTo(1);
    spend(3);
    assertThat(purse.left()).isEqualTo(0.7, within(1e-12));
    assertThat(purse.spentRuns(spec)).isEqualTo(3, within(1e-9));
    spend(9);
    assertThat(purse.left()).isZero();
  }

  @Test
  void theReserve_isLeftForTheLastGate() {
    var stopping = new Stopping(POLICY, purse);
    spend(7);
    assertThat(stopping.after(0, 3, OptionalDouble.empty())).isEmpty();
    spend(2);

    Optional<Stop> stop = stopping.after(1, 3, OptionalDouble.empty());

    assertThat(reason(stop)).isEqualTo(Stop.Reason.BUDGET);
    assertThat(stop.orElseThrow().rule()).contains("20%");
  }

  @Test
  void twoBarrenRounds_stop_andAnImprovementStartsOver() {
    var stopping = new Stopping(POLICY, purse);

    assertThat(stopping.after(0, 3, OptionalDouble.of(10))).isEmpty();
    assertThat(stopping.after(1, 3, OptionalDouble.of(9.95))).as("within the noise").isEmpty();
    assertThat(stopping.after(2, 3, OptionalDouble.of(9))).as("better").isEmpty();
    assertThat(stopping.after(3, 3, OptionalDouble.of(9))).isEmpty();
    assertThat(reason(stopping.after(4, 3, OptionalDouble.of(8.95))))
        .isEqualTo(Stop.Reason.DIMINISHING_RETURNS);
  }

  @Test
  void negativeScores_improveDownwards() {
    var stopping = new Stopping(POLICY, purse);

    assertThat(stopping.after(0, 3, OptionalDouble.of(-10))).isEmpty();
    assertThat(stopping.after(1, 3, OptionalDouble.of(-11))).isEmpty();
    assertThat(stopping.after(2, 3, OptionalDouble.of(-11.05))).isEmpty();
    assertThat(stopping.after(3, 3, OptionalDouble.of(-11.05))).isPresent();
  }
}
