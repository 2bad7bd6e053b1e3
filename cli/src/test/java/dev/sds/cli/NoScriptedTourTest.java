package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Miss;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.cli.terminal.ExitCode;
import dev.sds.evaluators.KitProvider;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.stages.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The example's story is found, not told: change what it rests on and it changes. */
class NoScriptedTourTest {

  private static Catalogue catalogue() {
    return Tour.kit().kit().catalogue();
  }

  @Test
  void theExample_endsInCodeThatPassesTheLastGate() {
    Tour base = Tour.Base.TOUR;

    assertThat(base.outcome()).isInstanceOf(Outcome.Refined.class);
    assertThat(base.winner().hypothesis().stage()).isEqualTo(Stage.CODE);
    assertThat(base.winner().verdict()).isInstanceOf(Verdict.Accepted.class);
    assertThat(base.kept().finished()).containsExactly(Stage.DESIGN, Stage.CODE);
    assertThat(base.winner().verdict().evidence())
        .anyMatch(e -> e instanceof Evidence.Measurement m && isHoldout(m))
        .noneMatch(e -> e instanceof Evidence.Finding f && f.weight() == Evidence.Weight.AGAINST);
  }

  private static boolean isHoldout(Evidence.Measurement measurement) {
    return measurement.fidelity() == Evidence.Fidelity.HOLDOUT;
  }

  @Test
  void theExample_goesBackToTheArchitecture_overOneDecision() {
    Tour base = Tour.Base.TOUR;

    assertThat(base.dossier().backtracks())
        .singleElement()
        .satisfies(
            b -> {
              assertThat(b.to()).isEqualTo(Stage.ARCHITECTURE);
              assertThat(b.nogood().requirement()).isEqualTo("R3");
              assertThat(b.nogood().decisions().values()).containsOnlyKeys("recovery");
              assertThat(b.nogood().strength()).isEqualTo(Nogood.Strength.PROVEN);
              assertThat(b.dropped()).isNotEmpty();
            });
    assertThat(traits(base.dossier().backtracks().getFirst().nogood().decisions()))
        .doesNotContain("ledger");
  }

  @Test
  void theExample_learnsThatTwoDecisionsDoNotStandTogether() {
    assertThat(Tour.Base.TOUR.nogoods())
        .filteredOn(n -> n.requirement().equals("R5"))
        .singleElement()
        .satisfies(
            n -> {
              assertThat(n.decisions().values()).containsOnlyKeys("recovery", "fencing");
              assertThat(n.blame()).isEqualTo(Stage.DESIGN);
            });
    assertThat(traits(Tour.Base.TOUR.decisions())).contains("ledger", "fences");
  }

  private static Set<String> traits(Decisions decisions) {
    return catalogue().traits(decisions);
  }

  @Test
  void withoutR5_aDesignThatMayAnswerTwice_isAccepted() {
    String spec = without(Tour.spec(), "R5");
    Tour tour = designed(Tour.kit(), Tour.read(Tour.kit(), spec));

    assertThat(tour.report(Stage.DESIGN).judged())
        .filteredOn(Judged::accepted)
        .anyMatch(j -> !traits(j.hypothesis().decisions()).contains("fences"));
    assertThat(tour.report(Stage.DESIGN).judged())
        .noneMatch(j -> j.verdict().toString().contains("AtMostOneAnswer"));
    assertThat(traits(tour.decisions())).contains("ledger");
  }

  @Test
  void withoutFaults_aDesignThatForgets_survives() {
    Tour tour = designed(Tour.kit(), Tour.read(Tour.kit(), withoutFaults(Tour.spec())));

    assertThat(tour.report(Stage.DESIGN).survivors())
        .anyMatch(j -> !traits(j.hypothesis().decisions()).contains("ledger"));
    assertThat(tour.report(Stage.DESIGN).judged())
        .filteredOn(Judged::accepted)
        .anyMatch(j -> traits(j.hypothesis().decisions()).isEmpty());
    assertThat(tour.nogoods()).isEmpty();
    assertThat(tour.dossier().backtracks()).isEmpty();
  }

  private static String without(String spec, String id) {
    String cut = spec.replaceFirst("(?m)^  " + id + ":\\n(    .*\\n)+", "");
    assertThat(cut).isNotEqualTo(spec);
    return cut;
  }

  private static String withoutFaults(String spec) {
    return spec.replaceAll("(?m)^    under: .*\\n", "")
        .replaceFirst("(?m)^faults:\\n(  .*\\n)+", "");
  }

  private static Tour designed(KitProvider kit, Spec spec) {
    return Tour.of(kit, spec, Tour.Base.freshJournal(), Stage.DESIGN);
  }

