package dev.sds.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Judged;
import dev.sds.spec.Check;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScoresTest {

  private static Judged judged(Fidelity fidelity, double... values) {
    var evidence = new dev.sds.artifacts.Evidence[values.length];
    for (int i = 0; i < values.length; i++) {
      evidence[i] = Small.measured("time.mean", "day", i, values[i], fidelity);
    }
    return Small.accepted(Decisions.NONE, evidence);
  }

  @Test
  void aScore_isTheGeometricMean() {
    Scores scores = Scores.of(Small.spec(Small.BOUNDED, Small.FAST));

    assertThat(scores.metric()).isEqualTo("time.mean");
    assertThat(scores.score(judged(Fidelity.FULL, 2, 8)).getAsDouble()).isEqualTo(4, within(1e-9));
  }

  @Test
  void whatIsToBeLarge_scoresNegative_soThatLessIsBetter() {
    Scores scores =
        Scores.of(
            Small.spec(
                Small.requirement(
                    "R1", new Check.Objective(Check.Direction.MAXIMIZE, "time.mean"))));
    Judged large = judged(Fidelity.FULL, 8, 8);
    Judged small = judged(Fidelity.FULL, 2, 2);

    assertThat(scores.score(large).getAsDouble()).isEqualTo(-8, within(1e-9));
    assertThat(Stream.of(small, large).sorted(scores.order(Fidelity.FULL)))
        .containsExactly(large, small);
  }

  @Test
  void wholeRuns_goBeforeSketches_andOtherFidelitiesDoNotCount() {
    Scores scores = Scores.of(Small.spec(Small.FAST));

    assertThat(scores.score(judged(Fidelity.SHORT, 3)).getAsDouble()).isEqualTo(3, within(1e-9));
    assertThat(scores.score(judged(Fidelity.HOLDOUT, 3))).isEmpty();
  }

  @Test
  void theUnmeasured_isLast() {
    Scores scores = Scores.of(Small.spec(Small.FAST));
    Judged none = Small.accepted(Small.decisions("order", "first"));
    Judged some = judged(Fidelity.FULL, 1e6);

    assertThat(Stream.of(none, some).sorted(scores.order(Fidelity.FULL)))
        .containsExactly(some, none);
  }

  @Test
  void withoutAnObjective_theFirstBoundCounts() {
    Scores scores = Scores.of(Small.spec(Small.SAFE, Small.BOUNDED));

    assertThat(scores).isEqualTo(new Scores("time.p99", 1));
  }

  @Test
  void ratio_pairsSharedRunsOnly() {
    Scores scores = Scores.of(Small.spec(Small.FAST));

    assertThat(scores.ratio(Map.of("a", 2.0, "b", 9.0), Map.of("a", 4.0, "c", 1.0)))
        .hasValueSatisfying(
            r -> {
              assertThat(r.mean()).isEqualTo(0.5, within(1e-12));
              assertThat(r.pairs()).isEqualTo(1);
            });
    assertThat(scores.ratio(Map.of("a", 1.0), Map.of())).isEqualTo(List.of().stream().findFirst());
  }
}
