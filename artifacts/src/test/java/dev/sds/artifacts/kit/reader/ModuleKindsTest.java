package dev.sds.artifacts.kit.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.kit.reader.Slips.Slip;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

  /** Files that a protocol may name. */
  private record Shelf(Map<String, String> files) implements OtherProtocols {
    @Override
    public List<String> names() {
      return files.keySet().stream().sorted().toList();
    }

    @Override
    public Optional<Source> find(String name) {
      return Optional.ofNullable(files.get(name)).map(text -> new Source(name + ".yaml", text));
    }
  }

  private static final String LAMP =
      """
      name: Lamp
      doc: A lamp.
      decisions:
        - {name: wear, choices: [lasts, wears], comment: whether it burns out}
      constants:
        - {name: Rooms, comment: where it may stand}
        - {name: MaxBumps, comment: bumps}
      variables:
        - {name: lit, type: SUBSET Rooms, initial: "{}", comment: where it is lit}
      actions:
        - name: Switch
          comment: Lit.
          origin: system
          lanes: [r, wall]
          parameters: {r: Rooms}
          guards: [{guard: r \\notin lit, when: [lasts]}]
          effects: {lit: "lit \\\\cup {r}"}
        - {name: Bump, comment: Out., origin: fault, guards: [MaxBumps > 0], effects: {lit: "{}"}}
      properties:
        - {name: Somewhere, kind: invariant, for: [R1], formula: lit \\subseteq Rooms, comment: lit}
      instance: {Rooms: "{r1, r2}"}
      faults: {bump: {constant: MaxBumps, parameter: at-most, absent: 2}}
      """;

  private static final String LAMPS =
      """
      name: Lamps
      doc: Two lamps.
      constants:
        - {name: Rooms, comment: shared}
      modules:
        desk: {is: lamp}
        floor: {is: lamp, constants: {Rooms: "Rooms \\\\cup {}"}}
      properties: []
      instance: {Rooms: "{r1}"}
      faults: {}
      """;

  @Test
  void kindInAFileOfItsOwn_isTheSameKind() throws BadInputException {
    String alone = KINDS.substring(KINDS.indexOf("    doc: Keeps.")).stripIndent();
    ProtocolFamily apart =
        ProtocolReader.family(
            new Source("protocol.yaml", GOOD.replace(KINDS.strip(), "")),
            new Shelf(Map.of("store", alone)));
    ProtocolFamily together = family(GOOD);
    for (var design : List.of(together.sound(), together.slips().getFirst())) {
      assertThat(apart.protocol(design)).isEqualTo(together.protocol(design));
    }
  }

  @Test
  void protocolThatStandsByItself_isAKindWithDecisionsAndValuesOfItsOwn() throws BadInputException {
    var shelf = new Shelf(Map.of("lamp", LAMP));
    ProtocolFamily lamps = ProtocolReader.family(new Source("lamps.yaml", LAMPS), shelf);
    assertThat(lamps.questions())
        .extracting(ProtocolFamily.Question::name)
        .containsExactly("desk-wear", "floor-wear");
    assertThat(lamps.faults()).containsExactly("desk-bump", "floor-bump");
    Protocol worn = lamps.protocol(lamps.sound().with("floor-wear", "floor-wears"));
    assertThat(worn.action("DeskSwitch").orElseThrow().guards())
        .containsExactly("r \\notin deskLit");
    Action floor = worn.action("FloorSwitch").orElseThrow();
    assertThat(floor.guards()).isEmpty();
    assertThat(floor.parameters().getFirst().set()).isEqualTo("(Rooms \\cup {})");
    assertThat(floor.lanes()).isEqualTo(new Action.Lanes("r", "floor wall"));
    assertThat(worn.action("FloorBump").orElseThrow().guards())
        .containsExactly("MaxFloorBumps > 0");
    assertThat(worn.properties())
        .extracting(p -> p.name())
        .containsExactly("DeskSomewhere", "FloorSomewhere");
    assertThat(lamps.instance(List.of("floor-bump")).constants())
        .containsEntry("MaxDeskBumps", "0")
        .containsEntry("MaxFloorBumps", "2")
        .containsEntry("Rooms", "{r1}");

    String unshared =
        LAMPS
            .replace("constants:\n  - {name: Rooms, comment: shared}\n", "")
            .replace(", constants: {Rooms: \"Rooms \\\\cup {}\"}", "")
            .replace("instance: {Rooms: \"{r1}\"}", "instance: {}");
    assertThat(
            ProtocolReader.family(new Source("lamps.yaml", unshared), shelf)
                .instance(List.of())
                .constants())
        .containsEntry("DeskRooms", "{deskR1, deskR2}")
        .containsEntry("FloorRooms", "{floorR1, floorR2}");
  }

  @Test
  void fileThatIsNoKind_isRefusedWhereItIsNamed() throws BadInputException {
    var shelf = new Shelf(Map.of("lamp", LAMP, "lamps", LAMPS));
    String itself = LAMPS.replace("desk: {is: lamp}", "desk: {is: lamps}");
    assertThat(refusal(itself, shelf))
        .contains("lamps.yaml:6:14")
        .contains("'lamps' is a system with `modules` of its own");
    assertThat(refusal(LAMPS.replace("desk: {is: lamp}", "desk: {is: lmp}"), shelf))
        .contains("No kind of module is called 'lmp'.")
        .contains("use one of [lamp, lamps]");
    BadInputException ofKit =
        catchThrowableOfType(
            BadInputException.class,
            () -> ProtocolReader.read(new Source("lamps.yaml", LAMPS), shelf));
    assertThat(ofKit).hasMessageContaining("A kit's protocol has no decisions");
  }

  private static String refusal(String text, OtherProtocols others) {
    BadInputException refusal =
        catchThrowableOfType(
            BadInputException.class,
            () -> ProtocolReader.family(new Source("lamps.yaml", text), others));
    assertThat(refusal).isNotNull();
    return String.valueOf(refusal.getMessage());
  }

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
          new Slip("- {name: Most,", "- {name: i,"),
          new Slip("- {name: Most,", "- {name: kept,"),
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
    Slips.check(GOOD, SLIPS, ModuleKindsTest::family, "kinds.txt");
  }
}
