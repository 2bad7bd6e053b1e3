package dev.sds.cli;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Nogood;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.documents.Documents;
import dev.sds.artifacts.kit.Kit;
import dev.sds.cli.bench.Workshop;
import dev.sds.cli.workspace.Kits;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Simulation;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.spec.text.SpecReader;
import dev.sds.stages.Author;
import dev.sds.stages.Brief;
import dev.sds.stages.Context;
import dev.sds.stages.Event;
import dev.sds.stages.Outcome;
import dev.sds.stages.Scores;
import dev.sds.stages.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One whole refinement in this process, with all that happened in it. */
record Tour(
    Outcome outcome,
    List<Event> events,
    List<Brief> briefs,
    Kept kept,
    long freshRuns,
    double spent) {

  static final String HOLDOUT = "unseen-chat";

  /** The first refinement of the example, on an empty journal. */
  static final class Base {
    static final MemoryJournal JOURNAL = new MemoryJournal();
    static final Tour TOUR = of(spec(), JOURNAL);

    private Base() {}

    /** An empty journal, but for what the model checker said. */
    static MemoryJournal freshJournal() {
      return JOURNAL.sharingModelChecks();
    }
  }

  /** The example's spec, made small. */
  static String spec() {
    try {
      return Files.readString(
              Path.of(System.getProperty("sds.root", ".."))
                  .resolve("examples/llm-router/spec.yaml"))
          .replace("for: 1000 s", "for: 200 s")
          .replace("[1, 2, 3, 4, 5, 6, 7, 8]", "[1, 2]")
          .replace("[101, 102, 103, 104, 105, 106, 107, 108, 109, 110]", "[90001, 90002]")
          .replace("fresh-chat", HOLDOUT)
          .replace("simulations: 400", "simulations: 100");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KitProvider kit() {
    return Kits.installed().find("llm-serving").orElseThrow();
  }

  static Spec read(KitProvider provider, String text) {
    try {
      return SpecReader.read(
              new Source("spec.yaml", text),
              _ -> Optional.of(provider.kit().vocabulary()),
              List.of(provider.kit().name()))
          .spec();
    } catch (BadInputException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  static Tour of(String spec, MemoryJournal journal) {
    return of(kit(), read(kit(), spec), journal, Stage.CODE);
  }

  static Tour of(KitProvider provider, Spec spec, MemoryJournal journal, Stage last) {
    var events = new ArrayList<Event>();
    var briefs = new ArrayList<Brief>();
    var kept = new Kept();
    try (var runner = new QuickCode(provider.kit());
        var workshop = new Workshop(provider, runner, journal)) {
      Context plain = workshop.context(spec, events::add, 1);
      var watched =
          new Context(
              plain.spec(),
              plain.kit(),
              new Watched(plain.author(), briefs),
              plain.ladder(),
              plain.purse(),
              plain.listener(),
              plain.seed());
      Outcome outcome = workshop.refinement(watched, kept).run(last);
      return new Tour(
          outcome,
          events,
          briefs,
          kept,
          workshop.lab().freshRuns(),
          workshop.lab().simulatedRequests());
    }
  }

  /** What is proposed to whom. */
  private record Watched(Author author, List<Brief> briefs) implements Author {
    @Override
    public String name() {
      return author.name();
    }

    @Override
    public List<Hypothesis> propose(Brief brief) {
      briefs.add(brief);
      return author.propose(brief);
    }
  }

  /** Steps in memory, every gate open. */
  static final class Kept implements Steps {
    private final List<Stage> passed = new ArrayList<>();
    private final List<Judged> turnedDown = new ArrayList<>();
    private final List<Stage> finished = new ArrayList<>();

    @Override
    public Passage pass(Stage stage, Dossier dossier) {
      passed.add(stage);
      return new Passage.Open();
    }

    @Override
    public void turnedDown(Judged judged, Dossier dossier) {
      turnedDown.add(judged);
    }

    @Override
    public void finish(Dossier dossier, Stage last) {
      finished.add(last);
    }

    List<Judged> turnedDown() {
      return turnedDown;
    }

    List<Stage> finished() {
      return finished;
    }
  }

  /** The same kit with other declarations. */
  record Varied(KitProvider original, Kit kit) implements KitProvider {
    @Override
    public Simulation simulation() {
      return original.simulation();
    }

    @Override
    public List<Evaluator> evaluators() {
      return original.evaluators();
    }

    @Override
    public List<Diagnostic> check(Spec spec) {
      return original.check(spec);
    }
  }

  Dossier dossier() {
    return outcome.dossier();
  }

  Judged winner() {
    return dossier().leading().orElseThrow();
  }

  Decisions decisions() {
    return winner().hypothesis().decisions();
  }

  StageReport report(Stage stage) {
    return dossier().stage(stage).orElseThrow();
  }

  List<Nogood> nogoods() {
    return report(Stage.DESIGN).nogoods();
  }

  /** What every stage judged, in order, by what was proposed. */
  List<String> judged() {
    return dossier().stages().stream()
        .flatMap(s -> s.judged().stream())
        .map(j -> j.hypothesis().stage() + " " + j.hypothesis().id().hex())
        .toList();
  }

  /** Every file that a workspace would hold at the end. */
  SortedMap<String, String> files() {
    var files = new TreeMap<String, String>();
    for (StageReport report : dossier().stages()) {
      files.putAll(Documents.render(report.stage(), dossier()));
    }
    for (Artifact artifact : winner().hypothesis().artifacts()) {
      files.put("code/" + artifact.path(), artifact.content());
    }
    return files;
  }

  /** The score of the winner, whole runs of the train workloads. */
  double score() {
    return Scores.of(dossier().spec()).score(winner()).orElseThrow();
  }
}
