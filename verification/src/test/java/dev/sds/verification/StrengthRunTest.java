package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Fairness;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.verification.Strength.End;
import dev.sds.verification.Strength.Fate;
import dev.sds.verification.Strength.Kind;
import dev.sds.verification.Strength.Weakness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrengthRunTest {

  private static final Limits LIMITS = new Limits(60, 512, 50_000);

  @TempDir Path scratch;

  /** Every second mistake in a module of its own, checked by TLC itself. */
  @Test
  void plantedMistakes_areJudgedAsTlcJudgesThemAlone() throws Exception {
    ProtocolFamily family = ProtocolLibrary.family("autoscaler");
    Protocol protocol = family.protocol(family.sound());
    Instance instance = family.instance(family.faults());
    TlcRunner tlc = new TlcRunner(scratch, 1);

    Strength strength = known(protocol, instance);

    List<Mutants.Mutant> mutants = Mutants.of(protocol);
    assertThat(strength.mutants()).hasSameSizeAs(mutants);
    for (int i = 0; i < mutants.size(); i += 2) {
      Fate fate = strength.mutants().get(i);
      CheckOutcome outcome = tlc.check(mutants.get(i).protocol(), instance, LIMITS);
      assertThat(fate.mutant()).isEqualTo(mutants.get(i).name());
      assertThat(fate.end() == End.KILLED)
          .as("%s: %s", fate, outcome)
          .isEqualTo(outcome instanceof CheckOutcome.Violated);
      if (outcome instanceof CheckOutcome.Violated v
          && v.counterexample().kind() == Counterexample.Kind.INVARIANT) {
        assertThat(fate.depth()).as("%s", fate).isEqualTo(v.counterexample().steps().size() - 1);
      }
    }
  }

  @Test
  void smallLibraryProtocols_passWithoutVacuity_andNoticeMostMistakes() throws Exception {
    var text = new StringBuilder();
    for (String name : List.of("autoscaler", "breaker", "commit")) {
      ProtocolFamily family = ProtocolLibrary.family(name);
      Protocol protocol = family.protocol(family.sound());
      Strength strength = known(protocol, family.instance(family.faults()));
      assertThat(strength.vacuities()).as(name).isEmpty();
      text.append(
          "%s: %d states, %d of %d mistakes noticed, %d change nothing%n"
              .formatted(
                  name,
                  strength.states(),
                  strength.killed(),
                  strength.real(),
                  strength.mutants().size() - strength.real()));
      strength
          .survivors()
          .forEach(
              f ->
                  text.append("  ")
                      .append(f.mutant())
                      .append(": ")
                      .append(f.end().words())
                      .append('\n'));
    }
    Golden.check("strength.txt", text.toString());
  }

  @Test
  void passThatSaysNothing_isTakenApart() throws Exception {
    List<Action> actions =
        List.of(
            step("Count", "n < 3", "n", "n + 1").fair(Fairness.WEAK),
            step("Never", "n > 9", "n", "0"),
            Action.of(Origin.FAULT, "Break", "").when("n > 9").when("Most > 0").then("n", "0"),
            Action.of(Origin.FAULT, "Slip", "").when("n = 3").then("n", "3").fair(Fairness.WEAK),
            Action.of(Origin.ENVIRONMENT, "Rest", ""));
    Strength strength =
        known(
            counter(
                actions,
                List.of(
                    invariant("Implied", "n > 9 => n = 0"),
                    invariant("Empty", "\\A k \\in 1 .. n : k > 3 => k = 5"),
                    invariant("Loose", "n < 99"),
                    live("Unasked", "n = 7 ~> n = 8"),
                    live("Kept", "n = 2 ~> n > 1"),
                    live("Counted", "n = 0 ~> n = 3"))),
            new Instance(Map.of("Most", "1"), "one"));
    assertThat(strength.weaknesses())
        .extracting(w -> w.kind() + " " + w.subject())
        .containsExactlyInAnyOrder(
            "ACTION_NEVER_TAKEN Never",
            "FAULT_NEVER_FIRED Break",
            "FAIR_FAULT Slip",
            "DEADLOCK_HIDDEN Rest",
            "ANTECEDENT_NEVER_TRUE Implied",
            "ANTECEDENT_NEVER_TRUE Empty",
            "PROMISE_NEVER_ASKED Unasked",
            "PROMISE_ALWAYS_KEPT Kept",
            "WEAK_INVARIANT Loose",
            "WEAK_INVARIANT Implied");
    assertThat(strength.weaknesses())
        .filteredOn(w -> w.subject().equals("Empty"))
        .extracting(Weakness::message)
        .containsExactly("No state gives Empty anything to demand in: k > 3 => k = 5");
    assertThat(strength.vacuities()).hasSize(7);
  }

  @Test
  void promiseOfTheEnvironmentAlone_isAWeakness() throws Exception {
    List<Action> actions =
        List.of(
            Action.of(Origin.ENVIRONMENT, "Count", "")
                .when("n < 3")
                .then("n", "n + 1")
                .fair(Fairness.WEAK),
            step("Reset", "n = 3", "n", "0").fair(Fairness.WEAK));
    Strength strength =
        known(
            counter(actions, List.of(live("Counted", "<>(n = 3)"), live("Back", "n = 3 ~> n = 0"))),
            new Instance(Map.of("Most", "1"), "one"));
    assertThat(strength.weaknesses())
        .extracting(Weakness::kind, Weakness::subject)
        .containsExactly(tuple(Kind.PROMISE_KEPT_BY_OTHERS, "Counted"));
    assertThat(strength.mutants())
        .extracting(Fate::mutant, Fate::by)
        .contains(tuple("Reset leaves n as it was", "Back"));
  }

  @Test
  void protocolThatDoesNotPass_isNotMutated() throws Exception {
    Protocol broken =
        counter(
            List.of(step("Count", "n < 3", "n", "n + 1")), List.of(invariant("Small", "n < 2")));
    assertThat(examine(broken, new Instance(Map.of("Most", "1"), "one")))
        .isEqualTo(new StrengthRun.Result.Unknown("it does not pass itself: Small"));
  }

  @Test
  void plantedModule_holdsEachMistakeBehindItsNumber() throws Exception {
    ProtocolFamily family = ProtocolLibrary.family("lease");
    Protocol protocol = family.protocol(family.sound());
    List<Mutants.Mutant> mutants = Mutants.of(protocol);
    Protocol planted = Planted.in(protocol, mutants).protocol();
    assertThat(new Sany(scratch).parse(planted)).isEmpty();
    String module = TlaText.module(planted);
    for (int i = 1; i <= mutants.size(); i++) {
      assertThat(module.split("planted = " + i + "\\b", -1)).as("mistake %d", i).hasSize(2);
    }
  }

  private static Action step(String name, String guard, String variable, String next) {
    return Action.of(Origin.SYSTEM, name, "").when(guard).then(variable, next);
  }

  private static Property invariant(String name, String formula) {
    return new Property(name, Property.Kind.INVARIANT, formula, "", List.of("R1"));
  }

  private static Property live(String name, String formula) {
    return new Property(name, Property.Kind.LIVENESS, formula, "", List.of("R2"));
  }

  private static Protocol counter(List<Action> actions, List<Property> properties) {
    return new Protocol(
        "Counter",
        "",
        List.of(new Constant("Most", "")),
        List.of(),
        List.of(new Variable("n", "0 .. 10", "0", "")),
        new ArrayList<>(actions),
        properties);
  }

  private StrengthRun.Result examine(Protocol protocol, Instance instance)
      throws InterruptedException {
    return new StrengthRun(scratch, LIMITS).examine(protocol, instance);
  }

  private Strength known(Protocol protocol, Instance instance) throws InterruptedException {
    StrengthRun.Result result = examine(protocol, instance);
    assertThat(result).isInstanceOf(StrengthRun.Result.Known.class);
    return ((StrengthRun.Result.Known) result).strength();
  }
}
