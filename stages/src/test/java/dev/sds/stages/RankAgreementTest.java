package dev.sds.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Verdict;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RankAgreementTest {

  private static Judged judged(double sketch, double whole) {
    var hypothesis =
        new Hypothesis(
            Stage.CODE,
            "test",
            Small.decisions("order", "first"),
            new TreeMap<>(),
            "",
            "",
            null,
            List.of());
    return new Judged(
        hypothesis,
        new Verdict.Accepted(
            List.of(
                Small.measured("time.mean", "day", 1, sketch, Fidelity.SHORT),
                Small.measured("time.mean", "day", 1, whole, Fidelity.FULL)),
            ""));
  }

  private static RankAgreement of(double... whole) {
    var agreement = new RankAgreement();
    Scores scores = Scores.of(Small.spec(Small.FAST));
    for (int i = 0; i < whole.length; i++) {
      agreement.round(List.of(judged(i + 1, whole[i])), scores);
    }
    return agreement;
  }

  @Test
  void sketchesThatRankBadly_areNoticed_onceThereAreEnough() {
    assertThat(of(6, 5, 4, 3, 2, 1).isLittle()).isTrue();
    assertThat(of(5, 4, 3, 2, 1).isLittle()).as("five pairs").isFalse();
    assertThat(of(1, 2, 3, 4, 5, 6).isLittle()).isFalse();
    assertThat(of(2, 1, 3, 4, 6, 5).isLittle()).as("13 of 15 pairs agree").isFalse();
  }
}
