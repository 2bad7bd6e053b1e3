package dev.sds.spec.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Budget;
import dev.sds.spec.Check;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Dimension;
import dev.sds.spec.Quantity;
import dev.sds.spec.Requirement;
import dev.sds.spec.Setting;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.spec.Workload;
import dev.sds.spec.Workload.Recording;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {

  @Test
  void goodSpec_givesNoRemarks() throws Exception {
    assertThat(Specs.read(Specs.good()).remarks()).isEmpty();
  }

  @Test
  void goodSpec_givesItsRequirements() throws Exception {
    List<Requirement> requirements = spec().requirements();
    assertThat(requirements)
        .extracting(Requirement::id)
        .containsExactly("R1", "R2", "R3", "R4", "R5");
    assertThat(requirements)
        .extracting(Requirement::check)
        .containsExactly(
            new Check.Objective(Check.Direction.MINIMIZE, "response_time.mean"),
            new Check.Bound(
                "response_time.p99",
                Check.Comparison.AT_MOST,
                new Quantity(600, Dimension.TIME, "600 s")),
            new Check.Invariant("NoLostRequest"),
            new Check.Liveness("EventuallyAnswered"),
            new Check.Invariant("AtMostOneAnswer"));
    assertThat(requirements)
        .extracting(Requirement::under)
        .containsExactly(
            List.of(),
            List.of(),
            List.of("replica-crash"),
            List.of("replica-crash"),
            List.of("replica-crash", "false-suspicion"));
    assertThat(requirements.getFirst().text()).isEqualTo("Answers come back fast on average");
    int at = requirements.get(1).span().offset();
    assertThat(Specs.good().substring(at, requirements.get(1).span().end()))
        .startsWith("R2:\n")
        .endsWith("600 s");
  }

  @Test
  void goodSpec_givesWhatItNamesAndStands() throws Exception {
    Spec spec = spec();
    assertThat(spec.system()).isEqualTo("llm-router");
    assertThat(spec.intent()).startsWith("Route chat").endsWith("replica dies.").contains("\n");
    assertThat(spec.kit()).isEqualTo("llm-serving");
    assertThat(spec.faults()).containsOnlyKeys("replica-crash", "false-suspicion");
    assertThat(parameters(spec, "replica-crash"))
        .isEqualTo(
            Map.of(
                "at-most", amount(1, Dimension.COUNT, "1"),
                "comes-back-after", amount(120, Dimension.TIME, "120 s"),
                "loses", new Setting.Word("memory")));
    assertThat(spec.pinned()).isEmpty();
    assertThat(spec.forbidden()).isEmpty();
    assertThat(spec.environment())
        .isEqualTo(
            Map.of(
                "replicas", amount(4, Dimension.COUNT, "4"),
                "gpu", new Setting.Word("a10"),
                "model", new Setting.Word("llama-3-8b"),
                "kv-blocks", amount(3328, Dimension.COUNT, "3328"),
                "block-tokens", amount(16, Dimension.COUNT, "16"),
                "host-memory", amount(80.0 * (1L << 30), Dimension.MEMORY, "80 GiB")));
    assertThat(spec.source().text()).isEqualTo(Specs.good());
  }

  @Test
  void goodSpec_givesItsWorkloadsBudgetAndGates() throws Exception {
    Spec spec = spec();
    Workload chat = spec.workloads().getFirst();
    assertThat(chat.name()).isEqualTo("chat");
    assertThat(chat.role()).isEqualTo(Workload.Role.TRAIN);
    assertThat(chat.lengths()).isEqualTo("chat-like");
    assertThat(chat.arrivals())
        .isEqualTo(new Workload.Arrivals("lognormal-gaps", Map.of("sigma", 2.0), 7.5));
    assertThat(chat.trace()).isNull();
    assertThat(chat.seconds()).isEqualTo(1000);
    assertThat(chat.seeds()).containsExactly(1L, 2L, 3L);
    Workload burst = spec.workloads().getLast();
    assertThat(burst.role()).isEqualTo(Workload.Role.HOLDOUT);
    assertThat(burst.arrivals()).isEqualTo(new Workload.Arrivals("gamma", Map.of("cv", 3.0), 7.5));
    assertThat(burst.seconds()).isEqualTo(600);
    assertThat(burst.seeds()).containsExactly(11L, 12L, 13L);
    assertThat(spec.budget()).isEqualTo(new Budget(100, 180, 5));
    assertThat(spec.gates())
        .isEqualTo(
            Map.of(
                Stage.ARCHITECTURE, Spec.Approval.AUTO,
                Stage.DESIGN, Spec.Approval.AUTO,
                Stage.CODE, Spec.Approval.HUMAN));
  }

  @Test
  void aBudgetForNewCode_isReadBesideTheOther() throws Exception {
    String text = Specs.good().replace("{simulations: 100,", "{simulations: 100, creation: 40,");
    assertThat(Specs.read(text).spec().budget()).isEqualTo(new Budget(100, 40, 180, 5));
  }

  @Test
  void leftOutParts_takeTheirDefaults() throws Exception {
    String text =
        Specs.good().replaceAll("(?m)^(budget|gates):.*\n", "").replace(", loses: memory", "");
    Spec spec = Specs.read(text).spec();
    assertThat(spec.budget()).isEqualTo(Budget.DEFAULT);
    assertThat(spec.gate(Stage.CODE)).isEqualTo(Spec.Approval.AUTO);
    assertThat(parameters(spec, "replica-crash"))
        .containsEntry("loses", new Setting.Word("memory"));
  }

  @Test
  void decisions_mayBePinnedAndForbiddenInEitherForm() throws Exception {
    String listed =
        Specs.good()
            .replace("pin: {} ", "pin: {admission: accept-all} ")
            .replace("forbid: []", "forbid: [dispatch: push, dispatch: random]");
    assertThat(Specs.read(listed).spec().pinned()).containsEntry("admission", "accept-all");
    assertThat(Specs.read(listed).spec().forbidden())
        .isEqualTo(Map.of("dispatch", List.of("push", "random")));
    String mapped = Specs.good().replace("forbid: []", "forbid: {dispatch: [push, random]}");
    assertThat(Specs.read(mapped).spec().forbidden())
        .isEqualTo(Map.of("dispatch", List.of("push", "random")));
  }

  @Test
  void trace_standsForLengthsAndArrivals() throws Exception {
    String text =
        Specs.good()
            .replaceAll("(?m)^  burst:.*$", "  burst: {role: holdout, trace: traces/b.csv}");
    Workload burst = Specs.read(text).spec().workloads().getLast();
    assertThat(burst.trace()).isEqualTo(Recording.of("traces/b.csv"));
    assertThat(burst.replays()).isTrue();
    assertThat(burst.seeds()).as("one run").hasSize(1);
    assertThat(burst.lengths()).isNull();
    assertThat(burst.arrivals()).isNull();
    assertThat(burst.seconds()).isZero();
  }

  @Test
  void trace_withArrivals_isDrawnFrom() throws Exception {
    String text =
        Specs.good()
            .replaceAll(
                "(?m)^  burst:.*$",
                "  burst: {role: holdout, trace: b.csv, rows: 10-20, arrivals: {poisson: {}, rate:"
                    + " 2/s}, for: 60 s, seeds: [7, 8]}");
    Workload burst = Specs.read(text).spec().workloads().getLast();
    assertThat(burst.trace()).isEqualTo(Recording.of("b.csv").rows(10, 20));
    assertThat(burst.replays()).isFalse();
    assertThat(burst.seconds()).isEqualTo(60);
    assertThat(burst.pressed(2, 0.5).trace()).isEqualTo(burst.trace());
  }

  @Test
  void digests_areKeptByTheTraceThatTheyName() throws Exception {
    String text =
        Specs.good().replaceAll("(?m)^  burst:.*$", "  burst: {role: holdout, trace: b.csv}");
    Spec plain = Specs.read(text).spec();
    assertThat(plain.digests()).isEmpty();
    assertThat(plain.withDigests(path -> "of " + path).digests())
        .isEqualTo(Map.of("b.csv", "of b.csv"));
  }

  @ParameterizedTest
  @CsvSource({
    "response_time.p99 <= 600 ms, 0.6",
    "response_time.p99<=2min, 120",
    "response_time.p99 >= 1.5 h, 5400",
    "response_time.p99 <= 250 us, 0.00025",
    "restarted <= 5%, 0.05",
    "restarted <= 0.05, 0.05",
    "throughput >= 450/min, 7.5",
    "queued.max <= 1e3, 1000"
  })
  void bound_isConvertedToBaseUnits(String bound, double value) throws Exception {
    String text = Specs.good().replace("response_time.p99 <= 600 s", bound);
    assertThat(Specs.read(text).spec().requirement("R2").orElseThrow().check())
        .isInstanceOfSatisfying(
            Check.Bound.class, b -> assertThat(b.limit().value()).isEqualTo(value));
  }

  @Test
  void weakSpots_areRemarkedOn() throws Exception {
    String text =
        Specs.good()
            .replaceAll("(?m)^    (minimize|bound):.*\n", "")
            .replaceAll("(?m)^  burst:.*\n", "");
    assertThat(Specs.read(text).remarks())
        .extracting(Diagnostic::code)
        .containsExactly(
            "spec.no-objective", "spec.no-check", "spec.vague", "spec.no-check", "spec.no-holdout");
  }

  @ParameterizedTest
  @CsvSource({
    "response_time.p99 <= 1 s, response_time.p99 >= 2 s, true",
    "response_time.p99 <= 1 s, response_time.p99 >= 1 s, false",
    "response_time.p99 <= 1 s, response_time.p50 >= 2 s, true",
    "response_time.p50 <= 1 s, response_time.p99 >= 2 s, false",
    "response_time.p99 <= 1 s, response_time.mean >= 2 s, false",
    "response_time.p99 <= 1 s, ttft.p99 >= 2 s, false",
    "response_time.p99 <= 900 ms, response_time.p99 >= 1 s, true"
  })
  void bounds_contradictOnlyWhenNoRunCanMeetBoth(String one, String other, boolean clash)
      throws Exception {
    String text =
        Specs.good()
            .replace("minimize: response_time.mean", "bound: " + one)
            .replace("response_time.p99 <= 600 s", other);
    assertThat(codes(text).contains("spec.contradiction")).isEqualTo(clash);
    String apart = text.replace(other, other + "\n    under: [replica-crash]");
    assertThat(codes(apart)).doesNotContain("spec.contradiction");
  }

  private static Map<String, Setting> parameters(Spec spec, String fault) {
    return Objects.requireNonNull(spec.faults().get(fault)).parameters();
  }

  private static Spec spec() throws BadInputException {
    return Specs.read(Specs.good()).spec();
  }

  @Test
  void timeThatIsToBeLong_isNoted() {
    assertThat(codes(Specs.good().replace("response_time.p99 <=", "response_time.p99 >=")))
        .contains("spec.long-time");
  }

  @Test
  void faultThatNeverHappens_isNamedWhereARequirementNamesIt() {
    assertThat(codes(Specs.good().replace("at-most: 1", "at-most: 0")))
        .contains("spec.fault-never");
  }

  private static List<String> codes(String text) {
    try {
      return Specs.read(text).remarks().stream().map(Diagnostic::code).toList();
    } catch (BadInputException refused) {
      return refused.diagnostics().stream().map(Diagnostic::code).toList();
    }
  }

  private static Setting amount(double value, Dimension dimension, String text) {
    return new Setting.Amount(new Quantity(value, dimension, text));
  }
}
