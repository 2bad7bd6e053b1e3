package dev.sds.artifacts.kit.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.kit.reader.Slips.Slip;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Fault;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Channels and modules as a protocol's file declares them, and what is refused. */
class CompositionReaderTest {

  private static final String GOOD =
      """
      name: Counting
      doc: A source tells a sink numbers.
      constants:
        - {name: Numbers, comment: what is told}
      definitions:
        - {name: Seen, body: sinkSeen, comment: what the sink knows}
      channels:
        - name: wire
          from: source
          to: sink
          comment: numbers on their way
          message: {number: Numbers, last: BOOLEAN}
          kind: [lossy, duplicating]
          capacity: 2
      modules:
        source:
          doc: Tells numbers.
          variables:
            - {name: told, type: SUBSET Numbers, initial: "{}", comment: those told}
          actions:
            - name: Tell
              comment: A number is told.
              origin: system
              parameters: {n: Numbers}
              guards: [n \\notin told]
              effects:
                told: told \\cup {n}
              send:
                - {channel: wire, message: {last: "FALSE", number: n}}
                - {channel: wire, message: {number: n, last: "TRUE"}, when: [twice]}
        sink:
          doc: Hears them.
          definitions:
            - {name: Known, body: "seen /= {}", comment: whether it knows one}
          variables:
            - {name: seen, type: SUBSET Numbers, initial: "{}", comment: those heard}
          actions:
            - name: Hear
              comment: A number is heard.
              origin: system
              receive: {channel: wire, as: m, where: [m.number \\notin seen]}
              effects:
                seen: "{m.number} \\\\cup {seen \\\\in {seen} : Known}"
      properties:
        - {name: Told, kind: invariant, formula: Seen \\subseteq sourceTold, comment: told first}
      instance:
        Numbers: "{a, b}"
      faults: {}
      """;

  private static ProtocolTemplate read(String text) throws BadInputException {
    return ProtocolReader.read(new Source("protocol.yaml", text));
  }

  private static Protocol composed(String... traits) throws BadInputException {
    return read(GOOD).compose(Set.of(traits), List.of());
  }

  @Test
  void aModulesNames_carryItsNameOutsideOfIt() throws BadInputException {
    Protocol protocol = composed();
    assertThat(protocol.variables())
        .extracting(v -> v.name())
        .containsExactly("sourceTold", "sinkSeen", "wire", "wireLost", "wireCopied");
    assertThat(protocol.actions())
        .extracting(Action::name)
        .containsExactly("SourceTell", "SinkHear", "LoseWire", "DuplicateWire");
    assertThat(protocol.definitions())
        .extracting(d -> d.name())
        .containsSubsequence("WithMessage", "WireMessage", "SinkKnown")
        .contains("Seen");
    assertThat(protocol.action("SinkHear").orElseThrow().effects())
        .containsEntry("sinkSeen", "{m.number} \\cup {sinkSeen \\in {sinkSeen} : SinkKnown}");
  }

  @Test
  void sendingAndReceiving_areGuardsAndEffectsOnTheChannel() throws BadInputException {
    Action tell = composed().action("SourceTell").orElseThrow();
    assertThat(tell.guards())
        .containsExactly("n \\notin sourceTold", "MessagesIn(wire) < WireCapacity");
    assertThat(tell.effects())
        .containsEntry("wire", "WithMessage(wire, [number |-> n, last |-> FALSE])");

    Action twice = composed("twice").action("SourceTell").orElseThrow();
    assertThat(twice.guards()).contains("MessagesIn(wire) + 2 <= WireCapacity");
    assertThat(twice.effects())
        .containsEntry(
            "wire",
            "WithMessage(WithMessage(wire, [number |-> n, last |-> FALSE]),"
                + " [number |-> n, last |-> TRUE])");

    Action hear = composed().action("SinkHear").orElseThrow();
    assertThat(hear.signature()).isEqualTo("SinkHear(m)");
    assertThat(hear.parameters().getFirst().set()).isEqualTo("WireMessage");
    assertThat(hear.guards()).containsExactly("wire[m] > 0", "m.number \\notin sinkSeen");
    assertThat(hear.effects()).containsEntry("wire", "WithoutMessage(wire, m)");
    assertThat(hear.lanes()).isEqualTo(new Action.Lanes("source", "sink"));
    assertThat(tell.lanes()).isEqualTo(new Action.Lanes("source", "source"));
  }

