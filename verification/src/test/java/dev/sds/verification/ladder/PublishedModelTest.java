package dev.sds.verification.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.ProtocolLibrary;
import dev.sds.verification.TlaText;
import dev.sds.verification.child.ModelTask.Deadlock;
import dev.sds.verification.file.Bounds;
import dev.sds.verification.file.FileChecker;
import dev.sds.verification.file.FileOutcome.Verified;
import dev.sds.verification.file.TlaFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedModelTest {

  private static final ProtocolFamily COMMIT = ProtocolLibrary.family("commit");
  private static final Protocol PROTOCOL = COMMIT.protocol(COMMIT.sound());
  private static final Instance INSTANCE = COMMIT.instance(COMMIT.faults());

  @TempDir Path scratch;

  @Test
  void symmetryOfASafeModel_savesStatesOfAnyoneWhoChecksIt() throws Exception {
    Protocol safe = PROTOCOL.withProperties(PROTOCOL.safety());
    PublishedModel published = PublishedModel.of(safe, INSTANCE);

    assertThat(published.cfg()).endsWith("SYMMETRY Symmetry\n");
    assertThat(distinct(safe, published.cfg(), published)).isEqualTo(540);
    assertThat(distinct(safe, TlaText.cfg(safe, INSTANCE), published)).isEqualTo(994);
  }

  @Test
  void modelWithAPromise_isCheckedWithoutSymmetry() {
    assertThat(PublishedModel.of(PROTOCOL, INSTANCE).cfg())
        .doesNotContainPattern("(?m)^SYMMETRY")
        .contains("\\* Without the PROPERTY lines, this saves states: SYMMETRY Symmetry");
  }

  @Test
  void protocolThatUsesTheName_staysAsItIs() {
    Protocol taken =
        PROTOCOL.withProperties(
            List.of(new Property("Symmetry", Property.Kind.INVARIANT, "TRUE", "", List.of())));
    assertThat(PublishedModel.of(taken, INSTANCE).module()).isEqualTo(TlaText.module(taken));
  }

  private long distinct(Protocol protocol, String cfg, PublishedModel model) throws Exception {
    Path folder = Files.createTempDirectory(scratch, "model");
    Path file = Files.writeString(folder.resolve(protocol.name() + ".tla"), model.module());
    for (PublishedModel.Beside beside : model.beside()) {
      Files.writeString(folder.resolve(beside.name() + ".tla"), beside.module());
    }
    Files.writeString(folder.resolve(protocol.name() + ".cfg"), cfg);
    var outcome =
        new FileChecker(scratch)
            .check(
                TlaFile.read(file, Optional.empty(), List.of(), shown -> shown),
                new Bounds(60, 100_000, 256, 1_000, 1),
                Deadlock.AS_CONFIGURED,
                _ -> {})
            .outcome();
    assertThat(outcome).isInstanceOf(Verified.class);
    return ((Verified) outcome).examined().distinct();
  }
}
