package dev.sds.evaluators.java.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.process.JavaCommand;
import dev.sds.evaluators.process.Sandbox;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedTestsTest {

  private static final JavaSources MAIN =
      JavaSources.of(
          Map.of(
              "calc/Sum.java",
              "package calc; public class Sum { public int of(int a, int b) { return a + b; } }"));

  private static TestRun run(String body, Duration deadline) {
    String text =
        """
        package calc;
        import static org.junit.jupiter.api.Assertions.*;
        import org.junit.jupiter.api.*;
        class SumTest {
          @Test void adds() { assertEquals(5, new Sum().of(2, 3)); System.out.println("noise"); }
          @Test @Disabled void later() {}
          @Test void other() { %s }
        }
        """
            .formatted(body);
    return new GeneratedTests(JavaCommand.ownClassPath(), Sandbox.detect())
        .run(MAIN, JavaSources.of(Map.of("calc/SumTest.java", text)), deadline);
  }

  @Test
  void tests_areCountedAndFailuresTold() {
    assertThat(run("assertEquals(4, new Sum().of(1, 1));", Duration.ofSeconds(30)))
        .isInstanceOfSatisfying(
            TestRun.Completed.class,
            completed -> {
              assertThat(completed.passed()).isEqualTo(1);
              assertThat(completed.skipped()).isEqualTo(1);
              assertThat(completed.failed()).hasSize(1);
              assertThat(completed.failed().getFirst().name()).contains("other");
              assertThat(completed.failed().getFirst().message()).contains("expected: <4>");
            });
  }

  @Test
  void endlessTest_isStoppedAndSaysWhere() {
    assertThat(
            run(
                "while (true) { try { while (true) {} } catch (Throwable t) {} }",
                Duration.ofMinutes(5)))
        .isInstanceOfSatisfying(
            TestRun.Exhausted.class,
            exhausted ->
                assertThat(exhausted.end().why())
                    .isEqualTo(
                        "it used more than 4,000,000,000 steps,"
                            + " last at calc.SumTest.other(SumTest.java:7)"));
  }

  @Test
  void deadline_isNoFaultOfTheTests() {
    assertThat(run("while (true) {}", Duration.ofMillis(1)))
        .isInstanceOfSatisfying(
            TestRun.Failed.class,
            failed -> {
              assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.TIMEOUT);
              assertThat(failed.failure().lasting()).isEqualTo(Failure.Lasting.TRANSIENT);
            });
  }

  @Test
  void testsThatDoNotCompile_areRefused() {
    assertThat(run("missing();", Duration.ofSeconds(30))).isInstanceOf(TestRun.Refused.class);
  }
}
