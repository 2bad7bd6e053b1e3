package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Backtrack;
import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.Documents;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.kit.reader.CatalogueReader;
import dev.sds.artifacts.kit.reader.OtherProtocols;
import dev.sds.artifacts.kit.reader.ProtocolReader;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.Lab;
import dev.sds.evaluators.Ladder;
import dev.sds.evaluators.Profile;
import dev.sds.evaluators.Subject;
import dev.sds.evaluators.fixtures.BareKit;
import dev.sds.evaluators.fixtures.MadeUp;
import dev.sds.evaluators.fixtures.NoCode;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Check;
import dev.sds.spec.Dimension;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.spec.Vocabulary;
import dev.sds.stages.Author;
import dev.sds.stages.Brief;
import dev.sds.stages.Context;
import dev.sds.stages.Finals;
import dev.sds.stages.Outcome;
import dev.sds.stages.Purse;
import dev.sds.stages.Refinement;
import dev.sds.verification.Limits;
import dev.sds.verification.ModelCheckEvaluator;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.ladder.GrowthEvaluator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A design that holds for two members and breaks with three, by an invariant or a refinement. */
final class LargerInstanceTest {

  private static final String CATALOGUE =
      """
      modules:
        slot: {doc: Gives one slot to members., interface: Slot}
      decisions:
        - kind: limit
          stage: design
          module: slot
          question: When may a member take the slot?
          choices:
            - {name: one-stays-free, doc: While another member stays without., source: made up}
            - {name: none-has-it, doc: While nobody has it., source: made up, traits: [strict]}
        - kind: colour
          stage: design
          module: slot
          question: What does it look like?
          choices:
            - {name: red, doc: Red., source: made up}
            - {name: blue, doc: Blue., source: made up}
      architectures:
        - {name: one, doc: One module., source: made up, decisions: {}, modules: [slot], connectors: [], assumptions: []}
      techniques: []
      """;

  private static final String PROTOCOL =
      """
      name: Slots
      doc: Members take a slot and give it back.
      constants:
        - {name: Members, comment: who may take it}
      variables:
        - {name: holders, type: SUBSET Members, initial: "{}", comment: who has it}
      actions:
        - name: Take
          comment: A member takes the slot.
          origin: system
          parameters: {m: Members}
          guards:
            - m \\notin holders
            - {guard: "holders = {}", when: [strict]}
            - {guard: "Cardinality(holders) + 1 < Cardinality(Members)", unless: [strict]}
          effects:
            holders: holders \\cup {m}
        - name: GiveBack
          comment: A member gives it back.
          origin: system
          parameters: {m: Members}
          guards: [m \\in holders]
          effects:
            holders: holders \\ {m}
      properties:
        - name: OneHolder
          kind: invariant
          formula: Cardinality(holders) <= 1
          comment: two members never have the slot.
      instance:
        Members: "{a, b}"
      faults: {}
      """;

  /** What the kit's protocol may be asked to refine; the kit hands the reader its text. */
  private static final String ONE_SLOT =
      """
      name: OneSlot
      doc: The slot is taken and given back.
      decisions: []
      variables:
        - {name: taken, type: 0 .. 1, initial: "0", comment: how often it is taken}
      actions:
        - {name: Take, comment: It is taken., origin: system, guards: [taken = 0], effects: {taken: "1"}}
        - {name: GiveBack, comment: It is given back., origin: system, guards: [taken = 1], effects: {taken: "0"}}
      properties: []
      instance: {}
      faults: {}
      """;

  private static final String REFINING =
      PROTOCOL
          .replaceAll("(?s)properties:.*instance:", "properties: []\ninstance:")
          .replace(
              "constants:\n",
              """
              refines:
                protocol: one-slot
                comment: the slot is taken by one at a time.
                with: {taken: Cardinality(holders)}
              constants:
              """);

  @TempDir Path scratch;

  @Test
  void breachInALargerInstance_sendsTheWorkBackToTheDecisionBehindIt() throws Exception {
    assertSentBack("OneHolder", ProtocolReader.read(new Source("protocol.yaml", PROTOCOL)));
  }

  @Test
  void refinementThatARequirementNames_isHeldToLikeAnInvariant() throws Exception {
    assertSentBack(
        "RefinesOneSlot", ProtocolReader.read(new Source("protocol.yaml", REFINING), new Shelf()));
  }

  /** The protocols of the kit. */
  private static final class Shelf implements OtherProtocols {
    @Override
    public List<String> names() {
      return List.of("one-slot");
    }

    @Override
    public Optional<Source> find(String name) {
      return name.equals("one-slot")
          ? Optional.of(new Source("one-slot.yaml", ONE_SLOT))
          : Optional.empty();
    }
  }

