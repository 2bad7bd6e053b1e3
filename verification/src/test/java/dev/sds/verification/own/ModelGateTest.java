package dev.sds.verification.own;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.verification.file.Examined.Taken;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelGateTest {

  private static final Protocol LAMP =
      new Protocol(
          "Lamp",
          "A lamp that may fail.",
          List.of(),
          List.of(
              Definition.of("Lit", "{x \\in {\"Lit\", \"on\"} : x = lamp}", "what is lit"),
              Definition.of("Dark", "Lit = {}", "nothing is lit"),
              Definition.of("Spare", "TRUE", "what no property needs")),
          List.of(new Variable("lamp", "{\"on\", \"off\"}", "\"off\"", "the lamp")),
          List.of(action("Switch", Action.Origin.SYSTEM), action("Fail", Action.Origin.FAULT)),
          List.of(
              new Property(
                  "Safe",
                  Property.Kind.INVARIANT,
                  "Dark \\/ Lit /= {}",
                  "all is well",
                  List.of())));

  private static Action action(String name, Action.Origin origin) {
    return new Action(
        name,
        List.of(),
        List.of("lamp /= \"on\""),
        Map.of("lamp", "\"on\""),
        origin,
        Action.Fairness.NONE,
        Action.Lanes.NONE,
        name + " happens.");
  }

  @Test
  void text_asksByTheProtocolsOwnDefinitions() {
    assertThat(new GateModule(ModelGate.MODULE, LAMP).text())
        .isEqualTo(
            """
            ---- MODULE SdsGate ----
            EXTENDS Lamp
            SdsLit ==
              {x \\in {"Lit", "on"} : x = lamp}
            SdsDark ==
              SdsLit = {}
            SdsSafe ==
              SdsDark \\/ SdsLit /= {}
            ====
            """);
  }

  @Test
  void weaknesses_tellAFaultThatIsLeftOut() {
    assertThat(ModelGate.weaknesses(LAMP, List.of(taken("Switch", 3)), Set.of("Switch", "Fail")))
        .containsExactly("It has no action Fail, a fault that must be stood.");
  }

  @Test
  void weaknesses_tellWhatIsNeverPossibleUnlessTheProtocolNeverTakesItEither() {
    List<Taken> own = List.of(taken("Switch", 0), taken("Fail", 0), taken("Mine", 0));

    assertThat(ModelGate.weaknesses(LAMP, own, Set.of("Switch")))
        .containsExactly("No reachable state allows Switch.", "No reachable state allows Mine.");
    assertThat(ModelGate.weaknesses(LAMP, List.of(own.getFirst(), taken("Switch", 1)), Set.of()))
        .isEmpty();
  }

  private static Taken taken(String action, long steps) {
    return new Taken(action, steps, steps, null);
  }
}
