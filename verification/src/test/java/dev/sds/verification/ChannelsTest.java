package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.kit.reader.ProtocolReader;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.ProtocolStep;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of channel lets happen, found by TLC on two numbers sent one after the other. */
class ChannelsTest {

  private static final String RELAY =
      """
      name: Relay
      doc: Two numbers are sent.
      constants:
        - {name: Last, comment: the last number}
      channels:
        - {name: wire, from: source, to: sink, message: "1 .. Last", %s, capacity: %d}
      modules:
        source:
          doc: Counts.
          variables:
            - {name: told, type: 0 .. Last, initial: "0", comment: the last number sent}
          actions:
            - name: Tell
              comment: The next number is sent.
              origin: system
              fairness: weak
              guards: [told < Last]
              effects: {told: told + 1}
              send: {channel: wire, message: told + 1}
        sink:
          doc: Keeps what it gets.
          variables:
            - {name: got, type: "{s \\\\in Seq(1 .. Last) : Len(s) <= Last + 1}", initial: "<<>>", comment: what came}
          actions:
            - name: Hear
              comment: A number arrives.
              origin: system
              fairness: weak
              receive: {channel: wire, as: n}
              effects: {got: "Append(got, n)"}
      actions:
        - name: Rest
          comment: All is told.
          origin: environment
          guards: [sourceTold = Last]
      properties:
        - {name: InOrder, kind: invariant, for: [R1], comment: order, formula: "\\\\A i, j \\\\in 1 .. Len(sinkGot) : i < j => sinkGot[i] <= sinkGot[j]"}
        - {name: Once, kind: invariant, for: [R2], comment: once, formula: "Cardinality({sinkGot[i] : i \\\\in 1 .. Len(sinkGot)}) = Len(sinkGot)"}
        - {name: Arrives, kind: liveness, for: [R3], comment: arrival, formula: "<>(\\\\E i \\\\in 1 .. Len(sinkGot) : sinkGot[i] = 1)"}
      instance: {Last: "2"}
      faults: {}
      """;

  @TempDir Path scratch;

  private static ProtocolFamily relay(String kind, int capacity) throws BadInputException {
    return ProtocolReader.family(new Source("relay.yaml", RELAY.formatted(kind, capacity)));
  }

  @ParameterizedTest
  @CsvSource({
    "'holds: sequence', '', ''",
    "'holds: sequence, kind: [lossy]', Arrives, LoseWire",
    "'holds: sequence, kind: [duplicating]', Once, DuplicateWire",
    "'holds: sequence, kind: [reordering]', InOrder, OvertakeWire",
    "'holds: sequence, kind: [partitioning]', '', ''",
    "'holds: bag', InOrder, ''",
  })
  void channel_breaksJustWhatItsKindAllows(String kind, String broken, String fault)
      throws Exception {
    ProtocolFamily family = relay(kind, 2);
    CheckOutcome outcome =
        new TlcRunner(scratch, 1)
            .check(
                family.protocol(family.sound()),
                family.instance(family.faults()),
                new Limits(60, 512, 10_000));
    if (broken.isEmpty()) {
      assertThat(outcome).isInstanceOf(CheckOutcome.Verified.class);
      return;
    }
    assertThat(outcome).isInstanceOf(CheckOutcome.Violated.class);
    Counterexample found = ((CheckOutcome.Violated) outcome).counterexample();
    assertThat(found.property()).isEqualTo(broken);
    assertThat(found.steps())
        .filteredOn(step -> step.origin() == Action.Origin.FAULT)
        .extracting(ProtocolStep::action)
        .containsAll(fault.isEmpty() ? List.of() : List.of(fault))
        .hasSize(fault.isEmpty() ? 0 : 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "holds: sequence, kind: [lossy, duplicating, reordering, partitioning]",
        "holds: set, kind: [lossy, partitioning]",
      })
  void everyFaultOfAChannel_strikes_andItsMessagesAreMutated(String kind) throws Exception {
    ProtocolFamily family = relay(kind, 2);
    Protocol protocol = family.protocol(family.sound()).withProperties(List.of());
    Instance instance = family.instance(family.faults());
    StrengthRun.Result result =
        new StrengthRun(scratch, new Limits(60, 512, 20_000)).examine(protocol, instance);
    assertThat(result).isInstanceOf(StrengthRun.Result.Known.class);
    Strength strength = ((StrengthRun.Result.Known) result).strength();
    assertThat(strength.vacuities()).isEmpty();
    assertThat(strength.mutants())
        .extracting(Strength.Fate::mutant)
        .containsExactly(
            "SourceTell without guard sourceTold < Last",
            "SourceTell leaves sourceTold as it was",
            "SourceTell leaves wire as it was",
            "SinkHear leaves wire as it was",
            "SinkHear leaves sinkGot as it was");
  }

  @Test
  void messageOutsideOfItsChannel_isAnErrorOfTheModel() throws Exception {
    String text =
        RELAY.formatted("holds: bag", 2).replace("message: told + 1", "message: told + 7");
    ProtocolFamily family = ProtocolReader.family(new Source("relay.yaml", text));
    CheckOutcome outcome =
        new TlcRunner(scratch, 1)
            .check(
                family.protocol(family.sound()),
                family.instance(List.of()),
                new Limits(60, 512, 10_000));
    assertThat(outcome).isInstanceOf(CheckOutcome.ModelError.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequence", "bag", "set"})
  void everyHolding_isReadableTla(String holding) throws Exception {
    String kind =
        switch (holding) {
          case "bag" -> "holds: bag, kind: [lossy, duplicating, partitioning]";
          case "set" -> "holds: set, kind: [lossy]";
          default -> "holds: sequence, kind: [lossy, duplicating, reordering]";
        };
    ProtocolFamily family = relay(kind, 2);
    Golden.check("channels/" + holding + ".tla", TlaText.module(family.protocol(family.sound())));
  }
}
