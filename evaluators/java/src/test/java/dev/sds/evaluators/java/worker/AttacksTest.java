package dev.sds.evaluators.java.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.evaluators.java.Failure;
import dev.sds.evaluators.java.Finding;
import dev.sds.evaluators.java.JavaCompile;
import dev.sds.evaluators.java.Ran;
import dev.sds.evaluators.java.containment.Containment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
  void whatIsRefusedByItsName_isRefusedByItsBytecodeToo() throws IOException {
    var compiler = JavaCompile.against(Samples.API);
    var containment = new Containment(Samples.API);
    List<Attacks.Attack> contained =
        attacks().filter(a -> a.ending().startsWith("CONTAINMENT:java.")).toList();

    assertThat(contained).hasSizeGreaterThan(20);
    assertThat(contained)
        .allSatisfy(
            attack ->
                assertThat(compiler.compile(attack.sources()))
                    .isInstanceOfSatisfying(
                        JavaCompile.Compiled.Classes.class,
                        classes ->
                            assertThat(containment.check(classes.files()).toString())
                                .contains(attack.ending().split(":", 2)[1])));
  }

  @Test
  void forbiddenName_isRefusedAtItsPlace_withTheWayOut() {
    var sources =
        Samples.of(
            """
            package router;
            import java.util.HashMap;
            import java.util.Map;
            class Policy {
              Map<Integer, String> seen = new HashMap<>();
            }
            """);

    Ran ran = workers.run(sources, "routing", "10", DEADLINE);

    assertThat(told(ran))
        .contains("router/Policy.java:2:8: may not use java.util.HashMap: its order differs");
  }

  @Test
  void importThatIsNotUsed_isNoReasonToRefuse() {
    String text = Samples.text("", "return 0;");
    String idle = text.replace("import java.util.*;", "import java.util.*; import java.io.File;");

    assertThat(told(workers.run(Samples.of(idle), "routing", "10", DEADLINE)))
        .startsWith("COMPLETED");
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