  @Test
  void channel_bringsItsBoundsAndItsFaults_intoTheInstance() throws BadInputException {
    var loss = new Fault("wire-loss", Map.of(), new Span(0, 0));
    var instance = read(GOOD).instance(List.of(loss));
    assertThat(instance.constants())
        .containsEntry("WireCapacity", "2")
        .containsEntry("MaxWireLost", "1")
        .containsEntry("MaxWireCopied", "0");
    assertThat(instance.label()).isEqualTo("at most 1 wire-loss, at most 2 on wire");
    assertThat(composed().actions())
        .filteredOn(a -> a.origin() == Action.Origin.FAULT)
        .extracting(Action::name)
        .containsExactly("LoseWire", "DuplicateWire");
    assertThat(composed().composition().channels().getFirst().words())
        .isEqualTo(
            "channel wire from source to sink: at most 2 at once, in any order; lossy,"
                + " duplicating; who sends waits while it is full");
  }

  private static final List<Slip> SLIPS =
      List.of(
          new Slip("- {channel: wire, message: {last", "- {channel: wine, message: {last"),
          new Slip("{last: \"FALSE\", number: n}", "{last: \"FALSE\", numbr: n}"),
          new Slip("{last: \"FALSE\", number: n}", "{last: \"FALSE\"}"),
          new Slip("[m.number \\notin seen]", "[m.nmber \\notin seen]"),
          new Slip("as: m, where", "as: 9m, where"),
          new Slip("n \\notin told]", "n \\notin seen]"),
          new Slip("n \\notin told]", "n \\notin sinkSeen]"),
          new Slip("n \\notin told]", "n \\notin Seen]"),
          new Slip("n \\notin told]", "\"wire[n] = 0\"]"),
          new Slip("told: told \\cup {n}", "seen: told \\cup {n}"),
          new Slip("told: told \\cup {n}", "wire: told \\cup {n}"),
          new Slip("    from: source\n    to: sink\n", "    from: sink\n    to: source\n"),
          new Slip("to: sink", "to: drain"),
          new Slip("receive: {channel: wire, as: m, where: [m.number \\notin seen]}", ""),
          new Slip("kind: [lossy, duplicating]", "kind: [lossy, doubling]"),
          new Slip("kind: [lossy, duplicating]", "kind: [lossy, reordering]"),
          new Slip("kind: [lossy, duplicating]", "holds: set\n    kind: [duplicating]"),
          new Slip("capacity: 2", "capacity: 0"),
          new Slip("name: Numbers,", "name: sinkSeen,"),
          new Slip("parameters: {n: Numbers}", "parameters: {told: Numbers}"),
          new Slip("as: m, where", "as: seen, where"),
          new Slip("- {name: Seen,", "- {name: SinkKnown,"),
          new Slip("- {name: Seen,", "- {name: WithMessage,"),
          new Slip("- {name: Seen,", "- {name: LoseWire,"),
          new Slip(
              "modules:\n", "variables:\n  - {name: x, type: Nat, initial: \"0\"}\nmodules:\n"),
          new Slip(
              "properties:\n",
              "actions:\n  - {name: Do, comment: '', origin: system}\nproperties:\n"));

  @Test
  void everySlip_isShownWhereItIs() throws IOException {
    Slips.check(GOOD, SLIPS, CompositionReaderTest::read, "composition.txt");
  }
}
