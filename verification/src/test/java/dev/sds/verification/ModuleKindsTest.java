package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.ProtocolStep;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two modules of one kind, where what befalls one does not befall the other. */
class ModuleKindsTest {

  private static final ProtocolFamily MIRROR = ProtocolLibrary.family("mirror");

  private static final Limits LIMITS = new Limits(120, 512, 20_000);

  @TempDir Path scratch;

  @Test
  void faultOfOneModule_breaksThePropertyOfThatOne() throws Exception {
    Protocol protocol = MIRROR.protocol(Decisions.NONE.with("answer", "on-arrival"));
    CheckOutcome outcome =
        new TlcRunner(scratch, 1).check(protocol, MIRROR.instance(List.of("backup-crash")), LIMITS);
    assertThat(outcome).isInstanceOf(CheckOutcome.Violated.class);
    Counterexample found = ((CheckOutcome.Violated) outcome).counterexample();
    assertThat(found.property()).isEqualTo("KeptTwice");
    assertThat(found.steps())
        .extracting(ProtocolStep::action)
        .contains("BackupCrash")
        .doesNotContain("PrimaryCrash");
  }

  @Test
  void mistakesInAKind_arePlantedInEachModuleOfIt() {
    Protocol protocol = MIRROR.protocol(MIRROR.sound());
    List<String> mutants = Mutants.of(protocol).stream().map(m -> m.name()).toList();
    List<String> ofPrimary = mutants.stream().filter(m -> m.startsWith("Primary")).toList();
    List<String> ofBackup = mutants.stream().filter(m -> m.startsWith("Backup")).toList();
    assertThat(ofPrimary).hasSizeGreaterThan(5);
    assertThat(ofPrimary.stream().map(m -> m.replace("Primary", "").replace("primary", "")))
        .hasSameSizeAs(ofBackup)
        .containsAll(
            ofBackup.stream()
                .map(m -> m.replace("Backup", "").replace("backup", "").replace("< 1", "< Room"))
                .toList());
  }
}
