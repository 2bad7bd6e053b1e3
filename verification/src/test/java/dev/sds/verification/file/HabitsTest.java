package dev.sds.verification.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sds.artifacts.protocol.Change;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.verification.child.ModelTask.Deadlock;
import dev.sds.verification.file.FileOutcome.ModelError;
import dev.sds.verification.file.FileOutcome.Vacuous;
import dev.sds.verification.file.FileOutcome.Verified;
import dev.sds.verification.file.FileOutcome.Violated;
import dev.sds.verification.file.Violation.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as people write them who never heard of SDS. */
class HabitsTest {

  private static final Bounds SMALL = new Bounds(60, 100_000, 256, 1_000, 1);

  @TempDir Path folder;

  @Test
  void moduleWithoutVariables_isCheckedForWhatItAssumes_andShowsWhatItPrints() throws Exception {
    FileCheck check =
        check(
            "Sums",
            "EXTENDS Naturals, TLC\nASSUME 1 + 1 = 2\nASSUME PrintT(<<\"six\", 2 * 3>>)\n",
            "");
    assertThat(check.outcome()).isInstanceOf(Verified.class);
    assertThat(check.checked()).containsExactly("2 assumptions");
    assertThat(check.printed()).containsExactly("<<\"six\", 6>>");
    assertThat(check.reservations())
        .containsExactly("The cfg names no behaviour: only what the modules assume was evaluated.");
  }

  @Test
  void moduleWithVariables_needsABehaviour() throws Exception {
    assertThat(problem("Idle", "VARIABLE x\nInit == x = 0\n", "").message())
        .isEqualTo("The cfg names no behaviour, and the module has variables.");
  }

  @Test
  void fairnessOfAnExtendedModule_isTold_andProofsAndUnnamedStepsToo() throws Exception {
    Files.write(
        folder.resolve("Clock.tla"),
        module(
                "Clock",
                """
                EXTENDS Naturals, TLAPS
                \\* Zeit läuft
                VARIABLE x
                Tick == \\/ x < 2 /\\ x' = x + 1
                        \\/ x = 2 /\\ x' = 0
                        \\/ x = 7 /\\ x' = 8
                Fair == WF_x(Tick)
                Spec == x = 0 /\\ [][Tick]_x /\\ Fair
                THEOREM Safe == Spec => []TRUE
                <1>q. QED BY PTL DEF Spec
                """)
            .getBytes(StandardCharsets.ISO_8859_1));
    FileCheck check =
        check(
            "MC",
            "EXTENDS Clock\nAround == []<>(x = 0)\nAfter == 1 + 1 = 2\n",
            "SPECIFICATION Spec\nPROPERTY Around\nPOSTCONDITION After\n");
    assertThat(check.outcome()).isInstanceOf(Verified.class);
    assertThat(check.reservations())
        .containsExactly(
            "No examined state allows the step at Clock.tla:7.",
            "Fairness is assumed, and the system must provide it: WF_x(Tick).",
            "Proofs were not checked: that is the work of TLAPS.");
    assertThat(check.checked())
        .containsExactly("property Around", "no deadlock", "postcondition After");
  }

  private static final String COUNTER =
      """
      EXTENDS Naturals, TLC
      VARIABLES x, noise
      Init == x = 0 /\\ noise = 7
      Next == x' = x + 1 /\\ UNCHANGED noise
      Few == x < 2
      Shown == [now |-> x, then |-> x', sum |-> x + x']
      Partly == IF x = 1 THEN 5 ELSE [now |-> x]
      Limit == x < 3
      Twice(y) == 2 * y
      Stays == UNCHANGED <<x, noise>>
      Deep == TLCGet("diameter") > 100
      Newest == TLCGet("stats").traces > 0
      """;

