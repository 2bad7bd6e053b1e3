package dev.sds.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Comparison;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Verdict;
import dev.sds.evaluators.Lab;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ran well where it was chosen, against itself where it was not. */
class RematchTest {

  private final ExecutorService workers = Executors.newFixedThreadPool(2);
  private final Lab lab = Contexts.timed(workers);

  @AfterEach
  void close() {
    workers.shutdownNow();
  }

  /** A design that measured one time on both train seeds and measures another on fresh ones. */
  private static Judged judged(String order, double known, String fresh) {
    var hypothesis =
        new Hypothesis(
            Stage.CODE,
            "test",
            Small.decisions("order", order),
            new TreeMap<>(),
            "",
            "",
            null,
            List.of(new Artifact("src/main/java/A.java", fresh)));
    return new Judged(
        hypothesis,
        new Verdict.Accepted(
            List.of(
                Small.measured("time.mean", "day", 1, known, Fidelity.FULL),
                Small.measured("time.mean", "day", 2, known, Fidelity.FULL)),
            ""));
  }

  private List<Judged> order(Judged... best) {
    return new Rematch(lab, Small.spec(Small.FAST)).order(List.of(best));
  }

  @Test
  void aNearEqual_thatDoesBetterOnFreshSeeds_comesFirst() {
    Judged lucky = judged("first", 1.00, "1.10");
    Judged steady = judged("last", 1.01, "1.01");

    assertThat(order(lucky, steady)).containsExactly(steady, lucky);
    assertThat(order(judged("first", 1.00, "1.01"), steady).getFirst()).isNotEqualTo(steady);
    assertThat(lab.freshRuns()).as("two seeds for each of two, twice").isEqualTo(8);
  }

  @Test
  void aClearLead_needsNoSecondLook() {
    Judged clear = judged("first", 1.00, "9");
    Judged far = judged("last", 1.04, "0.5");

    assertThat(order(clear, far)).containsExactly(clear, far);
    assertThat(lab.freshRuns()).isZero();
  }

  @Test
  void whatCrashesOnAFreshSeed_comesLastOfTheNearEquals() {
    Judged crashing = judged("first", 1.00, "crash");
    Judged sound = judged("last", 1.02, "1.50");

    assertThat(order(crashing, sound)).containsExactly(sound, crashing);
  }

  @Test
  void ofOneDesign_onlyTheBestIsRun() {
    Judged best = judged("first", 1.00, "1.00");
    Judged variant = judged("first", 1.01, "0.90");

    assertThat(order(best, variant)).containsExactly(best, variant);
    assertThat(lab.freshRuns()).isZero();
  }

  @Test
  void theRematch_isToldOfTheOneThatWasChosen() {
    Judged lucky = judged("first", 1.00, "1.10");
    Judged steady = judged("last", 1.01, "1.00");
    var rematch = new Rematch(lab, Small.spec(Small.FAST));

    List<Comparison> told = rematch.told(steady.hypothesis(), List.of(lucky, steady));

    assertThat(told)
        .extracting(Comparison::where)
        .containsExactly("runs that chose", "fresh seeds");
    assertThat(told.getFirst().ratio().mean()).isEqualTo(1.01, within(1e-9));
    assertThat(told.getLast().ratio().mean()).isEqualTo(1 / 1.10, within(1e-9));
    assertThat(told).allMatch(c -> c.against().equals(lucky.hypothesis().decisions().toString()));
    assertThat(rematch.told(judged("other", 1, "1").hypothesis(), List.of(lucky, steady)))
        .isEmpty();
  }
}
