package dev.sds.artifacts.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Interval;
import dev.sds.artifacts.Prediction;
import dev.sds.artifacts.edits.EditedModel;
import dev.sds.artifacts.kit.CreationReport;
import dev.sds.artifacts.kit.CreationReport.Find;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.spec.Stage;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

  private static final List<String> MODELS =
      List.of("design/dispatcher/JobQueue.tla", "design/dispatcher/JobQueue.cfg");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "architecture/architecture.yaml",
        "architecture/README.md",
        "design/dispatcher/design.yaml",
        "design/dispatcher/README.md",
        "evidence/architecture.md",
        "evidence/design.md",
        "evidence/code.md",
        "evidence/search.md",
        "evidence/README.md"
      })
  void render_matchesGolden(String path) {
    Golden.check("refined/" + path, all(JobQueueDossiers.refined()).getOrDefault(path, "missing"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evidence/code.md", "evidence/design.md", "evidence/README.md"})
  void render_saysFirstThatNoDesignMeetsTheSpec(String path) {
    Golden.check("missed/" + path, all(JobQueueDossiers.missed()).getOrDefault(path, "missing"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"design/dispatcher/README.md", "evidence/design.md", "evidence/README.md"})
  void render_tellsOfAnEditedModelBesideTheOneOfTheDecisions(String path) {
    Instance instance = new Instance(Map.of("Jobs", "{j1}"), "1 job");
    var broken =
        new Evidence.ModelCheck(
            "TLC",
            List.of("R3"),
            instance.label(),
            new CheckOutcome.Violated(JobQueueDossiers.lost(), instance));
    var unfair =
        new Evidence.Finding(
            "TLC",
            List.of("R4"),
            Evidence.Weight.AGAINST,
            "model.own-fairness",
            "EventuallyDone rests on SF_vars(Start(j))",
            "");
    var edited = new EditedModel(MODELS.getFirst(), "0123456789abcdef", List.of(broken, unfair));

    Golden.check(
        "edited/" + path,
        all(JobQueueDossiers.refined(), List.of(edited)).getOrDefault(path, "missing"));
  }

  @Test
  void editedModel_isAsGoodAsTheWorstOfItsChecks() {
    var open =
        new Evidence.Finding("TLC", List.of(), Evidence.Weight.AGAINST, "x", "it says little.", "");
    var note = new Evidence.Finding("TLC", List.of(), Evidence.Weight.NOTE, "x", "fine", "");

    assertThat(new EditedModel("a.tla", "", List.of(note)).standing())
        .isEqualTo(EditedModel.Standing.HOLDS);
    assertThat(new EditedModel("a.tla", "", List.of(note, open)).words())
        .isEqualTo("is left open: it says little.");
  }

  @Test
  void render_writesNoDesignWhereNoneStands() {
    assertThat(all(JobQueueDossiers.missed()).keySet())
        .containsExactly(
            "evidence/README.md",
            "evidence/architecture.md",
            "evidence/code.md",
            "evidence/design.md",
            "evidence/search.md");
  }

  @Test
  void render_ofSpecStageIsEmpty() {
    assertThat(Documents.render(Stage.SPEC, JobQueueDossiers.refined())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void render_isDeterministic(Stage stage) {
    assertThat(Documents.render(stage, JobQueueDossiers.refined(), MODELS, List.of()))
        .isEqualTo(
            Documents.render(stage, JobQueueDossiers.refined(), MODELS.reversed(), List.of()));
  }

  @Test
  void render_doesNotDependOnTheOrderOfMaps() {
    Dossier one = JobQueueDossiers.refined();
    var spec =
        JobQueueSpec.spec(
            "Jobs must not wait long.",
            "Jobs start soon on average",
            java.util.Map.of("order", "random"),
            List.of("comes-back-after", "at-most"));
    var other =
        new Dossier(
            spec,
            one.kit(),
            one.stages(),
            one.backtracks(),
            one.lead(),
            one.comparisons(),
            one.miss(),
            one.simulations());
    assertThat(all(other)).isEqualTo(all(one));
  }

  @Test
  void evidence_showsNoHoldoutFigureOrSeed() {
    for (String page : all(JobQueueDossiers.refined()).values()) {
      assertThat(page).doesNotContain(JobQueueDossiers.HOLDOUT_FIGURE).doesNotContain("night#");
    }
  }

  @Test
  void evidence_ofFailedHoldoutSaysSoWithoutFigures() {
    var files = all(JobQueueDossiers.failedHoldout());
    assertThat(files.values()).noneMatch(p -> p.contains(JobQueueDossiers.HOLDOUT_FIGURE));
    assertThat(files.get("evidence/code.md"))
        .contains("**Rejected**, because it breaks R2")
        .contains("did not pass on the holdout workloads");
    assertThat(files.get("evidence/README.md")).contains("**not met**");
  }

  private static Dossier creating(Find... finds) {
    Dossier one = JobQueueDossiers.refined();
    return new Dossier(
        one.spec(),
        one.kit(),
        one.stages(),
        one.backtracks(),
        one.lead(),
        one.comparisons(),
        one.miss(),
        new CreationReport(
            "evolving", 7, 100, 98.25, 120, List.of(finds), List.of("Nothing else <is> known")),
        one.simulations());
  }

  private static Find find(String placement) {
    return new Find(
        "created-1",
        new TreeMap<>(Map.of("placement", placement, "order", "created-2")),
        new TreeMap<>(Map.of("placement", "one queue", "order", "age x 2")),
        new Prediction("wait.mean", new Interval(4, 8), 0.95));
  }

  private static final String SEARCHED =
      "- New code: the evolving author searched with seed 7, apart from the budget of the"
          + " refinement, 98.25 of 100 whole runs.";

  @Test
  void evidence_tellsWhatNewCodeWasWritten_andWhatBecameOfIt() {
    String taken =
        creating()
            .leading()
            .orElseThrow()
            .hypothesis()
            .decisions()
            .value("placement")
            .orElseThrow();

    assertThat(all(creating(find(taken))).getOrDefault("evidence/code.md", "").lines())
        .contains(
            SEARCHED
                + " **What leads here is written by it**, as `created-1` in `techniques.yaml`:"
                + " `placement` (one queue).");
    assertThat(all(creating(find("another"))).getOrDefault("evidence/design.md", "").lines())
        .contains(
            SEARCHED
                + " `created-1`, which it wrote, was judged like any other and does not lead:"
                + " `order` (age x 2), `placement` (one queue).");
    assertThat(all(creating()).getOrDefault("evidence/code.md", "").lines())
        .contains(
            SEARCHED
                + " It wrote nothing that is sound and better than declared choices, which stay.");
    assertThat(all(creating(find("another"))).getOrDefault("evidence/search.md", ""))
        .endsWith(
            """
            ## New code

            %s 120 ideas simulated.
            - Wrote `created-1`, of which it expects `wait.mean` from 4 s to 8 s (95%% sure).
            - Nothing else &lt;is> known.
            """
                .formatted(SEARCHED));
    assertThat(all(JobQueueDossiers.refined()).values()).noneMatch(p -> p.contains("New code"));
  }

  @Test
  void readmeOfEvidence_isTheSameForEveryStage() {
    Dossier dossier = JobQueueDossiers.refined();
    assertThat(Documents.render(Stage.CODE, dossier).get("evidence/README.md"))
        .isEqualTo(Documents.render(Stage.ARCHITECTURE, dossier).get("evidence/README.md"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\u0000',
      value = {
        "a | b || c",
        "``` unclosed `code",
        "${x} $x $!{x} #if(true)evaluated#end #set($y = 1)",
        "<script>alert(1)</script> <!-- comment -->",
        "\"] end; %% x --> y",
        "[link](javascript:alert(1)) ![i](x) **bold** __b__ ~~s~~",
        "# heading",
        "\\| \\` \\"
      })
  void render_showsHostileTextAsText(String text) {
    String hostile = text + "\n\n# injected\r\n| a | b |\u2028```\n---\n\u001b[31m\u202e";
    for (var file : all(JobQueueDossiers.hostile(hostile)).entrySet()) {
      try {
        var q =
            java.nio.file.Path.of(
                "/tmp/hostile", Integer.toHexString(text.hashCode()), file.getKey());
        java.nio.file.Files.createDirectories(q.getParent());
        java.nio.file.Files.writeString(q, file.getValue());
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      if (file.getKey().endsWith(".md")) {
        assertThat(new Lint(file.getValue()).problems()).as(file.getKey()).isEmpty();
      } else {
        assertThat(file.getValue()).as(file.getKey()).doesNotContain("\u001b", "\u202e");
      }
    }
  }

  @Test
  void render_ofTameTextHasNoProblems() {
    all(JobQueueDossiers.refined())
        .forEach(
            (path, text) -> {
              if (path.endsWith(".md")) {
                assertThat(new Lint(text).problems()).as(path).isEmpty();
              }
            });
  }

  private static SortedMap<String, String> all(Dossier dossier) {
    return all(dossier, List.of());
  }

  private static SortedMap<String, String> all(Dossier dossier, List<EditedModel> edited) {
    var files = new TreeMap<String, String>();
    for (Stage stage : List.of(Stage.ARCHITECTURE, Stage.DESIGN, Stage.CODE)) {
      files.putAll(Documents.render(stage, dossier, MODELS, edited));
    }
    return files;
  }
}