  @Test
  void alias_saysWhatIsShownOfEachState_andOfItsStep() throws Exception {
    FileCheck check =
        check("Counter", COUNTER, "INIT Init\nNEXT Next\nINVARIANT Few\nALIAS Shown\n");
    assertThat(check.outcome())
        .asInstanceOf(type(Violated.class))
        .satisfies(
            v -> {
              assertThat(v.violation().behaviour().steps())
                  .extracting(Step::state)
                  .containsExactly(
                      Map.of("now", "0", "then", "1", "sum", "1"),
                      Map.of("now", "1", "then", "2", "sum", "3"),
                      Map.of("now", "2", "then", "2", "sum", "4"));
              assertThat(v.violation().behaviour().steps().get(1).changes())
                  .extracting(Change::path)
                  .containsExactlyInAnyOrder("now", "then", "sum");
            });
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  void aliasThatIsNoRecordSomewhere_isToldAndTheStateShownAsItIs() throws Exception {
    FileCheck check =
        check("Counter", COUNTER, "INIT Init\nNEXT Next\nINVARIANT Few\nALIAS Partly\n");
    assertThat(check.outcome())
        .asInstanceOf(type(Violated.class))
        .extracting(v -> v.violation().behaviour().steps().get(1).state())
        .isEqualTo(Map.of("x", "1", "noise", "7"));
    assertThat(check.warnings())
        .containsExactly("ALIAS Partly is no record in some states, which are shown as they are.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALIAS Show|The alias Show specified in the configuration file is not defined",
        "POSTCONDITION Twice|The operator Twice cannot take any argument.",
        "POSTCONDITION Newest|POSTCONDITION Newest has no value in this TLC (2.18): "
      })
  void newerKeywordWithoutAValue_isShownInTheCfg(String line, String message) throws Exception {
    Diagnostic problem =
        problem("Counter", COUNTER, "INIT Init\nNEXT Stays\nINVARIANT Few\n" + line + "\n");
    assertThat(problem.target()).startsWith("Counter.cfg:4:");
    assertThat(problem.message()).startsWith(message);
  }

  @Test
  void postcondition_isAskedAfterACompleteRunAlone() throws Exception {
    String cfg = "INIT Init\nNEXT Stays\nINVARIANT Few\nPOSTCONDITION Deep\n";
    assertThat(check("Counter", COUNTER, cfg).outcome())
        .asInstanceOf(type(Violated.class))
        .satisfies(
            v -> {
              assertThat(v.violation().kind()).isEqualTo(Kind.POSTCONDITION);
              assertThat(v.violation().property()).isEqualTo("Deep");
              assertThat(v.violation().text()).isEqualTo("Deep == TLCGet(\"diameter\") > 100");
              assertThat(v.violation().behaviour().steps()).isEmpty();
            });
    FileCheck cut =
        check(
            "Counter",
            COUNTER,
            "INIT Init\nNEXT Next\nPOSTCONDITION Deep\n",
            new Bounds(60, 20, 256, 1_000, 1));
    assertThat(cut.outcome()).isInstanceOf(FileOutcome.Bounded.class);
    assertThat(cut.reservations())
        .contains("POSTCONDITION Deep was not asked: the run was not complete.");
  }

  @Test
  void propertyOfOneState_isNoInvariant() throws Exception {
    FileCheck check =
        check(
            "Light",
            "VARIABLE on\nInit == on = FALSE\nNext == on' = ~on\nOff == ~on\n",
            "INIT Init\nNEXT Next\nPROPERTY Off\n");
    assertThat(check.outcome())
        .asInstanceOf(type(Vacuous.class))
        .satisfies(
            v ->
                assertThat(v.why())
                    .containsExactly(
                        "PROPERTY Off was asked of initial states only: for every state, write"
                            + " INVARIANT Off."));
  }

  @Test
  void assertionWithinAnInvariant_isAViolation() throws Exception {
    FileCheck check =
        check(
            "Count",
            """
            EXTENDS Naturals, TLC
            VARIABLE x
            Init == x = 0
            Next == x' = x + 1
            Low == Assert(x < 2, <<"too big", x>>)
            """,
            "INIT Init\nNEXT Next\nINVARIANT Low\n");
    assertThat(check.outcome())
        .asInstanceOf(type(Violated.class))
        .satisfies(
            found -> {
              assertThat(found.violation().kind()).isEqualTo(Kind.ASSERTION);
              assertThat(found.violation().property()).isEqualTo("<<\"too big\", 2>>");
              assertThat(found.violation().text()).startsWith("Low ==");
              assertThat(found.violation().behaviour().steps()).hasSize(3);
            });
  }

  @Test
  void misspeltInvariant_isShownWhereItIsAskedFor_withItsNeighbour() throws Exception {
    Diagnostic problem =
        problem(
            "Near",
            "VARIABLE x\nInit == x = 0\nNext == x' = x\nTypeOK == x = 0\n",
            "INIT Init\nNEXT Next\nINVARIANT TypeOk\n");
    assertThat(problem.target()).isEqualTo("Near.cfg:3:11");
    assertThat(problem.fix()).isEqualTo("Did you mean TypeOK?");
  }

  @Test
  void openBracket_isShownAtTheDefinitionThatCannotBegin() throws Exception {
    Diagnostic problem =
        problem("Open", "VARIABLE x\nInit == (x = 0\nNext == x' = x\n", "INIT Init\nNEXT Next\n");
    assertThat(problem.target()).isEqualTo("Open.tla:4:1");
    assertThat(problem.message()).contains("what stands before is not complete, after `0`");
  }

  @Test
  void mixedConnectives_areNamedBoth() throws Exception {
    Diagnostic problem =
        problem(
            "Mixed",
            "VARIABLE x\nInit == x = 0 /\\ x = 0 \\/ x = 1\nNext == x' = x\n",
            "INIT Init\nNEXT Next\n");
    assertThat(problem.target()).startsWith("Mixed.tla:3:");
    assertThat(problem.message()).isEqualTo("Precedence conflict between ops \\land and \\lor.");
  }

  @Test
  void communityModule_isSaidToBeOne() throws Exception {
    Diagnostic problem = problem("Folds1", "EXTENDS SequencesExt\n", "INIT Init\nNEXT Next\n");
    assertThat(problem.message()).isEqualTo("There is no module SequencesExt.");
    assertThat(problem.fix()).contains("one of the CommunityModules");
  }

  @Test
  void missingCfg_isToldWithThoseBeside() throws Exception {
    Files.writeString(folder.resolve("Two.tla"), module("Two", "VARIABLE x\n"));
    Files.writeString(folder.resolve("Two.small.cfg"), "INIT Init\n");
    assertThatThrownBy(() -> read("Two"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("--config Two.small.cfg");
  }

  @Test
  void linkedModule_hasItsCfgWhereItLies() throws Exception {
    Path links = Files.createDirectories(folder.resolve("links"));
    Files.writeString(folder.resolve("Far.tla"), module("Far", "VARIABLE x\n"));
    Files.writeString(folder.resolve("Far.cfg"), "INIT Init\nNEXT Next\n");
    Path link = Files.createSymbolicLink(links.resolve("Far.tla"), folder.resolve("Far.tla"));
    TlaFile file = TlaFile.read(link, Optional.empty(), List.of(), shown -> shown);
    assertThat(file.cfg().names(Cfg.Section.NEXT)).containsExactly("Next");
  }

  private Diagnostic problem(String name, String body, String cfg) throws Exception {
    FileOutcome outcome = check(name, body, cfg).outcome();
    assertThat(outcome).isInstanceOf(ModelError.class);
    return ((ModelError) outcome).problems().getFirst();
  }

  private FileCheck check(String name, String body, String cfg) throws Exception {
    return check(name, body, cfg, SMALL);
  }

  private FileCheck check(String name, String body, String cfg, Bounds bounds) throws Exception {
    Files.writeString(folder.resolve(name + ".tla"), module(name, body));
    Files.writeString(folder.resolve(name + ".cfg"), cfg);
    return new FileChecker(folder.resolve("runs"))
        .check(read(name), bounds, Deadlock.AS_CONFIGURED, _ -> {});
  }

  private TlaFile read(String name) throws BadInputException {
    return TlaFile.read(
        folder.resolve(name + ".tla"),
        Optional.empty(),
        List.of(),
        shown -> Path.of(shown).getFileName().toString());
  }

  private static String module(String name, String body) {
    return "---- MODULE " + name + " ----\n" + body + "====\n";
  }
}
