package dev.sds.artifacts.kit.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import java.util.List;
import java.util.Set;
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
  })
  void aMistake_isShownWhereItIs(String good, String bad, int line) {
    assertThat(GOOD).contains(good);
    String text = GOOD.replace(good, bad);

    BadInputException refusal = catchThrowableOfType(BadInputException.class, () -> read(text));

    assertThat(refusal).as("'%s' is refused", bad).isNotNull();
    assertThat(refusal.getMessage()).contains("protocol.yaml:" + line);
  }
}
