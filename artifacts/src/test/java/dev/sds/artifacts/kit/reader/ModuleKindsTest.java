package dev.sds.artifacts.kit.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several modules of one kind: they are what somebody would have written out by hand. */
class ModuleKindsTest {

  private static final String HEAD =
      """
      name: Mirror
      doc: A writer tells two stores.
      decisions:
        - {name: memory, choices: [durable, volatile], comment: whether items outlive a crash}
      constants:
        - {name: Items, comment: what is kept}
        - {name: Servers, comment: what stores run on}
      %s
      channels:
        - {name: toLeft, from: writer, to: left, message: Items, capacity: 1}
        - {name: toRight, from: writer, to: right, message: Items, capacity: 1}
      modules:
        writer:
          doc: Tells.
          variables:
            - {name: told, type: SUBSET Items, initial: "{}", comment: those told}
          actions:
            - name: Tell
              comment: An item is told.
              origin: system
              parameters: {i: Items}
              guards: [i \\notin told]
              effects: {told: "told \\\\cup {i}"}
              send: [{channel: toLeft, message: i}, {channel: toRight, message: i}]
      %s
      properties:
        - {name: Same, kind: invariant, for: [R2], formula: leftKept \\cap rightKept /= Items, comment: alike}
      %s
      instance: {Items: "{a, b}", Servers: "{s}"%s}
      faults: {%s}
      """;

  private static final String KINDS =
      """
      kinds:
        store:
          doc: Keeps.
          constants:
            - {name: Most, comment: how many it keeps}
          definitions:
            - {name: Full, body: Cardinality(kept) >= Most, comment: whether there is no room}
          variables:
            - {name: up, type: SUBSET Servers, initial: Servers, comment: if it runs}
            - {name: kept, type: SUBSET Items, initial: "{}", comment: those kept}
          actions:
            - name: Keep
              comment: An item is kept.
              origin: system
              fairness: weak
              receive: {channel: requests, as: i, where: ["up /= {}", i \\notin kept, ~Full]}
              effects: {kept: "kept \\\\cup {i}"}
            - name: Forget
              comment: An item is dropped.
              origin: environment
              lanes: [store, user]
              parameters: {i: Items}
              guards: [i \\in kept, Cardinality(kept) = Most]
              effects: {kept: "kept \\\\ {i}"}
          properties:
            - {name: Room, kind: invariant, for: [R1], formula: Cardinality(kept) <= Most, comment: no more than fit}
          faults:
            crash:
              template: crash-restart
              with: {of: Servers, up: up}
              guards: ["kept /= {}"]
              effects:
                kept: {effect: "{}", when: [volatile]}
              then: {effects: {kept: "kept \\\\cup {}"}}
      """;

  private static final String USES =
      """
        left: {is: store, channels: {requests: toLeft}, constants: {Most: 2}}
        right:
          is: store
          doc: Keeps less.
          channels: {requests: toRight}
          constants: {Most: Cardinality(Items) - 1}
      """;

  private static final String GOOD =
      HEAD.formatted(KINDS.strip(), USES.stripTrailing(), "", "", "");

  /** One of the two as somebody would write it. */
  private static final String BY_HAND =
      """
        @:
          doc: "DOC"
          definitions:
            - {name: Full, body: Cardinality(kept) >= MOST, comment: whether there is no room}
          variables:
            - {name: up, type: SUBSET Servers, initial: Servers, comment: if it runs}
            - {name: kept, type: SUBSET Items, initial: "{}", comment: those kept}
            - {name: crashes, type: 0 .. MaxCrashes, initial: "0", comment: crashes so far}
          actions:
            - name: Keep
              comment: An item is kept.
              origin: system
              fairness: weak
              receive: {channel: CHANNEL, as: i, where: ["up /= {}", i \\notin kept, ~Full]}
              effects: {kept: "kept \\\\cup {i}"}
            - name: Forget
              comment: An item is dropped.
              origin: environment
              lanes: [@, user]
              parameters: {i: Items}
              guards: [i \\in kept, Cardinality(kept) = MOST]
              effects: {kept: "kept \\\\ {i}"}
            - name: Crash
              comment: A member stops; what it has not made durable is gone.
              origin: fault
              parameters: {n: Servers}
              guards: [crashes < MaxCrashes, n \\in up, "kept /= {}"]
              effects:
                up: up \\ {n}
                crashes: crashes + 1
                kept: {effect: "{}", when: [volatile]}
            - name: Restart
              comment: A member comes back with what is durable.
              origin: environment
              fairness: weak
              parameters: {n: Servers}
              guards: [n \\notin up]
              effects: {up: "up \\\\cup {n}", kept: "kept \\\\cup {}"}
      """;

