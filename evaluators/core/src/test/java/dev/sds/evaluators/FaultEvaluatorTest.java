package dev.sds.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Json;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultEvaluatorTest {

  private static final Requirement ONCE = requirement("R5", new Check.Invariant("AtMostOnce"));
  private static final Requirement LATER = requirement("R4", new Check.Liveness("Answered"));

  private final Bench bench = new Bench();
  private final ExecutorService workers = Executors.newFixedThreadPool(2);

  @AfterEach
  void close() {
    workers.shutdownNow();
  }

  private static Requirement requirement(String id, Check check) {
    return new Requirement(id, "", check, List.of("crash"), new Span(0, 0));
  }

  private Evidence.Finding first(Requirement... requirements) {
    var evaluator = new FaultEvaluator(new Lab(bench, bench, bench.journal, workers));
    return (Evidence.Finding) evaluator.evaluate(bench.subject(requirements)).getFirst();
  }

  private void losing() {
    var sample =
        new Sample(
            new TreeMap<>(), 100, List.of("2 of 100 were never answered"), List.of(), Map.of());
    bench.every(new CodeRunner.Run.Completed(Json.write(sample)));
  }

  @Test
  void runInOrder_speaksForAllThatNameItsFaults() {
    assertThat(first(ONCE, LATER).requirements()).containsExactly("R5", "R4");
    assertThat(first(ONCE).weight()).isEqualTo(Weight.FOR);
  }

  @Test
  void whatIsNeverAnswered_breaksWhatPromisesAnswers() {
    losing();

    assertThat(first(ONCE, LATER).requirements()).containsExactly("R5", "R4");
    assertThat(first(ONCE, LATER).weight()).isEqualTo(Weight.FATAL);
  }

  @Test
  void whatIsNeverAnswered_isNoSecondAnswer() {
    losing();

    Evidence.Finding found = first(ONCE);

    assertThat(found.weight()).isEqualTo(Weight.FATAL);
    assertThat(found.requirements()).isEmpty();
    assertThat(found.message()).contains("never answered", "under the faults of R5 too");
  }
}
