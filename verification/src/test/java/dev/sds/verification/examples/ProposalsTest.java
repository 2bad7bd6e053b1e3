package dev.sds.verification.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.proposals.Proposal;
import dev.sds.artifacts.proposals.Proposals;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.Golden;
import dev.sds.verification.ProtocolLibrary;
import dev.sds.verification.Sany;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposalsTest {

  @TempDir Path scratch;

  private static final String NOTHING = "nothing";

  /** A sentence and the property of a protocol that it means. */
  private record Case(String protocol, String text, String meant) {

    static List<Case> all() throws IOException {
      Path file =
          Path.of(
              System.getProperty("sds.root"),
              "verification/src/test/resources/requirements/english.txt");
      return Files.readAllLines(file).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" \\| ", -1))
          .map(parts -> new Case(parts[0], parts[1], parts[2]))
          .toList();
    }

    Proposals proposals() {
      ProtocolFamily family = ProtocolLibrary.family(protocol);
      return Proposals.of(text, family.protocol(family.sound()), List.of());
    }
  }

  @Test
  void englishOfPeople_findsTheirPropertiesFirst() throws Exception {
    var text = new StringBuilder();
    int first = 0;
    int among = 0;
    int all = 0;
    int quiet = 0;
    int without = 0;
    for (Case asked : Case.all()) {
      Proposals found = asked.proposals();
      List<String> names = found.fitting().stream().map(p -> p.property().name()).toList();
      text.append(asked.text()).append("  [").append(asked.meant()).append("]\n");
      found.fitting().forEach(p -> text.append(line("  ", p)));
      found.nearest().forEach(p -> text.append(line("  (near) ", p)));
      if (asked.meant().equals(NOTHING)) {
        without++;
        quiet += names.isEmpty() ? 1 : 0;
      } else {
        all++;
        first += !names.isEmpty() && names.getFirst().equals(asked.meant()) ? 1 : 0;
        among += names.contains(asked.meant()) ? 1 : 0;
      }
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%nfirst %d, among the first four %d, of %d; nothing proposed where nothing is meant: %d"
                + " of %d%n",
            first,
            among,
            all,
            quiet,
            without));
    Golden.check("proposals.txt", text.toString());
  }

  @Test
  void everyTemplateFilled_isTlaOfItsProtocol() throws Exception {
    Map<String, Map<String, Property>> filled = new TreeMap<>();
    for (Case asked : Case.all()) {
      Proposals found = Proposals.of(asked.text(), bare(asked.protocol()), List.of());
      Stream.concat(found.fitting().stream(), found.others().stream())
          .map(Proposal::property)
          .forEach(
              p ->
                  filled
                      .computeIfAbsent(asked.protocol(), _ -> new TreeMap<>())
                      .putIfAbsent(p.name(), p));
    }
    var sany = new Sany(scratch);
    filled.forEach(
        (name, properties) -> {
          Protocol asked = bare(name).withProperties(List.copyOf(properties.values()));
          assertThat(sany.parse(asked)).as(name).isEmpty();
        });
    assertThat(filled.values().stream().mapToInt(Map::size).sum()).isGreaterThan(50);
  }

  /** A protocol of the library without its properties. */
  private static Protocol bare(String name) {
    ProtocolFamily family = ProtocolLibrary.family(name);
    return family.protocol(family.sound()).withProperties(List.of());
  }

  @Test
  void withoutAClaim_nothingIsProposed() {
    Proposals found = new Case("dispatch", "Requests are dispatched by age", "").proposals();
    assertThat(found.claimed()).isFalse();
    assertThat(found.fitting()).isEmpty();
  }

  private static String line(String indent, Proposal p) {
    return String.format(
        Locale.ROOT,
        "%s%.2f %s: %s  %s%n",
        indent,
        p.score(),
        p.property().name(),
        p.property().formula().replaceAll("\\s+", " "),
        p.because());
  }
}
