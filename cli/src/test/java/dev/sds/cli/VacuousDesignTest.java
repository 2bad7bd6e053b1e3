package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Verdict;
import dev.sds.cli.Screen.Shown;
import dev.sds.cli.report.KeptDossier;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.workspace.Workspace;
import dev.sds.workspace.files.Access;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace whose design guards against what its spec never lets happen. */
final class VacuousDesignTest {

  /** It numbers attempts, and drops the answers of those it has given up. */
  private static final Map<String, String> DECISIONS =
      Map.of("queueing", "held", "recovery", "ledger", "fencing", "attempt");

  @TempDir private Path folder;

  @Test
  void verify_ofWhatNeverHappens_endsInFive() throws Exception {
    var screen = new Screen(folder);
    assertThat(screen.run("init", "ws", "--kit", "llm-serving").code()).isZero();
    String text = Screen.spec(Map.of("    under: [replica-crash]\n", ""));
    screen.write("ws/spec.yaml", text);
    try (Workspace workspace = Workspace.open(folder.resolve("ws"), Access.WRITE)) {
      keep(workspace.journal(), text);
    }

    Shown shown = screen.run("verify", "ws", "--grow", "0");
    assertThat(shown.code()).as(shown.err()).isEqualTo(5);
    assertThat(shown.out())
        .contains("R3  invariant NoLostRequest")
        .contains("no faults: held in ")
        .contains("in part vacuously: never possible was Discard");

    Shown json = screen.run("verify", "ws", "--grow", "0", "--json");
    assertThat(json.code()).isEqualTo(5);
    assertThat(Json.readTree(json.out())).containsEntry("result", "open");
  }

  private static void keep(Journal journal, String text) {
    Spec spec = Tour.read(Tour.kit(), text);
    var design =
        new Hypothesis(
            Stage.DESIGN,
            "test",
            Decisions.of(DECISIONS),
            new TreeMap<>(),
            "made up",
            "",
            null,
            List.of());
    var lead = new Judged(design, new Verdict.Accepted(List.of(), "made up"));
    KeptDossier.keep(
        journal,
        new Dossier(spec, Tour.kit().kit(), List.of(), List.of(), lead, List.of(), null, 0));
  }
}
