package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.ladder.PublishedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtocolLibraryTest {

  private static final List<String> ABSTRACT =
      List.of("agreement", "atomic-commit", "once", "turns");

  @TempDir Path scratch;

  static List<String> names() {
    return ProtocolLibrary.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void soundDesign_isReadableTla(String name) throws Exception {
    ProtocolFamily family = ProtocolLibrary.family(name);
    Protocol protocol = family.protocol(family.sound());
    PublishedModel model = PublishedModel.of(protocol, family.instance(family.faults()));
    Golden.check("library/" + name + ".tla", model.module());
    Golden.check("library/" + name + ".cfg", model.cfg());
  }

  @ParameterizedTest
  @MethodSource("names")
  void everySlip_parsesAndDiffersFromTheSoundDesign(String name) {
    ProtocolFamily family = ProtocolLibrary.family(name);
    String sound = TlaText.module(family.protocol(family.sound()));
    Sany sany = new Sany(scratch);
    assertThat(family.slips()).hasSizeGreaterThan(2);
    assertThat(sany.parse(family.protocol(family.sound()))).isEmpty();
    for (Decisions slip : family.slips()) {
      Protocol slipped = family.protocol(slip);
      String module = TlaText.module(slipped);
      assertThat(module).as("%s", slip).isNotEqualTo(sound);
      assertThat(sany.parse(slipped)).as("%s", slip).isEmpty();
    }
  }

  /** What others refine says nothing of how it fails. */
  static List<String> withFaults() {
    return names().stream().filter(name -> !ABSTRACT.contains(name)).toList();
  }

  @ParameterizedTest
  @MethodSource("withFaults")
  void everyFault_canBeLeftOut(String name) {
    ProtocolFamily family = ProtocolLibrary.family(name);
    Protocol protocol = family.protocol(family.sound());
    assertThat(family.faults()).isNotEmpty();
    assertThat(protocol.actions()).anyMatch(a -> a.origin() == Action.Origin.FAULT);
    assertThat(TlcRunner.missing(protocol, family.instance(List.of()))).isEmpty();
    assertThat(family.instance(List.of())).isNotEqualTo(family.instance(family.faults()));
  }

  @Test
  void library_namesEveryFileItHolds() throws IOException {
    Path folder =
        Path.of(
            System.getProperty("sds.root"),
            "verification/src/main/resources/dev/sds/verification/protocols");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString().replace(".yaml", "")).sorted())
          .isEqualTo(ProtocolLibrary.names());
    }
  }

  @Test
  void unknownDecision_isRefused() {
    ProtocolFamily lease = ProtocolLibrary.family("lease");
    assertThatThrownBy(() -> lease.protocol(Decisions.NONE.with("fencing", "maybe")))
        .hasMessageContaining("fencing=maybe");
  }
}
