package dev.sds.verification.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.Limits;
import dev.sds.verification.ProtocolLibrary;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.remedy.Remedies.Wrong;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More of the library is asked by {@link RemedyBench}. */
class RemediesTest {

  private static final Limits LIMITS = new Limits(60, 256, 20_000);

  @TempDir Path scratch;

  @Test
  void effectThatAnActionForgets_isFound() throws Exception {
    ProtocolFamily family =
        Altered.withoutEffect(ProtocolLibrary.family("agreement"), "Choose", "chosen");
    Remedies.Finding found = find(family);
    assertThat(found.wrong()).isEqualTo(Wrong.MODEL);
    assertThat(found.edit())
        .map(Remedy.Edit::words)
        .hasValue("where Choose also makes `chosen' = [chosen EXCEPT ![k] = @ \\cup {v}]`");
  }

  @Test
  void whatAnActionMayLack_isSaidInItsOwnParameters() {
    Protocol once = ProtocolLibrary.family("once").protocol(Decisions.NONE);
    assertThat(Edits.of(once, List.of("Learn")))
        .extracting(Remedy.Edit::words)
        .contains(
            "where Learn also makes `effects' = [effects EXCEPT ![c] = @ + 1]`",
            "where Learn also makes `wanted' = wanted \\ {c}`",
            "where Learn waits for `effects[c] = 0`")
        .noneMatch(words -> words.contains("`known'"));
  }

  @Test
  void fewerWays_makeItSurerWhatIsWrong() {
    Protocol once = ProtocolLibrary.family("once").protocol(Decisions.NONE);
    var fault = new Remedy.WithoutFault("crash");
    var guard = new Remedy.Edit(Remedy.Edit.Kind.GUARD, "Learn", "c \\in known", once);
    var none = new Remedies.Finding(List.of(), Optional.empty(), List.of(), 60, 3);
    assertThat(none.wrong()).isEqualTo(Wrong.PROPERTY);
    assertThat(new Remedies.Finding(List.of(fault), none.edit(), List.of(), 0, 0).wrong())
        .isEqualTo(Wrong.FAULTS);
    assertThat(new Remedies.Finding(List.of(), Optional.of(guard), List.of(), 9, 0).wrong())
        .isEqualTo(Wrong.MODEL_OR_PROPERTY);
  }

  @Test
  void conjunctions_areTakenApartWhereTheirPartsAreSure() {
    assertThat(Parts.of("/\\ a\n/\\ \\/ b\n   \\/ c")).containsExactly("a", "\\/ b\n\\/ c");
    assertThat(Parts.of("a /\\ (b /\\ c)")).containsExactly("a", "(b /\\ c)");
    assertThat(Parts.of("\\A x \\in S : a /\\ b")).hasSize(1);
    assertThat(Parts.of("a => b /\\ c")).hasSize(1);
    assertThat(Parts.all(List.of("a", "\\/ b\n\\/ c"))).isEqualTo("/\\ a\n/\\ \\/ b\n   \\/ c");
    assertThat(Parts.all(List.of())).isEqualTo("TRUE");
  }

  private Remedies.Finding find(ProtocolFamily family) throws Exception {
    var tlc = new TlcRunner(scratch, 1);
    CheckOutcome outcome =
        tlc.check(family.protocol(family.sound()), family.instance(family.faults()), LIMITS);
    assertThat(outcome).asInstanceOf(type(CheckOutcome.Violated.class)).isNotNull();
    return new Remedies(tlc, LIMITS, family, family.faults())
        .find(family.sound(), (CheckOutcome.Violated) outcome);
  }
}
