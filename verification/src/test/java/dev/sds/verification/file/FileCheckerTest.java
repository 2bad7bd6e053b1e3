package dev.sds.verification.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sds.artifacts.protocol.Counterexample.LoopBack;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.verification.child.ModelTask.Deadlock;
import dev.sds.verification.file.FileOutcome.Bounded;
import dev.sds.verification.file.FileOutcome.Limit;
import dev.sds.verification.file.FileOutcome.ModelError;
import dev.sds.verification.file.FileOutcome.ToolFailure;
import dev.sds.verification.file.FileOutcome.Vacuous;
import dev.sds.verification.file.FileOutcome.Verified;
import dev.sds.verification.file.FileOutcome.Violated;
import dev.sds.verification.file.Violation.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which TLC ends, over the small modules in {@code models/}. */
class FileCheckerTest {

  private static final Path MODELS =
      Path.of(System.getProperty("sds.root"), "verification/src/test/resources/models");

  private static final Bounds SMALL = new Bounds(60, 100_000, 256, 1_000, 1);

  @TempDir Path scratch;

  @AfterEach
  void runsLeaveNothingBehind() throws IOException {
    try (Stream<Path> left = Files.list(scratch)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("tlc-"))).isEmpty();
    }
  }

  @Test
  void holdingModel_isVerifiedAndSaysWhatItRestsOn() throws Exception {
    FileCheck check = check("Lock", "Lock");
    assertThat(check.outcome())
        .asInstanceOf(type(Verified.class))
        .satisfies(
            v -> {
              assertThat(v.examined().distinct()).isEqualTo(12);
              assertThat(v.examined().left()).isZero();
              assertThat(v.examined().never()).isEmpty();
            });
    assertThat(check.checked())
        .containsExactly(
            "invariant TypeOK",
            "invariant OneWriter",
            "property Served",
            "property NoTheft",
            "no deadlock");
    assertThat(check.reservations())
        .containsExactly(
            "Only Clients = {a, b} was examined, nothing larger.",
            "Fairness is assumed, and the system must provide it: SF_vars(Grant(c)),"
                + " WF_vars(Begin(c)), WF_vars(Finish(c)).");
  }

  @Test
  void brokenInvariant_isShownWithItsTextAndParameters() throws Exception {
    Violation found = violated("Lock", "LockBroken");
    assertThat(found.kind()).isEqualTo(Kind.INVARIANT);
    assertThat(found.property()).isEqualTo("OneWriter");
    assertThat(found.text())
        .isEqualTo("OneWriter == Cardinality({c \\in Clients : writing[c]}) <= 1");
    assertThat(found.behaviour().steps())
        .extracting(Step::call)
        .containsExactly(
            "Init",
            "Ask(c=a)",
            "Grant(c=a)",
            "Begin(c=a)",
            "Ask(c=b)",
            "Expire",
            "Grant(c=b)",
            "Begin(c=b)");
  }

  @Test
  void brokenConjunction_saysWhichPartIsFalse() throws Exception {
    assertThat(violated("Steps", "StepsConjunct").falseParts()).containsExactly("x < 2");
  }

  @Test
  void starvation_isALasso() throws Exception {
    Violation found = violated("Lock", "LockStarves");
    assertThat(found.kind()).isEqualTo(Kind.TEMPORAL_PROPERTY);
    assertThat(found.property()).isEqualTo("Served");
    List<Step> steps = found.behaviour().steps();
    assertThat(found.behaviour().loop())
        .asInstanceOf(type(LoopBack.ToStep.class))
        .satisfies(
            back ->
                assertThat(steps.getLast().state())
                    .isEqualTo(steps.get(back.number() - 1).state()));
    assertThat(steps.getLast().action()).isNotEmpty();
    assertThat(steps.getLast().changes()).isNotEmpty();
  }

  @Test
  void missingFairness_isAStop_andTheBrokenOneOfSeveralPropertiesIsNamed() throws Exception {
    Violation found = violated("Lock", "LockStops");
    assertThat(found.property()).isEqualTo("Served");
    assertThat(found.behaviour().loop()).isEqualTo(new LoopBack.Stutters());
  }

  @Test
  void symmetryWithATemporalProperty_isLeftOut() throws Exception {
    FileCheck check = check("Lock", "LockSymmetric");
    assertThat(check.outcome()).isInstanceOf(Verified.class);
    assertThat(check.reservations())
        .contains("SYMMETRY Alike was left out: it is not sound for Served.");
  }

  @Test
  void brokenActionProperty_endsWithTheStepThatBreaksIt() throws Exception {
    Violation found = violated("Steps", "StepsAction");
    assertThat(found.kind()).isEqualTo(Kind.ACTION_PROPERTY);
    assertThat(found.property()).isEqualTo("Growing");
    assertThat(found.behaviour().steps().getLast().changes())
        .extracting(change -> change.render())
        .containsExactly("x: 2 -> 0");
  }

  @Test
  void stuckModel_isADeadlock_unlessItMayStop() throws Exception {
    assertThat(violated("Steps", "StepsDeadlock").kind()).isEqualTo(Kind.DEADLOCK);
    FileCheck free =
        new FileChecker(scratch)
            .check(file("Steps", "StepsDeadlock"), SMALL, Deadlock.IGNORED, _ -> {});
    assertThat(free.outcome()).isInstanceOf(Verified.class);
    assertThat(free.reservations()).contains("Deadlock was not looked for.");
  }

  @Test
  void failedAssertion_isAViolationAtItsPlace() throws Exception {
    Violation found = violated("Steps", "StepsAssert");
    assertThat(found.kind()).isEqualTo(Kind.ASSERTION);
    assertThat(found.property()).isEqualTo("\"x became two\"");
    assertThat(found.text()).isEqualTo("Assert(x < 2, \"x became two\")");
    assertThat(found.behaviour().steps()).hasSize(3);
  }

  @Test
  void expressionWithoutAValue_isAModelErrorWithPlaceAndWayThere() throws Exception {
    ModelError error = error("Steps", "StepsEvaluation");
    assertThat(error.problems()).extracting(Diagnostic::target).containsExactly("Steps.tla:10:59");
    assertThat(error.problems().getFirst().message()).contains("to argument 4");
    assertThat(error.leading())
        .isNotNull()
        .satisfies(leading -> assertThat(leading.steps()).hasSize(4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Steps|StepsIncomplete|Steps.tla:14:1|not completely specified",
        "Broken|Broken|Broken.tla:5:14|`y` is not defined here.",
        "Garbled|Garbled|Garbled.tla:6:1|`====` cannot stand here, after `+`.",
        "Lock|LockNoConstant|Lock.tla:4:11|no value to the constant Clients",
        "Steps|StepsNewKeyword|StepsNewKeyword.cfg:4:1|_PERIODIC is a keyword of newer",
        "Steps|StepsMisspelt|StepsMisspelt.cfg:5:3|The invariant Smal"
      })
  void whatIsWrong_isShownWhereItStands(String module, String cfg, String target, String message)
      throws Exception {
    Diagnostic problem = error(module, cfg).problems().getFirst();
    assertThat(problem.target()).isEqualTo(target);
    assertThat(problem.message()).contains(message);
  }

  @Test
  void endlessModel_endsAtTheSameStateEachTime() throws Exception {
    var bounds = new Bounds(60, 50, 256, 1_000, 1);
    FileOutcome outcome = check(file("Steps", "StepsEndless"), bounds).outcome();
    assertThat(outcome)
        .asInstanceOf(type(Bounded.class))
        .satisfies(
            b -> {
              assertThat(b.limit()).isEqualTo(Limit.STATES);
              assertThat(b.examined().distinct()).isEqualTo(51);
            });
    assertThat(check(file("Steps", "StepsEndless"), bounds).outcome()).isEqualTo(outcome);
  }

  @Test
  void endlessExpression_endsWithTheTime() throws Exception {
    assertLimit("StepsHuge", new Bounds(1, 100_000, 256, 1_000, 1), Limit.SECONDS);
  }

  @Test
  void hugeStates_endWithTheMemory() throws Exception {
    assertLimit("StepsBig", new Bounds(60, 100_000, 48, 1_000, 1), Limit.MEMORY);
  }

  @Test
  void manyStates_endWithTheDisk() throws Exception {
    assertLimit("StepsSpread", new Bounds(60, 10_000_000, 256, 1, 1), Limit.DISK);
  }

  @Test
  void constraintThatKeepsStatesOut_isABound() throws Exception {
    assertLimit("StepsConstraint", SMALL, Limit.CONSTRAINT);
    assertThat(check("Steps", "StepsConstraint").outcome())
        .asInstanceOf(type(Bounded.class))
        .satisfies(b -> assertThat(b.examined().cut()).isEqualTo(1));
  }

  @Test
  void modelThatEndsTheRun_isABound() throws Exception {
    assertLimit("StepsExit", SMALL, Limit.MODEL);
  }

  @Test
  void actionThatIsNeverPossible_makesThePassVacuous() throws Exception {
    assertThat(check("Steps", "Steps").outcome())
        .asInstanceOf(type(Vacuous.class))
        .satisfies(v -> assertThat(v.why()).containsExactly("No reachable state allows Down."));
  }

  @Test
  void siblingModule_isFound() throws Exception {
    Violation found = violated("UsesSibling", "UsesSibling");
    assertThat(found.behaviour().steps().getLast().place())
        .isNotNull()
        .satisfies(place -> assertThat(place.module()).isEqualTo("Steps"));
  }

  @Test
  void moduleInALibrary_isFoundInFoldersAndJars() throws Exception {
    Path folder = Files.createDirectories(scratch.resolve("model"));
    Files.writeString(
        folder.resolve("Far.tla"), "---- MODULE Far ----\nEXTENDS Steps, Extra\n====\n");
    Files.writeString(
        folder.resolve("Far.cfg"), "INIT Init\nNEXT Up\nCONSTANT Last = 3\nINVARIANT Little\n");
    Path jar = scratch.resolve("extra.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("Extra.tla"));
      out.write("---- MODULE Extra ----\nLittle == TRUE\n====\n".getBytes(StandardCharsets.UTF_8));
    }
    TlaFile alone = read(folder.resolve("Far.tla"), Optional.empty(), List.of());
    assertThat(check(alone, SMALL).outcome())
        .asInstanceOf(type(ModelError.class))
        .satisfies(
            e ->
                assertThat(e.problems().getFirst().message())
                    .isEqualTo("There is no module Steps."));
    TlaFile both = read(folder.resolve("Far.tla"), Optional.empty(), List.of(MODELS, jar));
    assertThat(check(both, SMALL).outcome())
        .asInstanceOf(type(Violated.class))
        .satisfies(v -> assertThat(v.violation().kind()).isEqualTo(Kind.DEADLOCK));
  }

  @Test
  void killedChecker_isAToolFailure() throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<FileCheck> running =
          thread.submit(() -> check(file("Steps", "StepsHuge"), new Bounds(60, 9, 256, 99, 1)));
      child().destroyForcibly();
      assertThat(running.get(30, TimeUnit.SECONDS).outcome())
          .isEqualTo(new ToolFailure("TLC gave no answer: it was killed by signal 9."));
    }
  }

  @Test
  void interruptedCheck_leavesNoChild() throws Exception {
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<FileCheck> running =
          thread.submit(() -> check(file("Steps", "StepsHuge"), new Bounds(60, 9, 256, 99, 1)));
      ProcessHandle child = child();
      thread.shutdownNow();
      assertThat(thread.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      assertThat(child.isAlive()).isFalse();
      assertThatThrownBy(running::get).hasRootCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void runsSideBySide_doNotDisturbOneAnother() throws Exception {
    List<Callable<FileOutcome>> checks = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String cfg = i % 2 == 0 ? "Lock" : "LockBroken";
      checks.add(() -> check("Lock", cfg).outcome());
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<Future<FileOutcome>> outcomes = threads.invokeAll(checks);
      for (int i = 0; i < outcomes.size(); i++) {
        assertThat(outcomes.get(i).get())
            .isInstanceOf(i % 2 == 0 ? Verified.class : Violated.class)
            .isEqualTo(outcomes.get(i % 2).get());
      }
    }
  }

  @Test
  void missingFiles_areBadInput() {
    assertThatThrownBy(() -> file("Nowhere", "Lock"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("There is no Nowhere.tla.");
    assertThatThrownBy(() -> file("Lock", "Nowhere"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("SPECIFICATION Spec");
  }

  /** The child that this JVM runs now. */
  private static ProcessHandle child() throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      Optional<ProcessHandle> found =
          ProcessHandle.current()
              .children()
              .filter(process -> process.info().commandLine().orElse("").contains("ModelWorker"))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no child was started");
  }

  private void assertLimit(String cfg, Bounds bounds, Limit limit) throws Exception {
    assertThat(check(file("Steps", cfg), bounds).outcome())
        .asInstanceOf(type(Bounded.class))
        .satisfies(b -> assertThat(b.limit()).isEqualTo(limit));
  }

  private Violation violated(String module, String cfg) throws Exception {
    FileOutcome outcome = check(module, cfg).outcome();
    assertThat(outcome).isInstanceOf(Violated.class);
    return ((Violated) outcome).violation();
  }

  private ModelError error(String module, String cfg) throws Exception {
    FileOutcome outcome = check(module, cfg).outcome();
    assertThat(outcome).isInstanceOf(ModelError.class);
    return (ModelError) outcome;
  }

  private FileCheck check(String module, String cfg) throws Exception {
    return check(file(module, cfg), SMALL);
  }

  private FileCheck check(TlaFile file, Bounds bounds) throws InterruptedException {
    return new FileChecker(scratch).check(file, bounds, Deadlock.AS_CONFIGURED, _ -> {});
  }

  private static TlaFile file(String module, String cfg) throws BadInputException {
    return read(
        MODELS.resolve(module + ".tla"), Optional.of(MODELS.resolve(cfg + ".cfg")), List.of());
  }

  private static TlaFile read(Path path, Optional<Path> cfg, List<Path> libraries)
      throws BadInputException {
    return TlaFile.read(path, cfg, libraries, shown -> Path.of(shown).getFileName().toString());
  }
}
