package dev.sds.evaluators.java.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.java.Finding;
import dev.sds.evaluators.java.Ran;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttacksTest {

  /** Never met: no attack is ended by the clock. */
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private JavaWorkers workers;

  @BeforeAll
  void start() {
    workers = new JavaWorkers(WorkerSettings.standard(Samples.API).withSize(1));
  }

  @AfterAll
  void stop() {
    workers.close();
  }

  static Stream<Attacks.Attack> attacks() {
    return Stream.concat(Attacks.all(), MeterAttacks.all());
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void attack_endsAsExpectedTwiceAlike(Attacks.Attack attack) {
    Ran first = workers.run(attack.sources(), "routing", "10", DEADLINE);
    Ran second = workers.run(attack.sources(), "routing", "10", DEADLINE);

    String[] expected = attack.ending().split(":", 2);
    String told = told(first);
    assertThat(told).startsWith(expected[0]).contains(expected[1]);
    assertThat(told(second)).isEqualTo(told);
  }

  @Test
  void corpus_isLarge() {
    assertThat(attacks().count()).isGreaterThanOrEqualTo(100);
  }

  private static String told(Ran ran) {
    return switch (ran) {
      case Ran.Refused(var findings) -> {
        Finding first = findings.getFirst();
        yield first.by()
            + ":"
            + findings.stream().map(Finding::render).reduce("", (a, b) -> a + "\n" + b);
      }
      case Ran.Crashed crashed -> "CRASHED:" + crashed;
      case Ran.Exhausted exhausted -> "EXHAUSTED:" + exhausted.why();
      case Ran.Failed(var failure) -> {
        assertThat(failure.lasting()).isEqualTo(Failure.Lasting.PERSISTENT);
        yield failure.kind() + ":" + failure.why();
      }
      case Ran.Completed(var result, var used) ->
          "COMPLETED:%s after %d steps and %d bytes".formatted(result, used.steps(), used.bytes());
    };
  }
}
