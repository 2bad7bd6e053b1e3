package dev.sds.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Weight;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Miss;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.Verdict;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Profile;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** A design that a person approved, and that no code meets the spec on. */
final class ApprovedInVainTest {

  private static final Decisions PARENT = Small.decisions("memory", "none", "place", "here");

  /** Proposes two designs that differ in their order, and a code of each that stands. */
  record Orders() implements Author {
    @Override
    public String name() {
      return "orders";
    }

    @Override
    public List<Hypothesis> propose(Brief brief) {
      return switch (brief.stage()) {
        case ARCHITECTURE -> List.of(hypothesis(Stage.ARCHITECTURE, PARENT));
        case DESIGN ->
            List.of("first", "last").stream()
                .map(o -> PARENT.with("safety", "hope").with("order", o))
                .map(d -> hypothesis(Stage.DESIGN, d))
                .toList();
        case CODE ->
            brief.parents().stream().map(p -> hypothesis(Stage.CODE, p.decisions())).toList();
        case SPEC -> List.of();
      };
    }

    private static Hypothesis hypothesis(Stage stage, Decisions decisions) {
      var code = List.of(new Artifact("Code.java", decisions.toString()));
      return new Hypothesis(
          stage,
          "orders",
          decisions,
          new TreeMap<>(),
          "",
          "",
          null,
          stage == Stage.CODE ? code : List.of());
    }
  }

  /** Finds that the code of some orders breaks R3. */
  private record Breaks(Set<String> orders) implements Evaluator {
    @Override
    public Profile profile() {
      return new Profile("breaks", "1", Stage.CODE, Profile.Cost.ANALYSIS, "Does it break R3?");
    }

    @Override
    public List<Evidence> evaluate(Subject subject) {
      String order = subject.hypothesis().decisions().value("order").orElseThrow();
      return List.of(Small.finding(orders.contains(order) ? Weight.AGAINST : Weight.FOR, "R3"));
    }
  }

  /** A person who says yes to some proposals. */
  private static final class Person implements Steps {
    private final int yes;
    private final List<String> asked = new ArrayList<>();
    private final List<Nogood> learned = new ArrayList<>();

    Person(int yes) {
      this.yes = yes;
    }

    @Override
    public Passage pass(Stage stage, Dossier dossier) {
      if (stage != Stage.DESIGN) {
        return new Passage.Open();
      }
      Hypothesis lead = dossier.leading().orElseThrow().hypothesis();
      asked.add(lead.decisions().value("order").orElseThrow());
      return asked.size() <= yes ? new Passage.Open() : new Passage.Closed(lead.content());
    }

    @Override
    public void turnedDown(Judged judged, Dossier dossier) {
      if (judged.verdict() instanceof Verdict.Rejected r) {
        r.learned().ifPresent(learned::add);
      }
    }

    @Override
    public void finish(Dossier dossier, Stage last) {}
  }

  private static Spec spec(Map<Stage, Spec.Approval> gates) {
    Spec spec = Small.spec(Small.FAST, Small.SAFE);
    return new Spec(
        spec.system(),
        spec.intent(),
        spec.kit(),
        spec.requirements(),
        spec.faults(),
        spec.pinned(),
        spec.forbidden(),
        spec.environment(),
        spec.workloads(),
        spec.budget(),
        gates,
        spec.source());
  }

  private static Outcome refined(Person person, Set<String> broken, List<Nogood> known) {
    Context context =
        Contexts.of(
            spec(Map.of(Stage.DESIGN, Spec.Approval.HUMAN)),
            new Orders(),
            new Breaks(broken),
            _ -> {});
    var finals = new Finals(Contexts.lab(ForkJoinPool.commonPool()));
    return new Refinement(context, person, finals, known).run(Stage.CODE);
  }

  @Test
  void whenItsCodeFalls_theNextDesignIsAskedFor() {
    var person = new Person(1);

    Outcome outcome = refined(person, Set.of("first"), List.of());

    assertThat(person.asked).containsExactly("first", "last");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Waiting.class,
            w -> {
              assertThat(w.stage()).isEqualTo(Stage.DESIGN);
              assertThat(w.dossier().backtracks())
                  .singleElement()
                  .satisfies(b -> assertThat(b.to()).isEqualTo(Stage.DESIGN));
            });
    assertThat(person.learned)
        .singleElement()
        .satisfies(
            n -> {
              assertThat(n.strength()).isEqualTo(Nogood.Strength.UNBUILT);
              assertThat(n.requirement()).isEqualTo("R3");
            });
  }

  @Test
  void whatWasBuiltInVain_isNotProposedAgain() {
    var person = new Person(1);
    refined(person, Set.of("first"), List.of());
    var later = new Person(1);

    Outcome outcome = refined(later, Set.of("first"), person.learned);

    assertThat(later.asked).containsExactly("last");
    assertThat(outcome.dossier().leading().orElseThrow().hypothesis().decisions().value("order"))
        .contains("last");
  }

  @Test
  void whenAllHaveFallen_noDesignMeetsTheSpec_andNobodySaysThatItIsProven() {
    var person = new Person(2);

    Outcome outcome = refined(person, Set.of("first", "last"), List.of());
    Outcome again = refined(new Person(2), Set.of("first", "last"), person.learned);

    assertThat(person.asked).containsExactly("first", "last");
    assertThat(outcome).isInstanceOf(Outcome.NoDesign.class);
    assertThat(again)
        .isInstanceOfSatisfying(
            Outcome.NoDesign.class,
            none -> {
              Miss miss = Objects.requireNonNull(none.dossier().miss());
              assertThat(miss.binding()).isEqualTo("R3");
              assertThat(miss.proven()).isFalse();
            });
  }
}
