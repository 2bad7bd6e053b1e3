package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.Dispatch.Fencing;
import dev.sds.verification.Dispatch.Tracking;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlaTextTest {

  @TempDir Path scratch;

  @Test
  void module_isReadableText() throws Exception {
    Protocol protocol = new Dispatch(Tracking.LEDGER, Fencing.ATTEMPT).protocol();
    Golden.check("Dispatching.tla", TlaText.module(protocol));
    Golden.check("Dispatching.cfg", TlaText.cfg(protocol, Dispatch.instance(1, 1)));
  }

  @Test
  void everyComposition_parses() {
    Sany sany = new Sany(scratch);
    for (Tracking tracking : Tracking.values()) {
      for (Fencing fencing : Fencing.values()) {
        String module = TlaText.module(new Dispatch(tracking, fencing).protocol());
        assertThat(sany.parse(module)).as("%s %s", tracking, fencing).isEmpty();
      }
    }
  }

  @Test
  void mutants_eachDifferFromTheProtocolInOnePlace() {
    Protocol protocol = new Dispatch(Tracking.LEDGER, Fencing.ATTEMPT).protocol();
    Set<String> modules =
        Mutants.of(protocol).stream()
            .map(mutant -> TlaText.module(mutant.protocol()))
            .collect(Collectors.toSet());
    assertThat(modules)
        .hasSameSizeAs(Mutants.of(protocol))
        .doesNotContain(TlaText.module(protocol));
    assertThat(Mutants.of(protocol))
        .extracting(Mutants.Mutant::name)
        .contains("Deliver without guard n = attempt[q]", "Redispatch leaves held as it was");
  }
}
