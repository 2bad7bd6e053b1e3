package dev.sds.artifacts.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.artifacts.Json;
import dev.sds.artifacts.protocol.Action.Origin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {

  private static final Action TAKE =
      Action.of(Origin.SYSTEM, "Take", "")
          .over("w", "Workers")
          .then("holder", "w")
          .between("w", "store");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LET T == INSTANCE TLC IN TRUE",
        "TRUE\n====",
        "TRUE \\* comment",
        "(* hidden",
        "EXTENDS TLC",
        " "
      })
  void expressionThatLeavesItsPlace_isRefused(String text) {
    assertThatThrownBy(() -> Action.of(Origin.SYSTEM, "Step", "").when(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Next", "two words", "1st", "", "WF_x", "SdsBudget"})
  void nameThatTlaKeeps_isRefused(String name) {
    assertThatThrownBy(() -> new Constant(name, "")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void constantsValue_isDataOnly() {
    assertThat(new Instance(Map.of("N", "{q1, q2}"), "").constants())
        .containsEntry("N", "{q1, q2}");
    assertThatThrownBy(() -> new Instance(Map.of("N", "1\nNEXT Other"), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void effectOnNoVariable_isRefused() {
    Action lost = TAKE.then("nobody", "w");
    assertThatThrownBy(() -> protocol(lost)).hasMessageContaining("'nobody'");
  }

  @Test
  void nameUsedTwice_isRefused() {
    assertThatThrownBy(() -> protocol(TAKE).withActions(List.of(TAKE, TAKE)))
        .hasMessageContaining("names 'Take' twice");
  }

  @Test
  void variableChangedTwice_isRefused() {
    assertThatThrownBy(() -> TAKE.then("holder", "w")).hasMessageContaining("twice");
  }

  @Test
  void counterexample_isReadBackWithAndWithoutADeparture() {
    var start = new ProtocolStep(1, "Init", Map.of(), Origin.ENVIRONMENT, List.of());
    var none = new Counterexample.LoopBack.None();
    var stuck =
        new Counterexample(
            "Deadlock", Counterexample.Kind.DEADLOCK, List.of(), List.of(start), none);
    var left =
        new Counterexample(
            "RefinesHours",
            Counterexample.Kind.REFINEMENT,
            List.of("R7"),
            List.of(start),
            none,
            new Departure(
                "Hours", List.of(new Departure.Mapped("hour", "1", "7")), List.of("Tick")));
    for (Counterexample found : List.of(stuck, left)) {
      String text = Json.write(found);
      assertThat(text.contains("departure")).isEqualTo(found.equals(left));
      assertThat(Json.read(text, Counterexample.class)).isEqualTo(found);
    }
  }

  @Test
  void lasso_isDrawnAsALoopWithSafeNames() {
    Counterexample found =
        new Counterexample(
            "Free",
            Counterexample.Kind.LIVENESS,
            List.of("R2"),
            List.of(
                new ProtocolStep(1, "Init", Map.of(), Origin.ENVIRONMENT, List.of()),
                new ProtocolStep(
                    2,
                    "Take",
                    Map.of("w", "end;#1"),
                    Origin.SYSTEM,
                    List.of(new Change("holder", Change.Kind.CHANGED, "none", "end;#1"))),
                new ProtocolStep(3, "Lose", Map.of(), Origin.FAULT, List.of())),
            new Counterexample.LoopBack.ToStep(2));
    assertThat(found.mermaid(protocol(TAKE)))
        .isEqualTo(
            """
            sequenceDiagram
              participant p1 as end#59;#35;1
              participant p2 as store
              participant p3 as fault
              p1->>p2: 2 Take(w=end#59;#35;1)
              loop for ever
              Note over p3: \u26a1 3 Lose
              Note over p1,p3: Free never comes true
              end
            """);
    assertThat(found.render())
        .isEqualTo(
            """
            Free (R2) does not come true in every behaviour.
            2 steps: 1 by the system, 1 by the fault model.

              1   Init
              2   Take(w=end;#1)
                    holder: none -> end;#1
              3 ! Lose
            Steps 3 to 3 repeat for ever.
            """);
  }

  private static Protocol protocol(Action action) {
    return new Protocol(
        "Lease",
        "",
        List.of(new Constant("Workers", "")),
        List.of(),
        List.of(new Variable("holder", "Workers", "CHOOSE w \\in Workers : TRUE", "")),
        List.of(action),
        List.of());
  }
}
