package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.kit.Kit;
import dev.sds.evaluators.java.Ran;
import dev.sds.evaluators.java.worker.JavaWorkers;
import dev.sds.evaluators.java.worker.KitExamples;
import dev.sds.evaluators.java.worker.Training.Example;
import dev.sds.evaluators.java.worker.WorkerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerTrainingTest {

  private static final Kit KIT = Tour.kit().kit();

  @Test
  void examplesOfTheKit_runButForTwoThatAreRefused() {
    var refused = new ArrayList<String>();
    List<Example> examples = KitExamples.of(KIT.name());
    try (var workers = new JavaWorkers(WorkerSettings.standard(QuickCode.API).withSize(1))) {
      for (Example example : examples) {
        Ran ran =
            workers.run(
                example.sources(), example.harness(), example.task(), Duration.ofMinutes(1));
        if (ran instanceof Ran.Refused(var findings)) {
          refused.add(findings.getFirst().by().name());
        } else {
          assertThat(ran).isInstanceOf(Ran.Completed.class);
        }
      }
    }
    assertThat(examples).hasSizeGreaterThan(10);
    assertThat(refused).containsExactly("COMPILER", "CONTAINMENT");
  }

  @Test
  void kitThatIsNotInstalled_hasNoExamples() {
    assertThat(KitExamples.of("of another domain")).isEmpty();
  }
}
