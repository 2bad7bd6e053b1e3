package dev.sds.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Limit;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Profile;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class UndecidedTest {

  private static final Dossier DOSSIER = dossier();

  private static Dossier dossier() {
    Context context = Contexts.of(Small.spec(Small.FAST, Small.SAFE));
    return new Dossier(
        context.spec(), context.kit(), List.of(), List.of(), null, List.of(), null, null, 0);
  }

  private static Judged stopped(Limit limit) {
    var instance = new Instance(Map.of(), "at most 2 crash");
    var statistics = new CheckOutcome.Statistics(9, 5, 1, 3, Map.of());
    var check =
        new Evidence.ModelCheck(
            "TLC",
            List.of("R3"),
            instance.label(),
            new CheckOutcome.Bounded(limit, "It is used up.", statistics, instance));
    return Small.open(Small.decisions("memory", "log"), "the model: It is used up.", check);
  }

  @Test
  void theFirstThatIsOpen_isNamed_withHowManyThereAre() {
    Judged rejected = Small.rejected(Small.decisions("memory", "none"), "R3");

    assertThat(Outcome.Undecided.of(DOSSIER, List.of(rejected, stopped(Limit.STATES))).why())
        .isEqualTo(
            "1 of 2 hypotheses could be neither accepted nor rejected; of memory: log: the model:"
                + " It is used up");
  }

  @Test
  void aBudgetOfStates_endsThereAgain_soTheFaultsAreNamed() {
    assertThat(Outcome.Undecided.of(DOSSIER, List.of(stopped(Limit.STATES))).wayOut())
        .contains("would end there again", "`at-most` of crash");
  }

  @Test
  void aLimitOfTime_mayNotBeMetAgain() {
    List<Judged> judged = List.of(stopped(Limit.STATES), stopped(Limit.SECONDS));

    assertThat(Outcome.Undecided.of(DOSSIER, judged).wayOut())
        .isEqualTo("Run the same command again.");
  }

  /** Finds every design too large. */
  private record TooLarge(Limit limit) implements Evaluator {
    @Override
    public Profile profile() {
      return new Profile("model", "1", Stage.DESIGN, Profile.Cost.MODEL, "Does it hold?");
    }

    @Override
    public List<Evidence> evaluate(Subject subject) {
      return stopped(limit).verdict().evidence();
    }
  }

  /** Every gate open, and what was kept at the end. */
  private static final class Kept implements Steps {
    private final List<Stage> finished = new ArrayList<>();

    @Override
    public Passage pass(Stage stage, Dossier dossier) {
      return new Passage.Open();
    }

    @Override
    public void turnedDown(Judged judged, Dossier dossier) {}

    @Override
    public void finish(Dossier dossier, Stage last) {
      finished.add(last);
    }
  }

  private static List<Stage> finished(Limit limit) {
    var kept = new Kept();
    Context context =
        Contexts.of(
            Small.spec(Small.FAST, Small.SAFE),
            new ApprovedInVainTest.Orders(),
            new TooLarge(limit),
            _ -> {});
    var finals = new Finals(Contexts.lab(ForkJoinPool.commonPool()));
    assertThat(new Refinement(context, kept, finals).run(Stage.CODE))
        .isInstanceOf(Outcome.Undecided.class);
    return kept.finished;
  }

  @Test
  void whatWouldEndThereAgain_isKeptForItsPages_andWhatMayNotIsNot() {
    assertThat(finished(Limit.STATES)).containsExactly(Stage.DESIGN);
    assertThat(finished(Limit.SECONDS)).isEmpty();
  }
}
