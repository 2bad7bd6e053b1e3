package dev.sds.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Interval;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Prediction;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.kit.Choice;
import dev.sds.artifacts.kit.CreationReport;
import dev.sds.artifacts.kit.Kit;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Profile;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Choices that are written while a refinement goes on. */
class CreatedChoicesTest {

  private static final Decisions PARENT = Small.decisions("memory", "none", "place", "here");

  /** Proposes everything once: the orders of the catalogue, or one that was written. */
  private record Orders(String name, List<String> orders) implements Author {
    @Override
    public List<Hypothesis> propose(Brief brief) {
      return switch (brief.stage()) {
        case ARCHITECTURE -> List.of(hypothesis(Stage.ARCHITECTURE, PARENT, 8));
        case DESIGN ->
            orders.stream()
                .map(o -> PARENT.with("safety", "hope").with("order", o))
                .map(d -> hypothesis(Stage.DESIGN, d, 5))
                .toList();
        case SPEC, CODE -> List.of();
      };
    }

    private Hypothesis hypothesis(Stage stage, Decisions decisions, double expected) {
      var prediction = new Prediction("time.mean", new Interval(expected, expected + 2), 0.9);
      return new Hypothesis(stage, name, decisions, new TreeMap<>(), "", "", prediction, List.of());
    }
  }

  /** Measures what the order says; some it finds unsafe. */
  private record Stopwatch(Map<String, Double> times, Set<String> unsafe) implements Evaluator {
    @Override
    public Profile profile() {
      return new Profile("stopwatch", "1", Stage.DESIGN, Profile.Cost.SKETCH, "How long?");
    }

    @Override
    public List<Evidence> evaluate(Subject subject) {
      String order = subject.hypothesis().decisions().value("order").orElseThrow();
      double time = times.getOrDefault(order, Double.NaN);
      return unsafe.contains(order)
          ? List.of(Small.finding(Weight.AGAINST, "R3"))
          : List.of(Small.measured("time.mean", "day", 1, time, Fidelity.SHORT));
    }
  }

  private final List<Brief> asked = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  private Created writes(Brief brief) {
    asked.add(brief);
    var written = new Choice("written", "", "", Set.of(), Set.of(), Set.of(), List.of(), Map.of());
    Kit kit =
        brief
            .kit()
            .extended(brief.kit().catalogue().with(Map.of("order", List.of(written)), List.of()));
    return new Created(
        kit,
        new Orders("evolving", List.of("written", "first", "last")),
        new CreationReport("evolving", 1, 7, 6.5, 30, List.of(), List.of()));
  }

  private Dossier refined(Map<String, Double> times, Set<String> unsafe) {
    Context context =
        Contexts.of(
            Small.spec(Small.FAST, Small.SAFE),
            new Orders("embedded", List.of("first", "last")),
            new Stopwatch(times, unsafe),
            events::add);
    return new Refinement(
            context,
            new Open(),
            new Finals(Contexts.lab(ForkJoinPool.commonPool())),
            List.of(),
            this::writes)
        .run(Stage.DESIGN)
        .dossier();
  }

  /** Every gate open. */
  private static final class Open implements Steps {
    @Override
    public Passage pass(Stage stage, Dossier dossier) {
      return new Passage.Open();
    }

    @Override
    public void turnedDown(Judged judged, Dossier dossier) {}

    @Override
    public void finish(Dossier dossier, Stage last) {}
  }

  private static final Map<String, Double> TIMES =
      Map.of("first", 10.0, "last", 8.0, "written", 6.0);

  @Test
  void whatIsWritten_isProposedOnceDesignsStand_andWinsByTheSameLadder() {
    Dossier dossier = refined(TIMES, Set.of());

    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().judged()).hasSize(2).allMatch(Judged::accepted);
    Hypothesis lead = dossier.leading().orElseThrow().hypothesis();
    assertThat(lead.author()).isEqualTo("evolving");
    assertThat(lead.decisions().value("order")).contains("written");
    assertThat(dossier.created()).get().extracting(CreationReport::ideas).isEqualTo(30);
    assertThat(dossier.kit().catalogue().choice("order", "written")).isPresent();
    // The embedded author expected 5 to 7 of 10 and of 8, the evolving one of 6.
    assertThat(dossier.stage(Stage.DESIGN).orElseThrow().predictionsMade()).isEqualTo(3);
    assertThat(dossier.stage(Stage.DESIGN).orElseThrow().predictionsMet()).isEqualTo(1);
    assertThat(events).hasAtLeastOneElementOfType(Event.WasCreated.class);
  }

  @Test
  void whatIsWrittenAndBreaksARequirement_falls_andTheCataloguesWinnerStays() {
    Dossier dossier = refined(TIMES, Set.of("written"));

    assertThat(dossier.leading().orElseThrow().hypothesis().decisions().value("order"))
        .contains("last");
    assertThat(dossier.stage(Stage.DESIGN).orElseThrow().judged())
        .filteredOn(j -> j.hypothesis().author().equals("evolving"))
        .singleElement()
        .satisfies(
            j ->
                assertThat(j.verdict())
                    .isInstanceOfSatisfying(
                        Verdict.Rejected.class, r -> assertThat(r.requirement()).isEqualTo("R3")));
  }

  @Test
  void whileNoDesignStands_nothingIsWritten() {
    Dossier dossier = refined(TIMES, Set.of("first", "last", "written"));

    assertThat(asked).isEmpty();
    assertThat(dossier.leading()).isEmpty();
    assertThat(dossier.created()).isEmpty();
  }
}
