package dev.sds.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Decisions;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static Admission admission(
      Map<String, String> pinned, Map<String, List<String>> forbidden) {
    return new Admission(Small.spec(pinned, forbidden, Small.FAST), Small.catalogue());
  }

  @Test
  void completions_areAllConsistentWaysToDecide() {
    List<Decisions> all = admission(Map.of(), Map.of()).completions(Decisions.NONE, Stage.DESIGN);

    // Of 2 x 2 x 3 x 2 = 24, keep needs log and twice excludes it: a third less.
    assertThat(all).hasSize(16).doesNotHaveDuplicates();
    assertThat(all).allMatch(d -> d.values().size() == 4 && Small.catalogue().consistent(d));
  }

  @Test
  void completions_keepWhatIsDecided_andStopAtTheStage() {
    Decisions log = Small.decisions("memory", "log");

    assertThat(admission(Map.of(), Map.of()).completions(log, Stage.ARCHITECTURE))
        .containsExactly(log.with("place", "here"), log.with("place", "there"));
  }

  @Test
  void completions_ofAContradiction_areNone() {
    Decisions odd = Small.decisions("memory", "none", "safety", "keep");

    assertThat(admission(Map.of(), Map.of()).completions(odd, Stage.DESIGN)).isEmpty();
  }

  @Test
  void pinsAndBans_hold() {
    Admission strict = admission(Map.of("memory", "log"), Map.of("order", List.of("last")));

    assertThat(strict.completions(Decisions.NONE, Stage.DESIGN))
        .isNotEmpty()
        .allMatch(d -> d.includes(Small.decisions("memory", "log", "order", "first")));
    assertThat(strict.admits(Small.decisions("memory", "none"))).isFalse();
    assertThat(strict.admits(Small.decisions("order", "last"))).isFalse();
    assertThat(strict.admits(Small.decisions("order", "first"))).isTrue();
  }
}