  @Test
  void withoutTheWinnersChoices_anotherDesignWins_orTheMissIsExplained() {
    Decisions winner = Tour.Base.TOUR.decisions();
    Kit kit = Tour.kit().kit();
    Catalogue poorer = without(catalogue(), winner, Set.of("order", "admission"));
    var varied =
        new Tour.Varied(
            Tour.kit(),
            new Kit(
                kit.name(),
                kit.title(),
                kit.vocabulary(),
                poorer,
                kit.protocol(),
                kit.sources(),
                kit.vendored(),
                kit.exampleSpec(),
                "poorer"));

    Tour tour =
        Tour.of(varied, Tour.read(varied, Tour.spec()), Tour.Base.freshJournal(), Stage.CODE);

    switch (tour.outcome()) {
      case Outcome.Refined _ -> {
        assertThat(tour.winner().verdict()).isInstanceOf(Verdict.Accepted.class);
        assertThat(tour.winner().verdict().evidence())
            .anyMatch(e -> e instanceof Evidence.Measurement m && isHoldout(m));
        assertThat(tour.decisions().value("order")).isNotEqualTo(winner.value("order"));
        assertThat(tour.decisions().value("admission")).isNotEqualTo(winner.value("admission"));
      }
      case Outcome.NoDesign none ->
          assertThat(miss(none).relaxation()).contains(miss(none).binding());
      case Outcome.Waiting _, Outcome.Undecided _ ->
          assertThat(tour.outcome()).isInstanceOf(Outcome.Refined.class);
    }
  }

  private static Catalogue without(Catalogue catalogue, Decisions winner, Set<String> kinds) {
    List<DecisionKind> left =
        catalogue.kinds().stream()
            .map(
                k ->
                    k.withChoices(
                        k.choices().stream()
                            .filter(
                                c ->
                                    !kinds.contains(k.name())
                                        || !winner.value(k.name()).orElse("").equals(c.name()))
                            .toList()))
            .toList();
    return catalogue
        .withKinds(left)
        .withTechniques(
            catalogue.techniques().stream()
                .filter(
                    t ->
                        kinds.stream()
                            .noneMatch(k -> t.decisions().value(k).equals(winner.value(k))))
                .toList());
  }

  private static Miss miss(Outcome.NoDesign none) {
    return Objects.requireNonNull(none.dossier().miss());
  }

  @Test
  void aBoundNoRouterCanKeep_isRefusedByProof_beforeAnySimulation() {
    String spec = Tour.spec().replace("<= 450 s", "<= 1 s");
    Tour tour = Tour.of(spec, Tour.Base.freshJournal());

    assertThat(tour.outcome()).isInstanceOf(Outcome.NoDesign.class);
    Miss miss = miss((Outcome.NoDesign) tour.outcome());
    assertThat(miss.binding()).isEqualTo("R2");
    assertThat(miss.proven()).isTrue();
    assertThat(miss.relaxation()).contains("R2");
    assertThat(tour.freshRuns()).isZero();
  }

  @Test
  void aPinThatBreaksR3_isRefusedByProof() {
    Spec spec = deciding(Map.of("recovery", "forget"), Map.of());
    Tour tour = Tour.of(Tour.kit(), spec, Tour.Base.freshJournal(), Stage.CODE);

    assertThat(tour.outcome()).isInstanceOf(Outcome.NoDesign.class);
    Miss miss = miss((Outcome.NoDesign) tour.outcome());
    assertThat(miss.binding()).isEqualTo("R3");
    assertThat(miss.proven()).isTrue();
    assertThat(RefineCommand.code(tour.outcome())).isEqualTo(ExitCode.GATE_FAILED);
  }

  @Test
  void aForbiddenChoice_isInNoHypothesis() {
    String forbidden = Tour.Base.TOUR.decisions().value("admission").orElseThrow();
    Spec spec = deciding(Map.of(), Map.of("admission", List.of(forbidden)));
    Tour tour = Tour.of(Tour.kit(), spec, Tour.Base.freshJournal(), Stage.DESIGN);

    assertThat(tour.dossier().stages())
        .flatExtracting(s -> s.judged())
        .isNotEmpty()
        .noneMatch(
            j ->
                j.hypothesis()
                    .decisions()
                    .value("admission")
                    .equals(java.util.Optional.of(forbidden)));
  }

  private static Spec deciding(Map<String, String> pinned, Map<String, List<String>> forbidden) {
    Spec spec = Tour.read(Tour.kit(), Tour.spec());
    return new Spec(
        spec.system(),
        spec.intent(),
        spec.kit(),
        spec.requirements(),
        spec.faults(),
        pinned,
        forbidden,
        spec.environment(),
        spec.workloads(),
        spec.budget(),
        spec.gates(),
        spec.source());
  }

  @Test
  void everyProvenRejectionOfADesign_showsItsCounterexample() {
    assertThat(Tour.Base.TOUR.report(Stage.DESIGN).judged())
        .filteredOn(j -> j.verdict() instanceof Verdict.Rejected r && r.learned().isPresent())
        .isNotEmpty()
        .allMatch(
            j ->
                j.verdict().evidence().stream()
                    .anyMatch(
                        e ->
                            e instanceof Evidence.ModelCheck m
                                && m.outcome() instanceof CheckOutcome.Violated));
  }
}
