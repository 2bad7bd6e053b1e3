package dev.sds.artifacts.kit.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefinementReaderTest {

  private static final String HOURS =
      """
      name: Hours
      doc: A clock with hours only.
      constants:
        - {name: Day, comment: hours of a day}
      variables:
        - {name: hour, type: Nat, initial: "0", comment: the hour}
      actions:
        - name: Tick
          comment: An hour passes.
          origin: system
          effects: {hour: (hour + 1) % Day}
      properties:
        - {name: EventuallyLate, kind: liveness, for: [R1], formula: <>(hour = 1), comment: it gets late.}
      instance: {Day: "2"}
      faults: {}
      """;

  private static final String CLOCK =
      """
      name: Clock
      doc: A clock with half hours.
      decisions:
        - {name: hand, choices: [long, short], comment: which hand is read}
      refines:
        protocol: hours
        comment: it shows the hours.
        for: [R7]
        with:
          hour: Whole(halves)
      constants:
        - {name: Day, comment: hours of a day}
      definitions:
        - {name: Whole, parameters: [h], body: h \\div 2, comment: "Whole hours."}
      variables:
        - {name: halves, type: Nat, initial: "0", comment: half hours}
      actions:
        - name: Step
          comment: Half an hour passes.
          origin: system
          effects: {halves: (halves + 1) % (2 * Day)}
      properties: []
      instance: {Day: "2"}
      faults: {}
      """;

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

  private static ProtocolFamily family(String text, String hours) throws BadInputException {
    var files = new TreeMap<>(Map.of("hours", hours, "clock", text));
    return ProtocolReader.family(new Source("clock.yaml", text), new Shelf(files));
  }

  @Test
  void refinement_bringsAPropertyOfStepsAndThePromisesOfTheAbstractProtocol()
      throws BadInputException {
    ProtocolFamily family = family(CLOCK, HOURS);
    Protocol clock = family.protocol(family.sound());
    Refinement refinement = Objects.requireNonNull(clock.refinement());

    assertThat(refinement.of().name()).isEqualTo("Hours");
    assertThat(refinement.mapping())
        .containsExactly(Map.entry("Day", "Day"), Map.entry("hour", "Whole(halves)"));
    assertThat(clock.properties())
        .extracting(Property::name)
        .containsExactly("RefinesHours", "HoursEventuallyLate");
    assertThat(clock.properties())
        .extracting(Property::kind)
        .containsExactly(Property.Kind.REFINEMENT, Property.Kind.LIVENESS);
    assertThat(clock.property("RefinesHours").orElseThrow().requirements()).containsExactly("R7");
  }

  @Test
  void promisesLeftOut_areNotAskedFor() throws BadInputException {
    ProtocolFamily family = family(CLOCK.replace("  for: [R7]", "  promises: []"), HOURS);
    assertThat(family.protocol(family.sound()).properties())
        .singleElement()
        .satisfies(p -> assertThat(p.requirements()).isEmpty());
  }

  @Test
  void traits_selectWhichDesignsRefine() throws BadInputException {
    ProtocolFamily family = family(CLOCK.replace("  for: [R7]", "  when: [short]"), HOURS);
    assertThat(family.protocol(family.sound()).refinement()).isNull();
    assertThat(family.protocol(family.sound()).properties()).isEmpty();
    assertThat(family.protocol(family.sound().with("hand", "short")).refinement()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "protocol: hours, protocol: ours, 6:13, No protocol is called 'ours'",
    "'hour: Whole(halves)', 'hours: Whole(halves)', 10:5, Hours has no variable or constant 'hours'",
    "'hour: Whole(halves)', 'Day: Day', 10:5, 'Hours has the variable ''hour'', which nothing here'",
    "'hour: Whole(halves)', 'hour: Whole(halfs)', 10:17, Nothing here is called 'halfs'",
    "'hour: Whole(halves)', 'hour: halves''', 10:11, not of the next one",
    "'hour: Whole(halves)', '{hour: halves, Day: halves}', 10:25, A constant cannot stand for 'halves'",
    "'{name: Day,', '{name: Hours,', 6:13, 'brings the name ''Hours'''",
    "'for: [R7]', 'promises: [Ever]', 8:14, Hours does not promise 'Ever'",
    "'for: [R7]', 'when: [middle]', 8:10, No decision has the choice 'middle'",
    "'for: [R7]', 'fore: [R7]', 8:3, fore",
    "protocol: hours, protocol: clock, 6:13, clock refines itself: clock refines clock",
  })
  void aMistake_isShownWhereItIs(String good, String bad, String place, String said) {
    assertThat(CLOCK).contains(good);
    String text = CLOCK.replace(good, bad);

    BadInputException refusal =
        catchThrowableOfType(BadInputException.class, () -> family(text, HOURS));

    assertThat(refusal).as("'%s' is refused", bad).isNotNull();
    assertThat(String.valueOf(refusal.getMessage()).replace("'clock'", "clock"))
        .contains("clock.yaml:" + place)
        .contains(said);
  }

  @Test
  void constantOfTheAbstractProtocolAlone_isMissed() {
    String text = CLOCK.replace("constants:\n  - {name: Day, comment: hours of a day}\n", "");
    BadInputException refusal =
        catchThrowableOfType(
            BadInputException.class, () -> family(text.replace("* Day", "* 2"), HOURS));
    assertThat(refusal.getMessage()).contains("Hours has the constant 'Day'");
  }

  @Test
  void circle_isRefusedWhereItCloses() {
    String back =
        HOURS.replace("constants:", "refines: {protocol: clock, comment: back.}\nconstants:");
    BadInputException refusal =
        catchThrowableOfType(BadInputException.class, () -> family(CLOCK, back));
    assertThat(refusal.getMessage()).contains("'hours' refines itself");
  }

  @Test
  void refinementIsNoKindOfProperty_toBeWritten() {
    String text =
        CLOCK.replace(
            "properties: []",
            "properties: [{name: Own, kind: refinement, formula: \"TRUE\", comment: c, for: [R1]}]");
    BadInputException refusal =
        catchThrowableOfType(BadInputException.class, () -> family(text, HOURS));
    assertThat(refusal.getMessage()).contains("`refinement` is no kind");
  }
}
