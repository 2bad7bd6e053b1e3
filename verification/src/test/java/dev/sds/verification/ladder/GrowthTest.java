package dev.sds.verification.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Bounded;
import dev.sds.artifacts.protocol.CheckOutcome.Verified;
import dev.sds.artifacts.protocol.CheckOutcome.Violated;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.verification.Limits;
import dev.sds.verification.ProtocolLibrary;
import dev.sds.verification.TlcRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthTest {

  private static final ProtocolFamily COMMIT = ProtocolLibrary.family("commit");
  private static final ProtocolFamily ATOMIC = ProtocolLibrary.family("atomic-commit");
  private static final ProtocolFamily DISPATCH = ProtocolLibrary.family("dispatch");

  @TempDir Path scratch;

  @Test
  void setsThatNothingTellsApart_areSymmetric() {
    Symmetry found = symmetry(DISPATCH, instance(DISPATCH));
    assertThat(found.sets().values()).allSatisfy(set -> assertThat(set).hasSize(2));
    assertThat(found.sets()).hasSize(2);
    assertThat(found.permutations()).isEqualTo(4);
  }

  @Test
  void memberThatAnotherConstantNames_isNotExchanged() {
    Instance plain = instance(DISPATCH);
    Map.Entry<String, List<String>> set =
        symmetry(DISPATCH, plain).sets().entrySet().iterator().next();
    var constants = new TreeMap<>(plain.constants());
    constants.put("First", set.getValue().getFirst());
    assertThat(symmetry(DISPATCH, new Instance(constants, "")).sets())
        .doesNotContainKey(set.getKey());
  }

  @Test
  void protocolThatChooses_hasNoSymmetry() {
    Protocol plain = DISPATCH.protocol(DISPATCH.sound());
    Protocol choosing =
        new Protocol(
            plain.name(),
            plain.doc(),
            plain.constants(),
            List.of(Definition.of("Any", "CHOOSE x \\in {1, 2} : TRUE", "")),
            plain.variables(),
            plain.actions(),
            plain.properties());
    assertThat(Symmetry.of(choosing, instance(DISPATCH)).isEmpty()).isTrue();
  }

  @Test
  void grownSet_getsTheNextName() {
    assertThat(new Symmetry(Map.of("A", List.of("q1", "q2"))).grown(0).sets().get("A"))
        .containsExactly("q1", "q2", "q3");
    assertThat(new Symmetry(Map.of("A", List.of("a", "b"))).grown(0).sets().get("A"))
        .containsExactly("a", "b", "c");
    assertThat(new Symmetry(Map.of("A", List.of("left", "right"))).grown(0).words())
        .isEqualTo("3 A");
  }

  @Test
  void symmetry_savesStatesAndChangesNoVerdict() throws Exception {
    Protocol protocol = safe(COMMIT, COMMIT.sound());
    Instance instance = instance(COMMIT);
    long plain = distinct(tlc().safety(protocol, instance, limits(100_000), List.of()));
    long folded =
        distinct(
            tlc()
                .safety(
                    protocol,
                    instance,
                    limits(100_000),
                    List.copyOf(Symmetry.of(protocol, instance).sets().keySet())));
    assertThat(folded).isLessThan(plain).isGreaterThan(plain / 2);
  }

  @Test
  void breachUnderSymmetry_isAsShortAndItsParametersAreReal() throws Exception {
    Protocol protocol = safe(COMMIT, COMMIT.slips().getFirst());
    Instance instance = instance(COMMIT);
    List<String> sets = List.copyOf(Symmetry.of(protocol, instance).sets().keySet());
    CheckOutcome plain = tlc().safety(protocol, instance, limits(100_000), List.of());
    CheckOutcome folded = tlc().safety(protocol, instance, limits(100_000), sets);
    assertThat(plain).isInstanceOf(Violated.class);
    assertThat(folded)
        .asInstanceOf(type(Violated.class))
        .satisfies(
            found -> {
              assertThat(found.counterexample().property())
                  .isEqualTo(((Violated) plain).counterexample().property());
              assertThat(found.counterexample().steps())
                  .hasSameSizeAs(((Violated) plain).counterexample().steps());
              // A change of a function at a member names the member that the step was taken for.
              found
                  .counterexample()
                  .steps()
                  .forEach(
                      step ->
                          step.changes().stream()
                              .filter(change -> change.path().matches("\\w+\\[\\w+]"))
                              .filter(change -> !step.parameters().isEmpty())
                              .forEach(
                                  change ->
                                      assertThat(step.parameters().values())
                                          .as("%s", step)
                                          .contains(
                                              change.path().replaceAll("\\w+\\[(\\w+)]", "$1"))));
            });
  }

  @Test
  void climb_endsWithItsBudgetAndNamesWhatIsLeft() throws Exception {
    Growth.Climb climb =
        new Growth(tlc(), limits(3_000)).climb(COMMIT.protocol(COMMIT.sound()), instance(COMMIT));
    assertThat(climb.broken()).isEmpty();
    assertThat(climb.completed()).isPresent();
    assertThat(climb.next()).isPresent();
    assertThat(climb.states()).isPositive();
    assertThat(climb.rungs().subList(0, climb.rungs().size() - 1))
        .allSatisfy(rung -> assertThat(rung.outcome()).isInstanceOf(Verified.class));
    assertThat(climb.rungs().getLast().outcome()).isInstanceOfAny(Verified.class, Bounded.class);
    assertThat(climb.completed().orElseThrow().instance().label()).startsWith("3 ");
    // Without symmetry there may be six times as many states, which the budget does not hold.
    assertThat(climb.live()).isEmpty();
  }

  @Test
  void liveness_isClimbedApartAndCountsEveryState() throws Exception {
    Growth.Climb climb =
        new Growth(tlc(), limits(200)).climb(ATOMIC.protocol(ATOMIC.sound()), instance(ATOMIC));
    assertThat(climb.broken()).isEmpty();
    Growth.Rung live = climb.lively().orElseThrow();
    Growth.Rung safe = climb.rungs().getFirst();
    assertThat(live.instance()).isEqualTo(safe.instance());
    assertThat(((Verified) live.outcome()).properties()).containsExactly("EventuallyDecided");
    assertThat(distinct(live.outcome()))
        .isGreaterThan(distinct(safe.outcome()))
        .isLessThanOrEqualTo(distinct(safe.outcome()) * safe.symmetry().permutations());
  }

  @Test
  void promiseThatIsBrokenInALargerInstance_isABreach() throws Exception {
    var all =
        new Property(
            "AllCommit",
            Property.Kind.LIVENESS,
            "\\A p \\in Participants : <>(outcome[p] = \"committed\")",
            "everybody commits",
            List.of("R9"));
    Protocol asked = ATOMIC.protocol(ATOMIC.sound()).withProperties(List.of(all));
    Growth.Climb climb = new Growth(tlc(), limits(200)).climb(asked, instance(ATOMIC));
    assertThat(climb.completed()).isPresent();
    assertThat(climb.lively()).isEmpty();
    assertThat(climb.live()).containsExactly(climb.broken().orElseThrow());
    assertThat(((Violated) climb.broken().orElseThrow().outcome()).counterexample().property())
        .isEqualTo("AllCommit");
  }

  private TlcRunner tlc() {
    return new TlcRunner(scratch, 1);
  }

  private static Limits limits(long states) {
    return new Limits(60, 256, states);
  }

  private static Instance instance(ProtocolFamily family) {
    return family.instance(family.faults());
  }

  private static Symmetry symmetry(ProtocolFamily family, Instance instance) {
    Protocol protocol = family.protocol(family.sound());
    var constants = new ArrayList<>(protocol.constants());
    if (instance.constants().containsKey("First")) {
      constants.add(new Constant("First", ""));
    }
    return Symmetry.of(
        new Protocol(
            protocol.name(),
            protocol.doc(),
            constants,
            protocol.definitions(),
            protocol.variables(),
            protocol.actions(),
            protocol.properties()),
        instance);
  }

  private static Protocol safe(ProtocolFamily family, Decisions decisions) {
    Protocol protocol = family.protocol(decisions);
    return protocol.withProperties(protocol.properties(Property.Kind.INVARIANT));
  }

  private static long distinct(CheckOutcome outcome) {
    assertThat(outcome).isInstanceOf(Verified.class);
    return ((Verified) outcome).statistics().distinct();
  }
}
