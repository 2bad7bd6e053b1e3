package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.kit.reader.OtherProtocols;
import dev.sds.artifacts.kit.reader.ProtocolReader;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.ModelError;
import dev.sds.artifacts.protocol.CheckOutcome.Vacuous;
import dev.sds.artifacts.protocol.CheckOutcome.Verified;
import dev.sds.artifacts.protocol.CheckOutcome.Violated;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Departure;
import dev.sds.artifacts.protocol.Departure.Mapped;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.verification.Strength.End;
import dev.sds.verification.Strength.Fate;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefinementTest {

  private static final Limits LIMITS = new Limits(60, 256, 50_000);

  /** Its reset is never needed by a clock that is not wound back. */
  private static final String HOURS =
      """
      name: Hours
      doc: A clock with hours only.
      variables:
        - {name: hour, type: 0 .. 2, initial: "0", comment: the hour}
      actions:
        - name: Tick
          comment: An hour passes.
          origin: system
          effects: {hour: (hour + 1) % 3}
        - name: Reset
          comment: The clock is wound back.
          origin: system
          parameters: {h: 1 .. 2, by: "{\\"day\\", \\"night\\"}"}
          guards: [hour = h, h = 1, by = "day"]
          effects: {hour: "0"}
        - name: Rest
          comment: Nothing happens.
          origin: environment
          guards: [hour = 2]
      properties:
        - {name: EventuallyLate, kind: liveness, for: [R1], formula: <>(hour = 1), comment: it gets late.}
      instance: {}
      faults: {}
      """;

  private static final String CLOCK =
      """
      name: Clock
      doc: A clock with half hours.
      refines:
        protocol: hours
        comment: it shows the hours.
        for: [R7]
        with:
          hour: halves \\div 2
      variables:
        - {name: halves, type: 0 .. 5, initial: "0", comment: half hours}
      actions:
        - name: Step
          comment: Half an hour passes.
          origin: system
          fairness: weak
          guards: [halves <= 5]
          effects: {halves: (halves + 1) % 6}
        - name: Wind
          comment: The clock is wound back.
          origin: environment
          guards: [halves = 3]
          effects: {halves: "0"}
      properties: []
      instance: {}
      faults: {}
      """;

  private static final String NEVER_WOUND = "guards: [halves = 3]";

  private static final class Beside implements OtherProtocols {
    @Override
    public List<String> names() {
      return List.of("hours");
    }

    @Override
    public Optional<Source> find(String name) {
      return name.equals("hours") ? Optional.of(new Source("hours.yaml", HOURS)) : Optional.empty();
    }
  }

  @TempDir Path scratch;

  private CheckOutcome check(String text) throws BadInputException, InterruptedException {
    ProtocolFamily family = ProtocolReader.family(new Source("clock.yaml", text), new Beside());
    return new TlcRunner(scratch, 1)
        .check(family.protocol(family.sound()), family.instance(List.of()), LIMITS);
  }

  private static Counterexample violated(CheckOutcome outcome) {
    assertThat(outcome).isInstanceOf(Violated.class);
    return ((Violated) outcome).counterexample();
  }

  @Test
  void rightMapping_passesAlthoughEverySecondStepChangesNothingThere() throws Exception {
    assertThat(check(CLOCK))
        .asInstanceOf(type(Verified.class))
        .satisfies(
            passed -> {
              assertThat(passed.properties()).contains("RefinesHours", "HoursEventuallyLate");
              assertThat(passed.statistics().distinct()).isEqualTo(6);
              assertThat(passed.statistics().taken())
                  .containsEntry("Hours!Tick", 1L)
                  .containsEntry("Hours!Reset", 1L);
            });
  }

  @Test
  void wrongMapping_isRefutedByTheFirstStepThatIsNoneThere() throws Exception {
    Counterexample found = violated(check(CLOCK.replace("halves \\div 2", "(halves \\div 3) * 2")));

    assertThat(found.kind()).isEqualTo(Counterexample.Kind.REFINEMENT);
    assertThat(found.property()).isEqualTo("RefinesHours");
    assertThat(found.requirements()).containsExactly("R7");
    assertThat(found.steps()).hasSize(4);
    assertThat(found.departure())
        .isEqualTo(new Departure("Hours", List.of(new Mapped("hour", "0", "2")), List.of("Tick")));
    Golden.check("departure.txt", found.render());
  }

  @Test
  void choicesOfAnAbstractAction_areShownWhereItWasPossible() throws Exception {
    String seven = CLOCK.replace("halves \\div 2", "IF halves = 3 THEN 7 ELSE halves \\div 2");
    assertThat(violated(check(seven)).departure())
        .isEqualTo(
            new Departure(
                "Hours",
                List.of(new Mapped("hour", "1", "7")),
                List.of("Tick", "Reset(1, \"day\")")));
  }

  @Test
  void wrongFirstState_isRefutedWithoutAStep() throws Exception {
    Counterexample found =
        violated(check(CLOCK.replace("halves \\div 2", "(halves \\div 2 + 1) % 3")));

    assertThat(found.kind()).isEqualTo(Counterexample.Kind.REFINEMENT);
    assertThat(found.steps()).hasSize(1);
    assertThat(found.departure())
        .isEqualTo(new Departure("Hours", List.of(new Mapped("hour", "", "1")), List.of()));
    assertThat(found.render()).contains("In Hours, this is the first state:\n        hour = 1\n");
  }

  @Test
  void abstractActionThatNoStepIs_makesThePassVacuous() throws Exception {
    assertThat(check(CLOCK.replace(NEVER_WOUND, "guards: [halves = 6]")))
        .asInstanceOf(type(Vacuous.class))
        .satisfies(v -> assertThat(v.never()).containsExactly("Hours!Reset"));
  }

  @Test
  void mappingThatNeverMoves_isVacuousAndBreaksThePromise() throws Exception {
    String still = CLOCK.replace("halves \\div 2", "\"0\"");
    assertThat(check(still.replace("  for: [R7]", "  promises: []")))
        .asInstanceOf(type(Vacuous.class))
        .satisfies(v -> assertThat(v.never()).containsExactly("Hours!Tick", "Hours!Reset"));
    assertThat(violated(check(still)))
        .satisfies(
            found -> {
              assertThat(found.kind()).isEqualTo(Counterexample.Kind.LIVENESS);
              assertThat(found.property()).isEqualTo("HoursEventuallyLate");
            });
  }

  @Test
  void mappingWithoutAValue_isAModelError() throws Exception {
    assertThat(check(CLOCK.replace("halves \\div 2", "halves[1]"))).isInstanceOf(ModelError.class);
  }

  @Test
  void mistakesThatOnlyTheRefinementForbids_areNoticed() throws Exception {
    ProtocolFamily family = ProtocolLibrary.family("commit");
    Protocol protocol = family.protocol(family.sound());
    Protocol alone = protocol.withProperties(protocol.properties(Property.Kind.REFINEMENT));
    var result =
        (StrengthRun.Result.Known)
            new StrengthRun(scratch, LIMITS).examine(alone, family.instance(List.of()));

    List<Fate> killed =
        result.strength().mutants().stream().filter(f -> f.end() == End.KILLED).toList();
    assertThat(killed)
        .filteredOn(f -> f.by().equals("RefinesAtomicCommit"))
        .extracting(Fate::mutant)
        .contains(
            "Decide without guard counted = Participants",
            "Decide without guard decided = \"nothing\"");
    assertThat(killed).extracting(Fate::by).containsOnly("RefinesAtomicCommit", "Deadlock");
  }

  /** Exchanging members changes neither what the abstract protocol allows nor the mapping. */
  @Test
  void underSymmetry_theRefinementIsStillHeldTo() throws Exception {
    ProtocolFamily family = ProtocolLibrary.family("commit");
    Protocol slip = family.protocol(family.sound().with("rule", "waits-for-one"));
    CheckOutcome outcome =
        new TlcRunner(scratch, 1)
            .safety(
                slip.withProperties(slip.properties(Property.Kind.REFINEMENT)),
                family.instance(List.of()),
                LIMITS,
                List.of("Participants"));

    Departure left = Objects.requireNonNull(violated(outcome).departure());
    assertThat(left.protocol()).isEqualTo("AtomicCommit");
    assertThat(left.values()).extracting(Mapped::name).containsExactly("outcome");
    assertThat(left.possible()).contains("Prepare(p2)", "Abort(p1)").doesNotContain("Commit(p1)");
  }

  @Test
  void grantThatNobodyAskedFor_breaksNothingButTheRefinement() throws Exception {
    ProtocolFamily lease = ProtocolLibrary.family("lease");
    Protocol slip = lease.protocol(lease.sound().with("occasion", "unasked"));
    var runner = new TlcRunner(scratch, 1);

    Counterexample found = violated(runner.check(slip, lease.instance(List.of()), LIMITS));
    assertThat(found.property()).isEqualTo("RefinesTurns");
    assertThat(found.steps()).hasSize(2);
    assertThat(Objects.requireNonNull(found.departure()).possible())
        .containsExactly("Want(c1)", "Want(c2)");

    Protocol others =
        slip.withProperties(
            slip.properties().stream()
                .filter(property -> !property.formula().startsWith(Refinement.INSTANCE))
                .toList());
    assertThat(runner.check(others, lease.instance(List.of()), LIMITS))
        .isInstanceOf(Verified.class);
  }

  /** A leader that appends an entry and crashes leaves no other trace of it. */
  @Test
  void withoutHistory_aCrashWouldTakeBackWhatWasProposed() throws Exception {
    String text = ProtocolLibrary.text("log");
    String now =
        "{p \\in [at: 1 .. MaxLength, by: 1 .. MaxEpoch] : \\E n \\in Members :"
            + " Len(log[n]) >= p.at /\\ log[n][p.at] = p.by}";
    String forgetting =
        text.replace(
            "    chosen: Acknowledged", "    proposed: '" + now + "'\n    chosen: Acknowledged");
    assertThat(forgetting).isNotEqualTo(text);
    ProtocolFamily family =
        ProtocolReader.family(new Source("log.yaml", forgetting), ProtocolLibrary.others());
    Protocol protocol = family.protocol(family.sound());
    Protocol alone = protocol.withProperties(protocol.properties(Property.Kind.REFINEMENT));
    var runner = new TlcRunner(scratch, 1);

    assertThat(violated(runner.check(alone, family.instance(family.faults()), LIMITS)).steps())
        .extracting(step -> step.action())
        .last()
        .isEqualTo("Crash");

    ProtocolFamily kept = ProtocolLibrary.family("log");
    Protocol remembering = kept.protocol(kept.sound());
    assertThat(
            runner.check(
                remembering.withProperties(remembering.properties(Property.Kind.REFINEMENT)),
                kept.instance(kept.faults()),
                LIMITS))
        .asInstanceOf(type(Verified.class))
        .satisfies(v -> assertThat(v.properties()).contains("RefinesAgreement"));
  }

  @Test
  void whatKeepsHistory_isNoMistakeToMake() {
    ProtocolFamily family = ProtocolLibrary.family("log");
    Protocol protocol = family.protocol(family.sound());
    assertThat(protocol.history()).containsExactly("proposed");
    assertThat(Mutants.of(protocol))
        .extracting(Mutants.Mutant::name)
        .contains("Propose leaves log as it was")
        .doesNotContain("Propose leaves proposed as it was");
  }
}
