package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sds.artifacts.Json;
import dev.sds.artifacts.kit.Technique;
import dev.sds.cli.Screen.Shown;
import dev.sds.cli.workspace.Kits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that a search writes, and its way into a refinement. */
final class CreateCommandTest {

  @TempDir Path folder;

  /** Nothing pinned but what coordinates; so overloaded that the order of service matters. */
  private Screen screen() throws IOException {
    var screen = new Screen(folder);
    screen.write(
        "in/spec.yaml",
        Screen.spec(
            Map.of(
                "order: arrival, placement: fewest-outstanding, admission: at-once, ", "",
                "rate: 6.5/s", "rate: 30/s",
                "for: 60 s", "for: 15 s",
                "architecture: human", "architecture: auto")));
    return screen;
  }

  @Test
  void create_writesATechnique_thatRefineJudges_andTheSameSeedWritesTheSameBytes()
      throws Exception {
    Screen screen = screen();

    Shown made =
        screen.run("create", "in", "--workspace", "ws", "--runs", "6", "--from-simplest", "--json");
    Shown again =
        screen.run("create", "in", "--workspace", "other", "--runs", "6", "--from-simplest");

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(again.code()).as(again.err()).isZero();
    String text = Files.readString(folder.resolve("ws/techniques.yaml"));
    assertThat(folder.resolve("other/techniques.yaml")).hasContent(text);
    Map<?, ?> document = Json.read(made.out(), Map.class);
    String name = String.valueOf(document.get("technique"));
    assertThat(String.valueOf(document.get("freshSeeds"))).contains("round-robin");
    assertThat(document.get("ideas"))
        .isInstanceOfSatisfying(Integer.class, n -> assertThat(n).isGreaterThan(8));

    var kit = Kits.installed().with(folder.resolve("ws")).find("llm-serving").orElseThrow().kit();
    Technique technique =
        kit.catalogue().techniques().stream()
            .filter(t -> t.name().equals(name))
            .findFirst()
            .orElseThrow();
    assertThat(kit.catalogue().choices(technique.decisions())).hasSize(3);
    assertThat(screen.run("log", "ws").out()).contains("Create the technique " + name);

    Shown refined = screen.run("refine", "ws", "--until", "design", "--json");
    assertThat(refined.code()).as(refined.err()).isZero();
    String created = technique.decisions().value("order").orElseThrow();
    assertThat(Files.readString(folder.resolve("ws/evidence/design.md"))).contains(created);
  }

  @Test
  void create_withASecondMetric_keepsTheKneeOfAFront() throws IOException {
    Screen screen = screen();
    String[] command = {
      "create",
      "in",
      "--workspace",
      "ws",
      "--runs",
      "6",
      "--from-simplest",
      "--and",
      "response_time.p99"
    };

    Shown made = screen.run(command);
    command[command.length - 1] = "response_time.p12";
    Shown refused = screen.run(command);

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.err()).contains("(the knee)").containsPattern("front of \\d+, hypervolume x");
    List<String> knees = made.err().lines().filter(l -> l.contains("(the knee)")).toList();
    assertThat(knees).hasSize(1);
    assertThat(made.err()).contains("kept is the knee, tuned and made smaller: {");
    assertThat(Files.readString(folder.resolve("ws/techniques.yaml"))).contains("techniques:");
    assertThat(refused.code()).isEqualTo(65);
    assertThat(refused.err()).contains("The kit measures no 'response_time.p12'.");
  }

  @Test
  void create_whereDeclaredChoicesDoBest_writesNothing() throws IOException {
    var screen = new Screen(folder);
    screen.write(
        "in/spec.yaml",
        Screen.spec(
            Map.of("order: arrival, ", "", "rate: 6.5/s", "rate: 30/s", "for: 60 s", "for: 15 s")));

    Shown shown = screen.run("create", "in", "--workspace", "ws", "--runs", "6");

    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out())
        .contains("of all that was tried declared choices did best:")
        .contains("combinations of declared choices")
        .doesNotContain("Created");
    assertThat(folder.resolve("ws/techniques.yaml")).doesNotExist();
  }

  @Test
  void create_withAllThatCanBeWrittenPinned_saysSo() throws IOException {
    var screen = new Screen(folder);
    screen.write("in/spec.yaml", Screen.spec(Map.of()));

    Shown shown = screen.run("create", "in", "--workspace", "ws", "--runs", "5");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("Nothing could be created").contains("Remove pins");
  }

  @Test
  void aBrokenTechniquesFile_isShownAtItsPlace() throws IOException {
    var screen = new Screen(folder);
    assertThat(screen.run("init", "ws").code()).isZero();
    screen.write(
        "ws/techniques.yaml",
        """
        kit: llm-serving
        choices:
          - kind: ordr
            name: mine
            doc: Mine.
            source: us
            code: {priority: return 0;}
        """);

    Shown shown = screen.run("refine", "ws", "--until", "architecture");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err()).contains("techniques.yaml:").contains("The kit has no decision 'ordr'");
  }

  @Test
  void benchSearch_comparesMethodsAtEqualBudgets() throws IOException {
    Screen screen = screen();

    Shown shown =
        screen.run(
            "bench",
            "search",
            "in",
            "--runs",
            "3",
            "--searches",
            "2",
            "--seed",
            "7",
            "--fresh",
            "2",
            "--json",
            "--method",
            "CHANCE",
            "CREATE");

    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.err()).contains("create, search seed 7:", "create, search seed 8:");
    SearchReport report = Json.read(shown.out(), SearchReport.class);
    assertThat(report.methods().keySet()).containsExactly("chance", "create");
    assertThat(report.methods().values())
        .allSatisfy(
            m -> {
              assertThat(m.searches()).hasSize(2);
              // A search ends with the batch in which its budget is spent.
              assertThat(m.searches())
                  .allSatisfy(s -> assertThat(s.requests()).isBetween(1_500, 9_000));
            });
    assertThat(report.paired())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.method()).isEqualTo("create");
              assertThat(p.against()).isEqualTo("chance");
              List<Double> means =
                  report.methods().values().stream().map(m -> m.ratio().mean()).toList();
              double ratio = means.getLast() / means.getFirst();
              assertThat(p.ratio().mean()).isCloseTo(ratio, within(1e-9));
            });
  }

  @Test
  void benchSearch_ofTwoMetrics_comparesFronts_andRefusesAMetricThatNothingMeasures()
      throws IOException {
    Screen screen = screen();
    String[] command = {
      "bench",
      "search",
      "in",
      "--runs",
      "3",
      "--searches",
      "1",
      "--fresh",
      "2",
      "--json",
      "--method",
      "ASSEMBLE",
      "--and",
      "response_time.p99"
    };

    Shown shown = screen.run(command);
    command[command.length - 1] = "response_time.p12";
    Shown refused = screen.run(command);

    assertThat(shown.code()).as(shown.err()).isZero();
    Map<?, ?> document = Json.read(shown.out(), Map.class);
    assertThat(document.get("metrics"))
        .isEqualTo(List.of("response_time.mean", "response_time.p99"));
    assertThat(shown.err()).contains("hypervolume x");
    assertThat(refused.code()).isEqualTo(65);
    assertThat(refused.err()).contains("The kit measures no 'response_time.p12'.");
  }

  private record SearchReport(Map<String, Searches> methods, List<Paired> paired) {}

  private record Paired(String method, String against, Mean ratio) {}

  private record Searches(Mean ratio, List<Search> searches) {}

  private record Mean(double mean) {}

  private record Search(int requests) {}
}