  private static String hand(String module, String channel, String most, String doc) {
    String maximum = "Max" + module.substring(0, 1).toUpperCase(Locale.ROOT);
    return BY_HAND
        .replace("MaxCrashes", maximum + module.substring(1) + "Crashes")
        .replace("CHANNEL", channel)
        .replace("MOST", most)
        .replace("DOC", doc)
        .replace("@", module)
        .stripTrailing();
  }

  private static final String WRITTEN_OUT =
      HEAD.formatted(
          """
            - {name: MaxLeftCrashes, comment: "left: how many crashes may happen"}
            - {name: MaxRightCrashes, comment: "right: how many crashes may happen"}"""
              .indent(2)
              .stripTrailing(),
          hand(
                  "left",
                  "toLeft",
                  "2",
                  "Keeps. Of the kind store, with toLeft for requests, 2 for Most.")
              + "\n"
              + hand(
                  "right",
                  "toRight",
                  "(Cardinality(Items) - 1)",
                  "Keeps less. Of the kind store, with toRight for requests, (Cardinality(Items) - 1)"
                      + " for Most."),
          """
            - {name: LeftRoom, kind: invariant, for: [R1], formula: Cardinality(leftKept) <= 2, comment: "left: no more than fit"}
            - {name: RightRoom, kind: invariant, for: [R1], formula: Cardinality(rightKept) <= (Cardinality(Items) - 1), comment: "right: no more than fit"}"""
              .indent(2)
              .stripTrailing(),
          "",
          "left-crash: {constant: MaxLeftCrashes, parameter: at-most, absent: 1},"
              + " right-crash: {constant: MaxRightCrashes, parameter: at-most, absent: 1}");

  private static ProtocolFamily family(String text) throws BadInputException {
    return ProtocolReader.family(new Source("protocol.yaml", text));
  }

  @Test
  void modulesOfAKind_areWhatIsWrittenOutByHand() throws BadInputException {
    ProtocolFamily brief = family(GOOD);
    ProtocolFamily hand = family(WRITTEN_OUT);
    assertThat(brief.faults()).isEqualTo(hand.faults()).hasSize(2);
    for (ProtocolFamily family : List.of(brief, hand)) {
      assertThat(family.slips()).hasSize(1);
    }
    var designs = Stream.concat(Stream.of(hand.sound()), hand.slips().stream()).toList();
    for (var design : designs) {
      assertThat(brief.protocol(design)).isEqualTo(hand.protocol(design));
    }
    for (List<String> under :
        List.of(List.<String>of(), List.of("left-crash"), List.of("left-crash", "right-crash"))) {
      assertThat(brief.instance(under)).isEqualTo(hand.instance(under));
    }
  }

  @Test
  void eachModule_hasItsOwnVariablesChannelsConstantsAndFaults() throws BadInputException {
    ProtocolFamily family = family(GOOD);
    Protocol protocol = family.protocol(family.sound());
    assertThat(protocol.variables())
        .extracting(Variable::name)
        .contains("leftKept", "leftCrashes", "rightKept", "rightCrashes");
    Action left = protocol.action("LeftKeep").orElseThrow();
    Action right = protocol.action("RightKeep").orElseThrow();
    assertThat(left.guards()).contains("toLeft[i] > 0", "~LeftFull");
    assertThat(right.guards()).contains("toRight[i] > 0", "~RightFull");
    assertThat(left.lanes()).isEqualTo(new Action.Lanes("writer", "left"));
    assertThat(protocol.action("RightForget").orElseThrow().lanes())
        .isEqualTo(new Action.Lanes("right", "user"));
    assertThat(protocol.action("RightCrash").orElseThrow().lanes())
        .isEqualTo(new Action.Lanes("right", "right"));
    assertThat(family.instance(List.of("right-crash")).constants())
        .containsEntry("MaxLeftCrashes", "0")
        .containsEntry("MaxRightCrashes", "1");
    assertThat(protocol.composition().section("RightCrash").orElseThrow().name())
        .isEqualTo("right");
  }

