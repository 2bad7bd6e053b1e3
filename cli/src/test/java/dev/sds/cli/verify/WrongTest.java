package dev.sds.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.ProtocolLibrary;
import dev.sds.verification.remedy.Remedies;
import dev.sds.verification.remedy.Remedy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said to be wrong where no decision is. */
final class WrongTest {

  private static final Protocol ONCE = ProtocolLibrary.family("once").protocol(Decisions.NONE);

  @Test
  void faultsThatNoDesignStands_areNamed() {
    var finding =
        new Remedies.Finding(
            List.of(new Remedy.WithoutFault("server-crash")), Optional.empty(), List.of(), 0, 0);
    assertThat(ProtocolReport.wrong(finding))
        .containsExactly(
            "Wrong may be the faults: no decision mends this, but it is gone without one of them."
                + " Either the system need not stand that, or no design of this file does.",
            "  Gone where server-crash never happens");
  }

  @Test
  void effectThatHelps_speaksAgainstTheModel_andAGuardAgainstEither() {
    assertThat(ProtocolReport.wrong(helped(Remedy.Edit.Kind.EFFECT, "`known' = {}`")))
        .containsExactly(
            "Wrong may be the model: no decision and no fault is to blame, but an action that also"
                + " changes something mends it.",
            "  Gone where Learn also makes `known' = {}`",
            "  Small additions to actions: 4 tried, 9 not.");
    assertThat(ProtocolReport.wrong(helped(Remedy.Edit.Kind.GUARD, "known = {}")))
        .startsWith(
            "Wrong may be the model, or the property: no decision and no fault is to blame, and"
                + " only that an action waits helps, which may hide what is wrong.",
            "  Gone where Learn waits for `known = {}`");
  }

  @Test
  void whereNothingHelps_thePropertyMayAskTooMuch() {
    var part = new Remedy.WithoutPart("OneOwner", "waiting = {}");
    var finding = new Remedies.Finding(List.of(), Optional.empty(), List.of(part), 60, 0);
    assertThat(ProtocolReport.wrong(finding))
        .containsExactly(
            "Wrong may be the property, which then asks too much, or the model lacks more: no"
                + " decision, no fault and none of the additions that were tried removes this.",
            "  Gone where OneOwner does not ask for `waiting = {}`",
            "  Small additions to actions: 60 tried.");
  }

  private static Remedies.Finding helped(Remedy.Edit.Kind kind, String text) {
    return new Remedies.Finding(
        List.of(), Optional.of(new Remedy.Edit(kind, "Learn", text, ONCE)), List.of(), 4, 9);
  }
}
