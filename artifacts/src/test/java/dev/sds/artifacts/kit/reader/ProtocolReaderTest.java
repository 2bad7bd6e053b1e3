package dev.sds.artifacts.kit.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Check;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Requirement;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolReaderTest {

  private static final String GOOD =
      """
      name: Counting
      doc: Counts.
      constants:
        - {name: Most, comment: how far}
      variables:
        - {name: count, type: Nat, initial: "0", comment: so far}
        - {name: log, type: Nat, initial: "0", comment: kept, when-any: [logs]}
      actions:
        - name: Count
          comment: One more.
          origin: system
          guards: [count < Most]
          effects:
            count: count + 1
            log: {effect: log + 1, when: [logs]}
      properties:
        - name: Small
          kind: invariant
          formula: count <= Most
          comment: not too far
      instance:
        Most: "2"
      faults: {}
      """;

  private static ProtocolTemplate read(String text) throws BadInputException {
    return ProtocolReader.read(new Source("protocol.yaml", text));
  }

  private static Requirement small(String id) {
    return new Requirement(id, "", new Check.Invariant("Small"), List.of(), new Span(0, 0));
  }

  @Test
  void traits_selectFragments() throws BadInputException {
    Protocol plain = read(GOOD).compose(Set.of(), List.of());
    Protocol logging = read(GOOD).compose(Set.of("logs"), List.of());

    assertThat(plain.variables()).extracting(v -> v.name()).containsExactly("count");
    assertThat(plain.actions().getFirst().effects()).containsOnlyKeys("count");
    assertThat(logging.variables()).extracting(v -> v.name()).containsExactly("count", "log");
    assertThat(logging.actions().getFirst().effects()).containsOnlyKeys("count", "log");
  }

  @Test
  void aProperty_isThereForTheRequirementsThatAskForIt() throws BadInputException {
    assertThat(read(GOOD).compose(Set.of(), List.of()).properties()).isEmpty();
    assertThat(read(GOOD).compose(Set.of(), List.of(small("R1"), small("R9"))).properties())
        .singleElement()
        .satisfies(p -> assertThat(p.requirements()).containsExactly("R1", "R9"));
  }

  @ParameterizedTest
  @CsvSource({
    "kind: invariant, kind: invariance, 18",
    "origin: system, origin: sytem, 11",
    "comment: so far, coment: so far, 6",
    "instance:, instances:, 21",
    "faults: {}, faults: none, 23",
    "when-any: [logs], whenany: [logs], 7",
    "'count: count + 1', 'counts: count + 1', 14",
    "'{name: Most,', '{name: Next,', 4",
  })
  void aMistake_isShownWhereItIs(String good, String bad, int line) {
    assertThat(GOOD).contains(good);
    String text = GOOD.replace(good, bad);

    BadInputException refusal = catchThrowableOfType(BadInputException.class, () -> read(text));

    assertThat(refusal).as("'%s' is refused", bad).isNotNull();
    assertThat(refusal.getMessage()).contains("protocol.yaml:" + line);
  }

  private static final String CRASHING =
      GOOD.replace(
          "faults: {}",
          """
          faults:
            crash:
              template: crash-restart
              with: {of: 1 .. Most, up: alive}
              effects: {count: {effect: "0", when: [forgets]}}
          """);

  private static final String FAMILY =
      CRASHING
          .replace(
              "variables:\n",
              """
                  decisions:
                    - {name: memory, choices: [remembers, forgets], comment: what a crash leaves}
                    - {name: book, choices: [logs, trusts], comment: what is written down}
                  variables:
                    - {name: alive, type: SUBSET (1 .. Most), initial: 1 .. Most, comment: alive}
                  """)
          .replace("    comment: not too far", "    comment: not too far\n    for: [R1]");

  private static ProtocolFamily family(String text) throws BadInputException {
    return ProtocolReader.family(new Source("protocol.yaml", text));
  }

  @Test
  void faultTemplate_bringsItsConstantItsCounterAndItsActions() throws BadInputException {
    ProtocolFamily family = family(FAMILY);
    Protocol protocol = family.protocol(family.sound());

    assertThat(protocol.constants()).extracting(c -> c.name()).contains("MaxCrashes");
    assertThat(protocol.variables()).extracting(v -> v.name()).contains("crashes");
    Action crash = protocol.action("Crash").orElseThrow();
    assertThat(crash.origin()).isEqualTo(Action.Origin.FAULT);
    assertThat(crash.guards()).containsExactly("crashes < MaxCrashes", "n \\in alive");
    assertThat(crash.effects()).containsOnlyKeys("alive", "crashes");
    assertThat(protocol.action("Restart")).isPresent();
    assertThat(family.instance(List.of("crash")).constants()).containsEntry("MaxCrashes", "1");
    assertThat(family.instance(List.of()).constants()).containsEntry("MaxCrashes", "0");
  }

  @Test
  void faultThatChangesNoVariable_isRefusedWhereItSaysSo() {
    String unknown = FAMILY.replace("up: alive", "up: awake");
    assertThat(catchThrowableOfType(BadInputException.class, () -> family(unknown)))
        .hasMessageContaining(
            "No variable is called 'awake', and the template crash-restart changes it.")
        .hasMessageContaining("^^^^^");
  }

  @Test
  void missingKeys_areAllTold() {
    String lacking =
        FAMILY
            .replace(", comment: what a crash leaves", "")
            .replace(", initial: 1 .. Most", "")
            .replace("    for: [R1]", "")
            .replace("doc:", "# doc:");
    assertThat(catchThrowableOfType(BadInputException.class, () -> family(lacking)).diagnostics())
        .extracting(Diagnostic::message)
        .containsExactlyInAnyOrder(
            "The key `doc` is missing here.",
            "The key `comment` is missing here.",
            "The key `initial` is missing here.",
            "The key `for` is missing here.");
  }

  @Test
  void fileWithoutFaults_hasNone() throws BadInputException {
    String without = FAMILY.substring(0, FAMILY.indexOf("faults:"));
    assertThat(family(without).faults()).isEmpty();
  }

  @Test
  void twoFaultsOfOneTemplate_needNamesOfTheirOwn() throws BadInputException {
    String twice =
        FAMILY.replace(
            "faults:\n",
            "faults:\n  stop: {template: crash-stop, with: {of: 1 .. Most, up: alive}}\n");

    assertThat(catchThrowableOfType(BadInputException.class, () -> family(twice)))
        .hasMessageContaining("The fault 'crash' brings the name 'MaxCrashes', which")
        .hasMessageContaining("under `with`: it may say [constant, counter, action, return].");

    ProtocolFamily family =
        family(
            twice.replace(
                "up: alive}}", "up: alive, constant: MaxStops, counter: stops, action: Stop}}"));
    assertThat(family.protocol(family.sound()).actions())
        .extracting(Action::name)
        .contains("Stop", "Crash", "Restart");
  }

  @Test
  void decisions_selectWhatAFaultDoes() throws BadInputException {
    ProtocolFamily family = family(FAMILY);
    Protocol forgetful = family.protocol(family.sound().with("memory", "forgets"));

    assertThat(forgetful.action("Crash").orElseThrow().effects()).containsEntry("count", "0");
    assertThat(family.slips()).hasSize(2);
    assertThat(forgetful.property("Small").orElseThrow().requirements()).containsExactly("R1");
  }

  @Test
  void everyFaultTemplate_canBeExpanded() throws BadInputException {
    assertThat(FaultTemplates.all().keySet())
        .contains("crash-stop", "crash-restart", "loss", "duplication", "reordering", "partition")
        .contains("false-suspicion", "clock-drift", "slow-member", "operator-error");
    for (String template : FaultTemplates.all().keySet()) {
      String declared =
          FAMILY
              .replace("template: crash-restart", "template: " + template)
              .replace("with: {of: 1 .. Most, up: alive}", with(template));
      assertThat(declared).contains("template: " + template);
      Protocol protocol = family(declared).protocol(family(declared).sound());
      assertThat(protocol.actions())
          .as(template)
          .filteredOn(a -> a.origin() == Action.Origin.FAULT)
          .hasSize(1);
    }
  }

  /** Every argument a template needs, named after a variable. */
  private static String with(String template) throws BadInputException {
    return FaultTemplates.needs(template).stream()
        .map(need -> need + ": alive")
        .collect(Collectors.joining(", ", "with: {", "}"));
  }

  @ParameterizedTest
  @CsvSource({
    "'choices: [logs, trusts]', 'choices: [logs]', at least two choices",
    "'when: [forgets]', 'when: [forgot]', No decision has the choice 'forgot'",
    "'template: crash-restart', 'template: crush', No fault template is called 'crush'",
    "'up: alive}', '}', The fault template needs 'up'",
    "'for: [R1]', 'far: [R1]', far",
    "'- {name: alive,', '- {name: Most,', The protocol has another part called 'Most'",
    "'{name: log,', '{name: count,', The protocol has another part called 'count'",
    "'{name: count,', '{name: crashes,', 'The fault ''crash'' brings the name ''crashes'', which'",
  })
  void aMistakeInAFamily_isExplained(String good, String bad, String said) {
    assertThat(FAMILY).contains(good);
    String text = FAMILY.replace(good, bad);

    BadInputException refusal = catchThrowableOfType(BadInputException.class, () -> family(text));

    assertThat(refusal).as("'%s' is refused", bad).isNotNull();
    assertThat(refusal.getMessage()).contains("protocol.yaml:").contains(said);
  }
}