  @Test
  void moduleThatIsWrittenOut_mayHaveFaultsAndPropertiesToo() throws BadInputException {
    String text =
        GOOD.replace(
            "  writer:\n",
            """
              writer:
                properties:
                  - {name: Known, kind: invariant, for: [R3], formula: told \\\\subseteq Items, comment: known}
                faults:
                  slip:
                    template: operator-error
                    with: {of: Items}
                    effects: {told: "{n}"}
            """
                .replace("\\\\", "\\"));
    ProtocolFamily family = family(text);
    Protocol protocol = family.protocol(family.sound());
    assertThat(family.faults()).containsExactly("writer-slip", "left-crash", "right-crash");
    assertThat(protocol.property("WriterKnown").orElseThrow().formula())
        .isEqualTo("writerTold \\subseteq Items");
    Action slip = protocol.action("WriterSlip").orElseThrow();
    assertThat(slip.guards()).containsExactly("writerSlips < MaxWriterSlips");
    assertThat(slip.effects()).containsEntry("writerTold", "{n}");
  }

  /** What is replaced, and by what. */
  private record Slip(String good, String bad) {}

  private static final List<Slip> SLIPS =
      List.of(
          new Slip("left: {is: store", "left: {is: stores"),
          new Slip("left: {is: store", "left: {iz: store"),
          new Slip("left: {is: store,", "left: {is: store, variables: [],"),
          new Slip("left: {is: store, channels: {requests: toLeft}", "left: {is: store"),
          new Slip("{requests: toLeft}", "{request: toLeft}"),
          new Slip("{requests: toLeft}", "{requests: toLeft, answers: toRight}"),
          new Slip("{requests: toLeft}", "{requests: toNobody}"),
          new Slip("{requests: toLeft}", "{requests: toRight}"),
          new Slip("channel: requests, as: i", "channel: toRight, as: i"),
          new Slip("{Most: 2}", "{Mots: 2}"),
          new Slip("{Most: 2}", "{Most: Itmes}"),
          new Slip("{Most: 2}", "{Most: Cardinality(leftKept)}"),
          new Slip(", constants: {Most: 2}", ""),
          new Slip("- {name: Full, body", "- {name: Items, body"),
          new Slip("kinds:\n", "kinds:\n  log:\n    doc: Unused.\n"),
          new Slip("    faults:\n      crash:", "    fautls:\n      crash:"),
          new Slip(
              "    definitions:\n      - {name: Full",
              "    channels: []\n    definitions:\n      - {name: Full"),
          new Slip("i \\notin kept, ~Full]", "i \\notin rightKept, ~Full]"),
          new Slip("i \\notin kept, ~Full]", "i \\notin told, ~Full]"),
          new Slip(
              "formula: Cardinality(kept) <= Most", "formula: Cardinality(writerTold) <= Most"),
          new Slip("{name: Same,", "{name: LeftRoom,"),
          new Slip("{name: Servers, comment", "{name: LeftFull, comment"),
          new Slip("{name: Servers, comment", "{name: MaxLeftCrashes, comment"),
          new Slip("{name: kept, type", "{name: crashes, type"),
          new Slip("template: crash-restart", "template: crash-reboot"),
          new Slip("with: {of: Servers, up: up}", "with: {of: Servers}"),
          new Slip("effects:\n          kept: {effect", "effects:\n          told: {effect"),
          new Slip(
              "        template: crash-restart\n        with: {of: Servers, up: up}\n",
              "        constant: MaxCrashes\n        parameter: at-most\n        absent: 1\n"),
          new Slip(
              "faults: {}",
              "faults: {left-crash: {constant: Items, parameter: at-most, absent: 1}}"),
          new Slip(
              "  left: {is: store, channels: {requests: toLeft}, constants: {Most: 2}}\n", ""));

  @Test
  void everySlip_isShownWhereItIs() throws IOException {
    var text = new StringBuilder();
    for (Slip slip : SLIPS) {
      assertThat(GOOD).contains(slip.good());
      String bad = GOOD.replace(slip.good(), slip.bad());
      BadInputException refusal = catchThrowableOfType(BadInputException.class, () -> family(bad));
      assertThat(refusal).as("'%s' is refused", slip.bad()).isNotNull();
      text.append(refusal.getMessage()).append("\n\n");
    }
    Path file =
        Path.of(
            System.getProperty("sds.root", ".."),
            "artifacts/src/test/resources/dev/sds/artifacts/kit/reader/kinds.txt");
    if (Files.notExists(file) || Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(file, text);
      fail("Wrote " + file + ": read it, and run again.");
    }
    assertThat(text.toString()).isEqualTo(Files.readString(file));
  }
}