  private void assertSentBack(String property, ProtocolTemplate protocol) throws Exception {
    Spec spec = spec(property);
    var kit = new Slots(kit(property, protocol));
    Outcome outcome;
    var kept = new Tour.Kept();
    try (ExecutorService workers = Executors.newSingleThreadExecutor()) {
      var journal = new MemoryJournal();
      var lab = new Lab(kit, new NoCode(), journal, workers);
      var tlc = new TlcRunner(scratch, 1);
      List<Evaluator> evaluators =
          List.of(
              new ModelCheckEvaluator(tlc, new Limits(60, 256, 1_000)),
              new Equal(),
              new GrowthEvaluator(tlc, new Limits(60, 256, 1_000)));
      var context =
          new Context(
              spec,
              kit.kit(),
              new Told(),
              new Ladder(evaluators, journal, lab),
              new Purse(lab, spec, Purse.requestsPerRun(spec)),
              _ -> {},
              1);
      outcome = new Refinement(context, kept, new Finals(lab)).run(Stage.CODE);
    }

    assertThat(outcome).isInstanceOf(Outcome.Refined.class);
    Dossier dossier = outcome.dossier();
    Hypothesis winner = dossier.leading().orElseThrow().hypothesis();
    assertThat(winner.decisions().value("limit")).contains("none-has-it");
    assertThat(dossier.backtracks())
        .singleElement()
        .satisfies(
            (Backtrack b) -> {
              assertThat(b.from()).isEqualTo(Stage.CODE);
              assertThat(b.to()).isEqualTo(Stage.DESIGN);
              assertThat(b.nogood().strength()).isEqualTo(Nogood.Strength.PROVEN);
              assertThat(b.nogood().requirement()).isEqualTo("R2");
              assertThat(b.nogood().decisions())
                  .isEqualTo(Decisions.NONE.with("limit", "one-stays-free"));
              assertThat(b.dropped()).hasSize(1);
            });
    assertThat(kept.turnedDown())
        .anyMatch(j -> j.verdict() instanceof Verdict.Rejected r && r.learned().isPresent());

    String page = Documents.render(Stage.CODE, dossier).get("evidence/code.md");
    assertThat(page)
        .contains("The code stage sent the work back to the design stage.")
        .contains(property + " is violated in 2 steps (3 Members; no faults)")
        .contains("Take(m=a)")
        .contains("sequenceDiagram");
  }

  private static Kit kit(String property, ProtocolTemplate protocol) throws BadInputException {
    var vocabulary =
        new Vocabulary(
            Map.of("wait.mean", new Vocabulary.Metric("wait.mean", Dimension.TIME, "waiting")),
            Map.of(),
            Map.of(property, "two members never have the slot"),
            Map.of(),
            Map.of(),
            List.of("short"),
            Map.of(),
            Map.of());
    return MadeUp.kit(
        "slots",
        vocabulary,
        CatalogueReader.read(new Source("catalogue.yaml", CATALOGUE)),
        protocol);
  }

  private static Spec spec(String property) {
    return MadeUp.spec(
        "slots",
        MadeUp.day(2, 50),
        List.of(
            MadeUp.requirement("R1", new Check.Objective(Check.Direction.MINIMIZE, "wait.mean")),
            MadeUp.requirement("R2", new Check.Invariant(property))));
  }

  /** Proposes the broken design, and the sound one when it is told that the other cannot stand. */
  private record Told() implements Author {
    @Override
    public String name() {
      return "told";
    }

    @Override
    public List<Hypothesis> propose(Brief brief) {
      Decisions decisions =
          switch (brief.stage()) {
            case SPEC, ARCHITECTURE -> Decisions.NONE;
            case DESIGN ->
                Decisions.NONE
                    .with("colour", "red")
                    .with("limit", brief.nogoods().isEmpty() ? "one-stays-free" : "none-has-it");
            case CODE -> brief.parents().getFirst().decisions();
          };
      return List.of(
          new Hypothesis(
              brief.stage(), name(), decisions, new TreeMap<>(), "made up", "", null, List.of()));
    }
  }

  /** Measures the same for all. */
  private record Equal() implements Evaluator {
    @Override
    public Profile profile() {
      return new Profile("equal", "1", Stage.CODE, Profile.Cost.FULL, "Is it like the others?");
    }

    @Override
    public ContentHash inputs(Subject subject) {
      return subject.hypothesis().id();
    }

    @Override
    public List<Evidence> evaluate(Subject subject) {
      return List.of(measured(1), measured(2));
    }

    private static Evidence measured(long seed) {
      return new Evidence.Measurement(
          "equal", List.of("R1"), "wait.mean", "day", seed, 1, Evidence.Fidelity.FULL);
    }
  }

  private record Slots(Kit kit) implements BareKit {}
}
