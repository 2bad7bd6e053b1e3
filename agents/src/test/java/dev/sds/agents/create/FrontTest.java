package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sds.agents.create.Front.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nothing beats in two measures. */
class FrontTest {

  private static final Point<String> LEFT = new Point<>("left", 1, 8);
  private static final Point<String> KNEE = new Point<>("knee", 1.2, 2);
  private static final Point<String> RIGHT = new Point<>("right", 4, 1);

  @Test
  void whatIsBeatenInBoth_isNotOnTheFront() {
    var beaten = new Point<>("beaten", 1.2, 2.1);

    assertThat(Front.of(List.of(RIGHT, beaten, KNEE, LEFT)).points())
        .containsExactly(LEFT, KNEE, RIGHT);
  }

  @Test
  void theHypervolume_isTheAreaUpToTheReference() {
    double one = Math.log(10 / 1.2) * Math.log(10 / 2.0);
    assertThat(Front.of(List.of(KNEE)).hypervolume(10, 10)).isCloseTo(one, within(1e-9));
    double three =
        Math.log(10) * Math.log(10 / 8.0)
            + Math.log(10 / 1.2) * Math.log(8 / 2.0)
            + Math.log(10 / 4.0) * Math.log(2);
    assertThat(Front.of(List.of(RIGHT, KNEE, LEFT)).hypervolume(10, 10))
        .isCloseTo(three, within(1e-9));
    assertThat(Front.of(List.of(LEFT, RIGHT)).hypervolume(3, 5)).isZero();
  }

  @Test
  void theKnee_isFarthestBelowTheLineThroughTheEnds() {
    assertThat(Front.of(List.of(LEFT, KNEE, RIGHT)).knee()).contains(KNEE);
    assertThat(Front.<String>of(List.of()).knee()).isEmpty();
  }
}
