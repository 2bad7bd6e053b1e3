package dev.sds.verification.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.verification.child.newer.Newer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CfgTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CHECK_DEADLOCK MAYBE|M.cfg:2:16|CHECK_DEADLOCK is MAYBE.",
        "INVARIANT A, B|M.cfg:2:12|`,` is no name.",
        "CONSTANT F(0) = 1|M.cfg:2:10|F is given values one by one",
        "_PERIODIC P|M.cfg:2:1|_PERIODIC is a keyword of newer"
      })
  void whatTlcWouldNotTake_isShownWhereItStands(String line, String target, String message) {
    Diagnostic problem = cfg("SPECIFICATION Spec\n" + line).problems().getFirst();
    assertThat(problem.target()).isEqualTo(target);
    assertThat(problem.message()).contains(message);
  }

  @Test
  void keywordsOfNewerVersions_areLeftOutForTlc() {
    Cfg cfg = cfg("SPECIFICATION Spec\nALIAS Shown\nPOSTCONDITION After\nINVARIANT TypeOK\n");
    assertThat(cfg.problems()).isEmpty();
    assertThat(cfg.newer()).isEqualTo(new Newer("Shown", List.of("After")));
    assertThat(cfg.forTlc()).doesNotContain("After");
    assertThat(cfg.forTlc()).doesNotContain("Shown").doesNotContain("ALIAS").contains("TypeOK");
  }

  @Test
  void cfgWithoutBehaviour_isNoError_butHalfOfOneIs() {
    assertThat(cfg("CONSTANT N = 3\n").problems()).isEmpty();
    assertThat(cfg("CONSTANT N = 3\n").withoutBehaviour()).isTrue();
    assertThat(cfg("INIT Init\n").problems())
        .extracting(Diagnostic::message)
        .containsExactly("The cfg names no SPECIFICATION, and no NEXT either.");
  }

  private static Cfg cfg(String text) {
    return Cfg.read(new Source("M.cfg", text));
  }
}
