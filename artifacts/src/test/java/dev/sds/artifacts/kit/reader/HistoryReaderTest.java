package dev.sds.artifacts.kit.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryReaderTest {

  private static final String TANK =
      """
      name: Tank
      doc: A tank that is filled and may leak.
      constants:
        - {name: Most, comment: how much it holds}
      definitions:
        - {name: Peak, body: Most - highest, comment: How far from full it ever was.}
        - {name: Margin, body: Peak + 1, comment: One more than that.}
      variables:
        - {name: level, type: 0 .. Most, initial: "0", comment: how full it is}
        - {name: highest, type: 0 .. Most, initial: "0", comment: how full it ever was, history: true}
      actions:
        - name: Fill
          comment: It is filled.
          origin: system
          parameters: {n: 1 .. Most}
          guards: [level + n <= Most]
          effects:
            level: level + n
            highest: IF level + n > highest THEN level + n ELSE highest
        - name: Look
          comment: Somebody looks.
          origin: environment
      properties:
        - {name: NeverFuller, kind: invariant, formula: level <= highest, comment: it was never fuller.}
      instance: {Most: "2"}
      faults:
        leak:
          template: operator-error
          with: {of: "{1}"}
          effects: {level: "0"}
      """;

  private static ProtocolTemplate read(String text) throws BadInputException {
    return ProtocolReader.read(new Source("protocol.yaml", text));
  }

  private static Protocol protocol(String text) throws BadInputException {
    return read(text).compose(Set.of(), List.of());
  }

  @Test
  void history_mayReadItselfAndBeSpokenOfInProperties() throws BadInputException {
    Protocol tank = protocol(TANK);
    assertThat(tank.history()).containsExactly("highest");
    assertThat(tank.action("Fill").orElseThrow().effects()).containsOnlyKeys("level", "highest");
    assertThat(tank.variables().getFirst().role()).isEqualTo(Variable.Role.STATE);
  }

  @Test
  void history_addsNothingToADesignsComplexity() throws BadInputException {
    String without =
        TANK.replaceAll("(?m)^.*history: true}\n", "").replaceAll("(?m)^ +highest: IF.*\n", "");
    assertThat(protocol(without).variables()).hasSize(protocol(TANK).variables().size() - 1);
    assertThat(complexity(TANK)).isEqualTo(complexity(without));
    assertThat(complexity(TANK.replace(", history: true", ""))).isEqualTo(complexity(without) + 2);
  }

  private static int complexity(String text) throws BadInputException {
    return read(text)
        .complexity(new Catalogue(List.of(), List.of(), List.of(), List.of()), Decisions.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "'[level + n <= Most]', '[level + n <= Most, highest < 2]', 16:33, 'highest'' is history'",
    "'[level + n <= Most]', '[level + n < Margin]', 16:26, 'Margin'' speaks of history'",
    "'level: level + n', 'level: highest + n', 18:14, 'highest'' is history'",
    "'{n: 1 .. Most}', '{n: 1 .. highest}', 15:26, 'highest'' is history'",
    "'{level: \"0\"}', '{level: highest}', 30:22, 'highest'' is history'",
    "'history: true', 'history: yes', 10:92, does not say whether this is history",
  })
  void whatDependsOnHistory_isRefusedWhereItStands(
      String good, String bad, String place, String said) {
    assertThat(TANK).contains(good);
    String text = TANK.replace(good, bad);

    BadInputException refusal = catchThrowableOfType(BadInputException.class, () -> read(text));

    assertThat(refusal).as("'%s' is refused", bad).isNotNull();
    assertThat(refusal.getMessage()).contains("protocol.yaml:" + place).contains(said);
  }

  @Test
  void historyOfAModule_isRefusedThereToo() {
    String text =
        """
        name: Pair
        doc: Two modules.
        channels:
          - {name: calls, from: left, to: right, comment: calls, message: "{1}", capacity: 1}
        modules:
          left:
            doc: Sends.
            variables:
              - {name: sent, type: 0 .. 2, initial: "0", comment: how many, history: true}
            actions:
              - name: Send
                comment: It sends.
                origin: system
                guards: [sent < 2]
                send: {channel: calls, message: "1"}
                effects: {sent: sent + 1}
          right:
            doc: Receives.
            actions:
              - {name: Receive, comment: It receives., origin: system, receive: {channel: calls, as: m}}
        properties: []
        instance: {}
        faults: {}
        """;
    BadInputException refusal = catchThrowableOfType(BadInputException.class, () -> read(text));

    assertThat(refusal).isNotNull();
    assertThat(refusal.getMessage()).contains("protocol.yaml:14:18").contains("'sent' is history");
  }
}
