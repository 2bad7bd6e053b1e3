package dev.sds.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Judged;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiversityTest {

  private static Judged design(String memory, String order) {
    return Small.accepted(Small.decisions("memory", memory, "order", order));
  }

  @Test
  void everyArchitecture_keepsItsBest() {
    Judged first = design("log", "first");
    Judged second = design("log", "last");
    Judged other = design("none", "first");

    assertThat(new Diversity(Small.catalogue()).select(List.of(first, second, other), 2))
        .containsExactly(first, other);
  }

  @Test
  void freePlaces_goToTheBest_inOrder() {
    Judged first = design("log", "first");
    Judged second = design("log", "last");
    Judged other = design("none", "first");

    assertThat(new Diversity(Small.catalogue()).select(List.of(first, second, other), 3))
        .containsExactly(first, second, other);
  }

  @Test
  void fewCandidates_allSurvive() {
    assertThat(new Diversity(Small.catalogue()).select(List.of(), 3)).isEmpty();
  }
}
