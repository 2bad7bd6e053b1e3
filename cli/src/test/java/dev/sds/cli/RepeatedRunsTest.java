package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Journal;
import dev.sds.spec.Workload;
import dev.sds.stages.Brief;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same spec and seed end in the same bytes, however often the run was cut. */
class RepeatedRunsTest {

  @Test
  void aRunOnAFullJournal_simulatesNothing_andEndsInTheSameBytes() {
    MemoryJournal journal = Tour.Base.JOURNAL.copy();
    int before = journal.entries().size();

    Tour again = Tour.of(Tour.spec(), journal);

    assertThat(again.freshRuns()).isZero();
    assertThat(journal.entries()).hasSize(before);
    assertThat(again.spent()).as("metered requests").isEqualTo(Tour.Base.TOUR.spent());
    assertThat(again.files()).isEqualTo(Tour.Base.TOUR.files());
  }

  @Test
  void aSecondRun_cutTwice_repeatsNothing_andEndsInTheSameBytes() {
    Tour base = Tour.Base.TOUR;
    int all = Tour.Base.JOURNAL.entries().size();
    MemoryJournal journal = Tour.Base.freshJournal();
    for (double share : List.of(0.2, 0.8)) {
      journal.dyingAfter((int) (all * share) - journal.entries().size());
      Throwable death = catchThrowable(() -> Tour.of(Tour.spec(), journal));
      assertThat(death).as("the run was cut after %s of %s", all * share, all).isNotNull();
    }

    Tour second = Tour.of(Tour.spec(), journal.revived());

    assertThat(journal.entries())
        .as("finished evaluations are not repeated")
        .extracting(e -> e.kind() + " " + e.key())
        .doesNotHaveDuplicates();
    assertThat(keys(journal)).isSubsetOf(keys(Tour.Base.JOURNAL));
    assertThat(second.judged()).containsExactlyElementsOf(base.judged());
    assertThat(second.spent()).as("metered requests").isEqualTo(base.spent());
    assertThat(second.files()).isEqualTo(base.files());
  }

  private static List<String> keys(Journal journal) {
    return journal.entries().stream().map(e -> e.kind() + " " + e.key()).toList();
  }

  @Test
  void noBrief_speaksOfHoldouts() {
    assertThat(Tour.Base.TOUR.briefs()).isNotEmpty();
    for (Brief brief : Tour.Base.TOUR.briefs()) {
      assertThat(brief.spec().workloads())
          .isNotEmpty()
          .allMatch(w -> w.role() == Workload.Role.TRAIN);
      assertThat(brief.toString()).doesNotContain(Tour.HOLDOUT, "90001", "90002");
      assertThat(brief.judged())
          .flatExtracting(j -> j.verdict().evidence())
          .noneMatch(
              e ->
                  e instanceof Evidence.Measurement m && m.fidelity() == Evidence.Fidelity.HOLDOUT);
    }
  }
}
