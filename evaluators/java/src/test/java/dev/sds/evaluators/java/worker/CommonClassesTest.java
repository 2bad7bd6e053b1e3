package dev.sds.evaluators.java.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.loading.Loaded;
import dev.sds.evaluators.java.loading.Workshop;
import dev.sds.evaluators.java.loading.Workshop.Outcome;
import dev.sds.evaluators.java.metering.Resource;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommonClassesTest {

  private static final String LEDGER =
      """
      package router;
      public final class Ledger {
        private final Entry entry = new Entry();
        public Ledger(int start) { entry.count = start; }
        public int next() { return ++entry.count; }
        private static final class Entry { private int count; }
      }
      """;

  private static final String USES_IT =
      """
        private final Ledger ledger = new Ledger(%d);
        public int route(View view) { return ledger.next(); }
      """;

  private Workshop workshop;

  @BeforeEach
  void open() throws IOException {
    workshop = new Workshop(Samples.API);
  }

  private static JavaSources sources(String ledger, String members) {
    return JavaSources.of(
        Map.of(
            "router/Ledger.java",
            ledger,
            "router/Policy.java",
            """
            package router;
            import dev.sds.testkit.api.*;
            public final class Policy implements Router {
            %s
            }
            """
                .formatted(members)));
  }

  private Loaded built(JavaSources sources) {
    assertThat(workshop.build(sources)).isInstanceOf(Outcome.Ok.class);
    return ((Outcome.Ok) workshop.build(sources)).candidate();
  }

  /** The class in the n-th of candidates that differ in a constant of their policy. */
  private Class<?> nth(String ledger, String members, int n, String name) throws Exception {
    return built(sources(ledger, members.formatted(n))).loader().loadClass("router." + name);
  }

  private Reply run(JavaSources sources) {
    return new HarnessRun(new Request.Run("routing", "10"), built(sources), Harnesses.find())
        .reply();
  }

  @Test
  void fileThatNamesNoOther_isLoadedOnceFromTheSecondCandidateOn() throws Exception {
    Class<?> first = nth(LEDGER, USES_IT, 1, "Ledger");
    Class<?> second = nth(LEDGER, USES_IT, 2, "Ledger");
    Class<?> third = nth(LEDGER, USES_IT, 3, "Ledger");

    assertThat(second).isNotSameAs(first);
    assertThat(third).isSameAs(second);
    assertThat(nth(LEDGER, USES_IT, 3, "Ledger$Entry"))
        .isSameAs(nth(LEDGER, USES_IT, 2, "Ledger$Entry"));
    assertThat(nth(LEDGER, USES_IT, 3, "Policy")).isNotSameAs(nth(LEDGER, USES_IT, 2, "Policy"));
  }

  @Test
  void sharedClasses_comeToWhatTheirOwnWouldHaveComeTo() throws Exception {
    Workshop many = workshop;
    for (int n = 1; n <= 4; n++) {
      var sources = sources(LEDGER, USES_IT.formatted(n));
      workshop = many;
      var shared = (Reply.Completed) run(sources);
      open();
      var own = (Reply.Completed) run(sources);

      assertThat(shared.result()).isEqualTo(own.result());
      assertThat(shared.used().steps()).isEqualTo(own.used().steps()).isPositive();
      assertThat(shared.used().bytes()).isEqualTo(own.used().bytes()).isPositive();
    }
  }

  @Test
  void oneThatUsedUpItsBudget_leavesNothingToTheNext() {
    for (int n = 1; n <= 3; n++) {
      String endless =
          USES_IT.formatted(n).replace("return", "while (ledger.next() != 0) {} return");
      assertThat(run(sources(LEDGER, endless)))
          .isInstanceOfSatisfying(
              Reply.Exhausted.class, end -> assertThat(end.resource()).isEqualTo(Resource.STEPS));
      assertThat(run(sources(LEDGER, USES_IT.formatted(n)))).isInstanceOf(Reply.Completed.class);
    }
  }

  @Test
  void crashInASharedClass_namesItsFrame() {
    String crashing = LEDGER.replace("return ++entry.count;", "return 1 / (entry.count - 7);");
    for (int n = 1; n <= 3; n++) {
      built(sources(crashing, USES_IT.formatted(n)));
    }

    assertThat(run(sources(crashing, USES_IT.formatted(7))))
        .isEqualTo(
            new Reply.Crashed(
                "java.lang.ArithmeticException", "/ by zero", "router.Ledger.next(Ledger.java:5)"));
  }

  /** What may not be shared works as it did. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a static initialiser | private final Entry entry | static final Integer FIRST = 1; private final Entry entry
          another file named | public int next() | public Policy owner() { return null; } public int next()
          no public class | public final class Ledger | final class Ledger
          no public constructor | public Ledger(int | Ledger(int
          no public method | public int next() | int next()
          """)
  void fileThatMayNotBeShared_isLoadedForEach(String why, String part, String by) throws Exception {
    String ledger = LEDGER.replace(part, by);
    assertThat(ledger).as(why).isNotEqualTo(LEDGER);

    Class<?> second = nth(ledger, USES_IT, 2, "Ledger");
    nth(ledger, USES_IT, 3, "Ledger");

    assertThat(nth(ledger, USES_IT, 4, "Ledger")).isNotSameAs(second);
    assertThat(run(sources(ledger, USES_IT.formatted(5)))).isInstanceOf(Reply.Completed.class);
  }

  @Test
  void superclass_isNotShared() throws Exception {
    String open = LEDGER.replace("final class Ledger", "class Ledger");
    String extending =
        """
          static class Mine extends Ledger { Mine() { super(%d); } }
          public int route(View view) { return new Mine().next(); }
        """;
    Class<?> second = nth(open, extending, 2, "Ledger");
    nth(open, extending, 3, "Ledger");

    assertThat(nth(open, extending, 4, "Ledger")).isNotSameAs(second);
    assertThat(run(sources(open, extending.formatted(5)))).isInstanceOf(Reply.Completed.class);
  }

  @Test
  void whatIsRefused_isRefusedEachTimeAlike() {
    String forbidden =
        LEDGER.replace("return ++entry.count;", "return Thread.activeCount() + ++entry.count;");
    Outcome first = workshop.build(sources(forbidden, USES_IT.formatted(1)));

    assertThat(first)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.findings().toString()).contains("java.lang.Thread"));
    for (int n = 2; n <= 4; n++) {
      assertThat(workshop.build(sources(forbidden, USES_IT.formatted(n)))).isEqualTo(first);
    }
  }

  @Test
  void sameNameWithOtherCode_isAnotherClass() {
    for (int n = 1; n <= 3; n++) {
      run(sources(LEDGER, USES_IT.formatted(n)));
    }
    String twice = LEDGER.replace("return ++entry.count;", "return entry.count += 2;");
    var byTwo = new TreeMap<String, String>();
    for (int n = 1; n <= 3; n++) {
      byTwo.put("own " + n, ((Reply.Completed) run(sources(twice, USES_IT.formatted(0)))).result());
      byTwo.put(
          "one " + n, ((Reply.Completed) run(sources(LEDGER, USES_IT.formatted(0)))).result());
    }

    assertThat(byTwo.get("own 1")).isEqualTo(byTwo.get("own 3"));
    assertThat(byTwo.get("one 1")).isEqualTo(byTwo.get("one 3")).isNotEqualTo(byTwo.get("own 1"));
  }
}
