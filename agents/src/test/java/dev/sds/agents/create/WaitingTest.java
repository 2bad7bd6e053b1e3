package dev.sds.agents.create;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.agents.create.terms.Term;
import dev.sds.artifacts.Decisions;
import dev.sds.evaluators.Sample;
import dev.sds.evaluators.Trial;
import dev.sds.spec.Span;
import dev.sds.spec.Workload;
import dev.sds.stages.Scores;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who has whole runs next. */
class WaitingTest {

  private static final Workload DAY =
      new Workload(
          "day",
          Workload.Role.TRAIN,
          null,
          null,
          Workload.Recording.of("day.csv"),
          0,
          List.of(1L),
          new Span(0, 0));
  private static final Trial SKETCH = Trial.plain(DAY, 1, 0.5);
  private static final Trial WHOLE = Trial.plain(DAY, 1, 1);
  private static final Goal GOAL = new Goal(new Scores("mean", 1), List.of(), "", 0);

  private static Tried tried(String name, double mean, double other) {
    var program = new Program(new TreeMap<>(Map.of("rank", Term.feature(name))));
    var sample =
        new Sample(
            new TreeMap<>(Map.of("mean", mean, "other", other)), 9, List.of(), List.of(), Map.of());
    return new Tried(
        new Idea(Decisions.NONE, new TreeMap<>(), program, name),
        Map.of(SKETCH.label(), sample, WHOLE.label(), sample));
  }

  private static Waiting waiting(Tried... all) {
    var waiting = new Waiting();
    for (Tried tried : all) {
      waiting.add(tried);
    }
    return waiting;
  }

  private static List<String> taken(Waiting waiting, int count) {
    return waiting.take(count, SKETCH, GOAL, t -> true).stream()
        .map(t -> t.idea().origin())
        .toList();
  }

  @Test
  void whatDidTheSameInItsSketch_comesAfterAllThatDidNot() {
    Waiting waiting =
        waiting(
            tried("best", 1, 7), tried("same", 1, 7), tried("worse", 3, 7), tried("as-good", 1, 8));

    assertThat(taken(waiting, 2)).containsExactly("best", "as-good");
    waiting.add(tried("same-again", 1, 8));
    assertThat(taken(waiting, 1)).containsExactly("worse");
    assertThat(taken(waiting, 9)).containsExactly("same", "same-again");
    assertThat(taken(waiting, 9)).isEmpty();
  }

  @Test
  void whoCannotWin_goesOnWaiting() {
    Waiting waiting = waiting(tried("best", 1, 7), tried("worse", 3, 7));

    assertThat(waiting.take(2, SKETCH, GOAL, t -> t.idea().origin().equals("worse"))).hasSize(1);
    assertThat(taken(waiting, 2)).containsExactly("best");
  }

  @Test
  void whatIsMeasuredASecondTimeInOneRun_isNotNew() {
    Waiting waiting = waiting(tried("first", 1, 7));
    taken(waiting, 1);

    assertThat(waiting.isNew(tried("same", 1, 7), WHOLE)).isTrue();
    assertThat(waiting.isNew(tried("again", 1, 7), WHOLE)).isFalse();
    assertThat(waiting.isNew(tried("other", 1, 8), WHOLE)).isTrue();
  }
}
