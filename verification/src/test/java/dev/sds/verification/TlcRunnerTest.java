package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Fairness;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Bounded;
import dev.sds.artifacts.protocol.CheckOutcome.Limit;
import dev.sds.artifacts.protocol.CheckOutcome.ModelError;
import dev.sds.artifacts.protocol.CheckOutcome.ToolFailure;
import dev.sds.artifacts.protocol.CheckOutcome.Vacuous;
import dev.sds.artifacts.protocol.CheckOutcome.Verified;
import dev.sds.artifacts.protocol.CheckOutcome.Violated;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Counterexample.LoopBack;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.verification.Dispatch.Fencing;
import dev.sds.verification.Dispatch.Tracking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlcRunnerTest {

  private static final Instance NOTHING = new Instance(Map.of(), "no constants");

  /** Takes minutes to evaluate. */
  private static final String ENDLESS =
      "IF \\A s \\in SUBSET (1 .. 30) : Cardinality(s) < 31 THEN 1 ELSE 2";

  @TempDir Path scratch;

  private TlcRunner runner;

  @BeforeEach
  void start() {
    runner = new TlcRunner(scratch, 2);
  }

  @AfterEach
  void runsLeaveNothingBehind() throws IOException {
    try (Stream<Path> left = Files.list(scratch)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void pushAndForget_losesARequestUnderOneCrash() throws Exception {
    Counterexample found = violated(Tracking.NONE, Fencing.NONE, 1, 0);
    assertThat(found.property()).isEqualTo("NoLostRequest");
    assertThat(found.requirements()).containsExactly("R3");
    assertThat(found.steps())
        .extracting(step -> step.call())
        .containsExactly("Init", "Accept(q=q1)", "Dispatch(q=q1, r=r1)", "Crash(r=r1)");
    assertThat(found.faults()).isEqualTo(1);
    Golden.check("lost-request.txt", found.render());
    Golden.check(
        "lost-request.mmd", found.mermaid(new Dispatch(Tracking.NONE, Fencing.NONE).protocol()));
  }

  @Test
  void pushAndForget_passesWithoutFaults() throws Exception {
    assertThat(check(Tracking.NONE, Fencing.NONE, 0, 0)).isInstanceOf(Verified.class);
  }

  @Test
  void ledgerWithoutFencing_answersTwiceUnderOneFalseSuspicion() throws Exception {
    Counterexample found = violated(Tracking.LEDGER, Fencing.NONE, 0, 1);
    assertThat(found.property()).isEqualTo("AtMostOneAnswer");
    Golden.check("two-answers.txt", found.render());
  }

  @Test
  void ledgerWithAttemptFencing_passesUnderCrashAndSuspicion() throws Exception {
    CheckOutcome outcome = check(Tracking.LEDGER, Fencing.ATTEMPT, 1, 1);
    assertThat(outcome)
        .asInstanceOf(type(Verified.class))
        .satisfies(
            passed -> {
              assertThat(passed.statistics().left()).isZero();
              assertThat(passed.statistics().taken())
                  .allSatisfy((_, n) -> assertThat(n).isPositive());
              assertThat(passed.properties()).contains("EventuallyAnswered", "Deadlock");
            });
  }

  @Test
  void ledgerWithFirstAnswer_passesUnderEachFaultAlone() throws Exception {
    assertThat(check(Tracking.LEDGER, Fencing.FIRST_ANSWER, 1, 0)).isInstanceOf(Verified.class);
    assertThat(check(Tracking.LEDGER, Fencing.FIRST_ANSWER, 0, 1)).isInstanceOf(Verified.class);
  }

  @Test
  void reactionsWithoutFaults_areVacuous() throws Exception {
    assertThat(check(Tracking.LEDGER, Fencing.ATTEMPT, 0, 0))
        .asInstanceOf(type(Vacuous.class))
        .satisfies(v -> assertThat(v.never()).containsExactly("Discard", "Redispatch"));
  }

  @Test
  void equalChecks_giveEqualOutcomesSideBySide() throws Exception {
    TlcRunner wide = new TlcRunner(scratch, 8);
    CheckOutcome lost = check(Tracking.NONE, Fencing.NONE, 1, 0);
    CheckOutcome passed = check(Tracking.NONE, Fencing.NONE, 0, 0);
    List<Callable<CheckOutcome>> checks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Protocol made = new Dispatch(Tracking.NONE, Fencing.NONE).protocol();
      Instance instance = Dispatch.instance(i % 2 == 0 ? 1 : 0, 0);
      checks.add(() -> wide.check(made, instance, Limits.quick()));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<CheckOutcome>> outcomes = threads.invokeAll(checks);
      for (int i = 0; i < 8; i++) {
        assertThat(outcomes.get(i).get()).isEqualTo(i % 2 == 0 ? lost : passed);
      }
    }
  }

  @Test
  void stuckProtocol_isADeadlock() throws Exception {
    Counterexample found = violated(counter("x + 1", "x < 2", Fairness.NONE, List.of()));
    assertThat(found.kind()).isEqualTo(Counterexample.Kind.DEADLOCK);
    assertThat(found.steps()).hasSize(3);
  }

  @Test
  void unfairStep_stuttersForEver() throws Exception {
    Counterexample found =
        violated(counter("(x + 1) % 3", "TRUE", Fairness.NONE, List.of(live("<>(x = 2)"))));
    assertThat(found.kind()).isEqualTo(Counterexample.Kind.LIVENESS);
    assertThat(found.loop()).isEqualTo(new LoopBack.Stutters());
    assertThat(found.render()).contains("stops for ever");
  }

  @Test
  void cycle_isALasso() throws Exception {
    Protocol protocol = counter("(x + 1) % 3", "TRUE", Fairness.WEAK, List.of(live("<>(x = 7)")));
    Counterexample found = violated(protocol);
    assertThat(found.loop()).isEqualTo(new LoopBack.ToStep(1));
    assertThat(found.steps()).hasSize(4);
    assertThat(found.steps().getLast().changes())
        .singleElement()
        .satisfies(c -> assertThat(c.after()).isEqualTo("0"));
    assertThat(found.render()).contains("Steps 2 to 4 repeat for ever.");
    assertThat(found.mermaid(protocol)).contains("loop for ever").endsWith("  end\n");
  }

  @Test
  void brokenOneOfSeveralLivenessProperties_isNamed() throws Exception {
    Property good = new Property("Good", Property.Kind.LIVENESS, "<>(x = 2)", "", List.of());
    Counterexample found =
        violated(counter("(x + 1) % 3", "TRUE", Fairness.WEAK, List.of(good, live("<>(x = 7)"))));
    assertThat(found.property()).isEqualTo("Wanted");
    assertThat(found.requirements()).containsExactly("R9");
  }

  @Test
  void brokenInitialState_isACounterexampleOfOneStep() throws Exception {
    Property none = new Property("None", Property.Kind.INVARIANT, "x # 0", "", List.of("R1"));
    Counterexample found = violated(counter("x", "TRUE", Fairness.NONE, List.of(none)));
    assertThat(found.property()).isEqualTo("None");
    assertThat(found.steps()).hasSize(1);
    assertThat(found.steps().getFirst().changes()).hasSize(1);
  }

  @Test
  void expressionWithoutValue_isAModelError() throws Exception {
    assertThat(check(counter("x + {}", "TRUE", Fairness.NONE, List.of()), Limits.quick()))
        .asInstanceOf(type(ModelError.class))
        .satisfies(
            error -> {
              assertThat(error.message()).startsWith("Attempted to apply the operator");
              assertThat(error.location()).matches("Counter\\.tla:\\d+ \\(Step\\)");
            });
  }

  @Test
  void unknownName_isAModelErrorWithItsPlace() throws Exception {
    assertThat(check(counter("y + 1", "TRUE", Fairness.NONE, List.of()), Limits.quick()))
        .asInstanceOf(type(ModelError.class))
        .satisfies(
            error -> {
              assertThat(error.message()).contains("Unknown operator: `y'");
              assertThat(error.location()).matches("Counter\\.tla:\\d+ \\(Step\\)");
            });
  }

  @Test
  void badSyntax_isAModelErrorWithItsPlace() throws Exception {
    assertThat(check(counter("x + + )", "TRUE", Fairness.NONE, List.of()), Limits.quick()))
        .asInstanceOf(type(ModelError.class))
        .satisfies(
            error ->
                assertThat(error.location())
                    .as(error.message())
                    .matches("Counter\\.tla:\\d+ \\(Step\\)"));
  }

  @Test
  void parameterFromTheState_isAModelError() throws Exception {
    Action pick = Action.of(Origin.SYSTEM, "Pick", "").over("e", "{x}").then("x", "e + 1 - 1");
    assertThat(
            check(
                counter("x", "TRUE", Fairness.NONE, List.of()).withActions(List.of(pick)),
                Limits.quick()))
        .asInstanceOf(type(ModelError.class))
        .satisfies(error -> assertThat(error.message()).contains("built from constants"));
  }

  @Test
  void missingConstant_isAModelError() throws Exception {
    assertThat(
            runner.check(
                new Dispatch(Tracking.NONE, Fencing.NONE).protocol(), NOTHING, Limits.quick()))
        .isInstanceOf(ModelError.class);
  }

  @Test
  void budgetOfStates_boundsARunAtTheSamePlaceEachTime() throws Exception {
    Protocol endless = counter("x + 1", "TRUE", Fairness.NONE, List.of());
    Limits few = new Limits(60, 128, 1_000);
    CheckOutcome outcome = check(endless, few);
    assertThat(outcome)
        .asInstanceOf(type(Bounded.class))
        .satisfies(bounded -> assertThat(bounded.limit()).isEqualTo(Limit.STATES));
    assertThat(check(endless, few)).isEqualTo(outcome);
  }

  @Test
  void time_boundsARun() throws Exception {
    Protocol endless = counter("x + 1", "TRUE", Fairness.NONE, List.of());
    assertThat(check(endless, new Limits(2, 256, 100_000_000)))
        .asInstanceOf(type(Bounded.class))
        .satisfies(bounded -> assertThat(bounded.limit()).isEqualTo(Limit.SECONDS));
  }

  /** TLC's clock lets the state in hand end, and then reports success with no state left. */
  @Test
  void timeUsedUpInsideTheOnlyState_isNoPass() throws Exception {
    String slow = ENDLESS.replace("30", "24");
    assertThat(check(counter(slow, "TRUE", Fairness.NONE, List.of()), new Limits(1, 256, 1_000)))
        .isInstanceOfAny(Bounded.class, ToolFailure.class);
  }

  @Test
  void childThatDoesNotStopByItself_isKilled() throws Exception {
    Protocol stuck =
        new Protocol(
            "Counter",
            "",
            List.of(),
            List.of(),
            List.of(new Variable("x", "Nat", ENDLESS, "")),
            List.of(Action.of(Origin.SYSTEM, "Step", "One more.").then("x", "x + 1")),
            List.of());
    assertThat(check(stuck, new Limits(1, 256, 1_000)))
        .asInstanceOf(type(ToolFailure.class))
        .satisfies(failure -> assertThat(failure.why()).contains("did not end"));
  }

  @Test
  void killedChild_isAToolFailure() throws Exception {
    Protocol endless = counter("x + 1", "TRUE", Fairness.NONE, List.of());
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<CheckOutcome> outcome =
          thread.submit(() -> check(endless, new Limits(30, 256, 100_000_000)));
      while (!examining()) {
        Thread.sleep(20);
      }
      ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
      assertThat(outcome.get()).isInstanceOf(ToolFailure.class);
    }
  }

  private boolean examining() throws IOException {
    try (Stream<Path> files = Files.walk(scratch, 2)) {
      return files.anyMatch(file -> file.endsWith("states"));
    }
  }

  private static Property live(String formula) {
    return new Property("Wanted", Property.Kind.LIVENESS, formula, "", List.of("R9"));
  }

  private static Protocol counter(
      String next, String guard, Fairness fairness, List<Property> properties) {
    Action step = Action.of(Origin.SYSTEM, "Step", "One more.").when(guard).then("x", next);
    return new Protocol(
        "Counter",
        "",
        List.of(),
        List.of(),
        List.of(new Variable("x", "Nat", "0", "")),
        List.of(step.fair(fairness)),
        properties);
  }

  private CheckOutcome check(Protocol protocol, Limits limits) throws InterruptedException {
    return runner.check(protocol, NOTHING, limits);
  }

  private CheckOutcome check(Tracking tracking, Fencing fencing, int crashes, int suspicions)
      throws InterruptedException {
    return runner.check(
        new Dispatch(tracking, fencing).protocol(),
        Dispatch.instance(crashes, suspicions),
        Limits.quick());
  }

  private Counterexample violated(Protocol protocol) throws InterruptedException {
    return counterexample(check(protocol, Limits.quick()));
  }

  private Counterexample violated(Tracking tracking, Fencing fencing, int crashes, int suspicions)
      throws InterruptedException {
    return counterexample(check(tracking, fencing, crashes, suspicions));
  }

  private static Counterexample counterexample(CheckOutcome outcome) {
    assertThat(outcome).isInstanceOf(Violated.class);
    return ((Violated) outcome).counterexample();
  }
}
