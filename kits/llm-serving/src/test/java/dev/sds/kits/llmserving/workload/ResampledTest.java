package dev.sds.kits.llmserving.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResampledTest {

  private static final Trace ROWS =
      new Trace(new double[] {0, 5, 9}, new int[] {10, 20, 30}, new int[] {1, 2, 3});

  private static final Resampled DRAWN = new Resampled(ROWS, new Arrivals.Poisson(10), 300);

  @Test
  void everyRequest_isAWholeRow_andRowsAreDrawnAlike() {
    Trace trace = DRAWN.trace(1);
    Map<Integer, Integer> count = new HashMap<>();
    for (int i = 0; i < trace.size(); i++) {
      assertThat(trace.promptTokens(i)).isEqualTo(10 * trace.decodeTokens(i));
      count.merge(trace.decodeTokens(i), 1, Integer::sum);
    }
    assertThat(trace.size()).isBetween(2800, 3200);
    assertThat(count.keySet()).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(count.values()).allMatch(n -> n > 850 && n < 1150);
  }

  @Test
  void times_areThoseOfTheProcess_whateverTheLengths() {
    Trace other =
        new Workload(Lengths.of(Lengths.Shape.CHAT_LIKE), new Arrivals.Poisson(10), 300).trace(1);
    Trace trace = DRAWN.trace(1);
    assertThat(trace.size()).isEqualTo(other.size());
    assertThat(trace.arrivedAt(100)).isEqualTo(other.arrivedAt(100)).isPositive();
  }

  @Test
  void seeds_tellTracesApart_andGiveTheSameAgain() {
    Trace one = DRAWN.trace(1);
    Trace again = DRAWN.trace(1);
    Trace two = DRAWN.trace(2);
    assertThat(one.arrivedAt(50)).isEqualTo(again.arrivedAt(50)).isNotEqualTo(two.arrivedAt(50));
    for (int i = 0; i < one.size(); i++) {
      assertThat(one.promptTokens(i)).isEqualTo(again.promptTokens(i));
    }
  }

  @Test
  void part_countsItsTimesFromItsFirstRequest() {
    Trace part = ROWS.part(1, 3);
    assertThat(part.size()).isEqualTo(2);
    assertThat(part.arrivedAt(0)).isZero();
    assertThat(part.arrivedAt(1)).isEqualTo(4);
    assertThat(part.promptTokens(0)).isEqualTo(20);
  }

  @Test
  void nothingToDrawFrom_isRefused() {
    var none = new Trace(new double[0], new int[0], new int[0]);
    assertThatThrownBy(() -> new Resampled(none, new Arrivals.Poisson(1), 10))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
